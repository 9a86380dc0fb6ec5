/** Bodies for the stubs of wit-bindgen's Rust, made of our plan: what they call, and how the import wants its arguments. */
import type { Group, Plan } from "ocrekit/abi";
import { type Case, casesOf } from "./cases.js";
import type { Subject } from "./subject.js";

/**
 * The types of an import and of the export beside it are declared alike, but they are two types to Rust: `same` takes
 * the one for the other. Which type it has to be follows from what is called.
 */
const runtime = `
/// An object of the app is one of the host's.
pub struct Stub(::std::boxed::Box<dyn ::core::any::Any>);

fn same<A, B>(from: A) -> B {
  assert!(::core::mem::size_of::<A>() == ::core::mem::size_of::<B>());
  let from = ::core::mem::ManuallyDrop::new(from);
  unsafe { ::core::mem::transmute_copy(&*from) }
}
`;
const declared = /#\[derive\(Debug\)\]\s+pub struct Stub;/;

/** The text with bodies. It stays with `unreachable!()` where nobody is behind an export. */
export function echoOfStubs(stubs: string, subject: Subject): string {
  if (!declared.test(stubs)) throw new Error("the stubs of wit-bindgen have another form");
  const bodies = new Map(casesOf(subject).flatMap((of) => bodyOf(of, subject)));
  const used = new Set<string>();
  let trait = "";
  const text = stubs
    .replace(declared, runtime)
    .split("\n")
    .map((line) => {
      trait = /^\s*impl (\S+) for Stub \{$/.exec(line)?.[1] ?? trait;
      const [, head = "", name = ""] = /^(\s*fn (\w+)\(.*\{) unreachable!\(\) \}$/.exec(line) ?? [];
      const body = bodies.get(`${trait} ${name}`);
      if (body === undefined) return line;
      used.add(`${trait} ${name}`);
      return `${head} ${body} }`;
    });
  const forgotten = [...bodies.keys()].filter((key) => !used.has(key));
  if (forgotten.length > 0) throw new Error(`wit-bindgen has no stub for ${forgotten.join(", ")}`);
  return `#![allow(warnings)]\n${text.join("\n")}`;
}

/** Under the trait and the name of its stub. */
function bodyOf({ fn, behaviour }: Case, { plan, graph }: Subject): readonly (readonly [string, string])[] {
  if (behaviour.kind === "own" || behaviour.kind === "none") return [];
  const module = (direction: Group["direction"]): string => {
    const group = plan.groups.find(
      (g) => g.direction === direction && g.functions.includes(direction === "export" ? fn : behaviour.twin),
    );
    if (group === undefined) throw new Error(`${fn.name} is in no group`);
    return modulePath(
      group,
      graph.packages.map((p) => p.name),
    );
  };
  const resource = plan.resources.find((r) => r.id === fn.resource);
  const type = resource === undefined ? "" : camel(resource.name);
  const own = module("export");
  const trait = `${own === "" ? "" : `exports::${own}::`}Guest${type}`;
  const name = fn.kind === "constructor" ? "new" : identifier(fn.item);
  const owner = ["crate", module("import"), type].filter((part) => part !== "").join("::");
  const params = fn.params.slice(fn.kind === "method" ? 1 : 0);
  const args = params.map((p) => argument(p.type, identifier(p.name), plan));
  const before = args.map((a) => a.before).join("");
  const list = args.map((a) => a.value).join(", ");
  const self = `self.0.downcast_ref::<${owner}>().unwrap()`;
  const call = fn.kind === "method" ? `${self}.${name}(${list})` : `${owner}::${name}(${list})`;
  return [[`${trait} ${name}`, `${before}${fn.kind === "constructor" ? `Stub(Box::new(${call}))` : `same(${call})`}`]];
}

/** `test::lists::lists`; nothing for the world's own functions. */
function modulePath(group: Group, packages: readonly Group["package"][]): string {
  if (group.kind === "world") return "";
  if (group.kind === "inline") return identifier(group.module);
  const { namespace, name, version } = group.package;
  const versions = new Set(packages.filter((p) => p.namespace === namespace && p.name === name).map((p) => p.version));
  const mark = versions.size > 1 && version !== undefined ? snake(version.replace(/[.+]/g, "-")) : "";
  return `${identifier(namespace)}::${snake(name)}${mark}::${identifier(group.name)}`;
}

interface Argument {
  readonly before: string;
  readonly value: string;
}

/** Imports borrow what has lists or borrowed handles inside, unless there are handles that they take. */
function argument(type: number, name: string, plan: Plan): Argument {
  const inside = contents(type, plan);
  if (!(inside.has("borrow") || (inside.has("list") && !inside.has("own"))))
    return { before: "", value: `same(${name})` };
  return {
    before: `let ${name}: ${owned(type, plan)} = same(${name}); `,
    value: borrowed(type, `(&${name})`, plan),
  };
}

/** The type as far as it has no name of its own. */
function owned(id: number, plan: Plan): string {
  const { name, kind } = typeOf(id, plan);
  const of = (type: number | undefined): string => (type === undefined ? "()" : owned(type, plan));
  switch (kind.k) {
    case "string":
      return "String";
    case "list":
      return "Vec<_>";
    case "handle":
      return kind.mode === "borrow" ? "&_" : "_";
    case "scalar":
    case "flags":
      return "_";
    case "alias":
      return sequence(kind.of, plan) ? of(kind.of) : "_";
    case "array":
      return name === undefined ? `(${`${of(kind.of)},`.repeat(kind.length)})` : "_";
    case "record":
      return name === undefined ? `(${kind.fields.map((f) => `${of(f.type)},`).join("")})` : "_";
    case "variant": {
      if (name !== undefined || kind.shape === "enum" || kind.shape === "variant") return "_";
      const [first, second] = kind.cases;
      return kind.shape === "option"
        ? `Option<${of(second?.type)}>`
        : `Result<${of(first?.type)}, ${of(second?.type)}>`;
    }
  }
}

/** What is behind a reference, as an import wants it. */
function borrowed(id: number, x: string, plan: Plan): string {
  const { name, kind } = typeOf(id, plan);
  const of = (type: number, value: string): string => borrowed(type, value, plan);
  switch (kind.k) {
    case "string":
      return `${x}.as_str()`;
    case "list":
      return `${x}.as_slice()`;
    case "handle":
      return `*${x}`;
    case "scalar":
      return name === undefined ? `*${x}` : x;
    case "flags":
      return x;
    case "alias":
      return sequence(kind.of, plan) ? of(kind.of, x) : x;
    case "array":
      if (name !== undefined) return x;
      return `(${Array.from({ length: kind.length }, (_, i) => `${of(kind.of, `(&${x}.${i})`)},`).join("")})`;
    case "record":
      return name === undefined ? `(${kind.fields.map((f, i) => `${of(f.type, `(&${x}.${i})`)},`).join("")})` : x;
    case "variant": {
      if (name !== undefined || kind.shape === "enum" || kind.shape === "variant") return x;
      const [first, second] = kind.cases;
      const arm = (type: number | undefined): string => (type === undefined ? "()" : of(type, "x"));
      return kind.shape === "option"
        ? `${x}.as_ref().map(|x| ${arm(second?.type)})`
        : `match ${x} { Ok(x) => Ok(${arm(first?.type)}), Err(x) => Err(${arm(second?.type)}) }`;
    }
  }
}

type Content = "list" | "own" | "borrow";

function contents(id: number, plan: Plan): ReadonlySet<Content> {
  const { kind } = typeOf(id, plan);
  const all = (types: readonly number[]): Content[] => types.flatMap((type) => [...contents(type, plan)]);
  switch (kind.k) {
    case "scalar":
    case "flags":
      return new Set();
    case "string":
      return new Set(["list"]);
    case "list":
      return new Set<Content>(["list", ...contents(kind.of, plan)]);
    case "alias":
    case "array":
      return contents(kind.of, plan);
    case "record":
      return new Set(all(kind.fields.map((f) => f.type)));
    case "variant":
      return new Set(all(kind.cases.flatMap((c) => c.type ?? [])));
    case "handle":
      return new Set([kind.mode]);
  }
}

/** A string or a list, by whatever name. */
function sequence(id: number, plan: Plan): boolean {
  const { kind } = typeOf(id, plan);
  return kind.k === "string" || kind.k === "list" || (kind.k === "alias" && sequence(kind.of, plan));
}

function typeOf(id: number, plan: Plan): Plan["types"][number] {
  const type = plan.types.find((t) => t.id === id);
  if (type === undefined) throw new Error(`no type ${id}`);
  return type;
}

const words = (name: string): readonly string[] => name.toLowerCase().split("-");
const snake = (name: string): string => words(name).join("_");
const camel = (name: string): string => {
  const text = words(name)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
  return text === "Guest" ? "Guest_" : text;
};

/** Keywords get an underscore behind them. */
const keywords = new Set(
  `as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub ref return self
  static struct super trait true type unsafe use where while async await dyn abstract become box do final macro override
  priv typeof unsized virtual yield try`.split(/\s+/),
);
const identifier = (name: string): string => (keywords.has(name) ? `${name}_` : snake(name));
