/** WIT for the strict compilers: goldens, the parser's cases, the features, and every word of every language in every place. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { planWorld } from "ocrekit/abi";
import { loadWitSources } from "ocrekit/graph";
import { generate } from "../../../generator/src/backend/driver.js";
import type { Backend } from "../../../generator/src/backend/index.js";
import { supportDiagnostics } from "../../../generator/src/backend/support.js";
import type { FileSet } from "../../../generator/src/emit/files.js";
import { type Graph, loadWit } from "../../../generator/src/graph/index.js";
import { worldId } from "../../../generator/src/ids.js";
import { noDirectives } from "../../support/graph-of.js";
import { repository } from "../../support/toolchain.js";
import { features } from "../features.js";
import { words } from "./words.js";

export interface StrictCase {
  /** `golden`, `case`, `feature`, `words`. */
  readonly kind: string;
  readonly name: string;
  readonly graph: Graph;
  readonly world: number;
}

export function strictCases(): readonly StrictCase[] {
  return [...goldens(), ...parserCases(), ...ofFeatures(), ...ofWords()];
}

function goldens(): readonly StrictCase[] {
  const folder = join(repository, "test/golden");
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "input")))
    .flatMap((name) => worldsOf("golden", name, join(folder, name, "input")));
}

/** Each world of each valid case; cases that only the parser cares about have none. */
function parserCases(): readonly StrictCase[] {
  const folder = join(repository, "test/cases/wit");
  return readdirSync(folder)
    .filter((name) => !name.startsWith("bad-") && (name.endsWith(".wit") || statSync(join(folder, name)).isDirectory()))
    .flatMap((name) => worldsOf("case", name.replace(/\.wit$/, ""), join(folder, name)));
}

const ofFeatures = (): readonly StrictCase[] => features.flatMap(({ name, wit }) => worldsOf("feature", name, wit));

function worldsOf(kind: string, name: string, path: string): readonly StrictCase[] {
  const { graph } = loadWit(path, { allFeatures: true });
  return graph === undefined ? [] : inGraph(kind, name, graph);
}

function inGraph(kind: string, name: string, graph: Graph): readonly StrictCase[] {
  const own = graph.worlds.flatMap((w, i) =>
    w.package === graph.main && w.imports.length + w.exports.length > 0 ? [{ i, world: w.name }] : [],
  );
  return own.map(({ i, world }) => ({ kind, name: own.length > 1 ? `${name} ${world}` : name, graph, world: i }));
}

const chunk = 60;

function ofWords(): readonly StrictCase[] {
  const chunks = Array.from({ length: Math.ceil(words.length / chunk) }, (_, i) =>
    words.slice(i * chunk, i * chunk + chunk),
  );
  return Object.entries(places).flatMap(([place, wit]) =>
    chunks.flatMap((some, i) => {
      const { graph, diagnostics } = loadWitSources([{ path: "words.wit", text: wit(some) }]);
      if (graph === undefined) throw new Error(`${place} ${i}: ${diagnostics.map((d) => d.message).join("; ")}`);
      return inGraph("words", `${place} ${i + 1}`, graph);
    }),
  );
}

type Names = readonly string[];
const w = "world w { import i; export i; }";

/** All words of a chunk at once, so that they meet each other as well. */
const places: Readonly<Record<string, (names: Names) => string>> = {
  functions: (names) =>
    `package test:words; interface i { ${names.map((n) => `%${n}: func(%${n}: string, other: option<string>) -> string;`).join(" ")} } ${w}`,
  parameters: (names) =>
    `package test:words; interface i { f: func(${names.map((n) => `%${n}: u8`).join(", ")}) -> u8; ${names
      .map((n) => `g-${n}: func(%${n}: list<u8>) -> result<list<string>, u32>;`)
      .join(" ")} } ${w}`,
  fields: (names) =>
    `package test:words; interface i { record r { ${names.map((n) => `%${n}: string`).join(", ")} } f: func(r: r) -> r; g: func(l: list<r>); } ${w}`,
  cases: (names) =>
    `package test:words; interface i { variant v { ${names.map((n) => `%${n}(string)`).join(", ")} } enum e { ${names
      .map((n) => `%${n}`)
      .join(", ")} } f: func(v: v, e: e) -> result<v, e>; } ${w}`,
  flags: (names) =>
    `package test:words; interface i { flags a { ${names
      .slice(0, 30)
      .map((n) => `%${n}`)
      .join(", ")} } flags b { ${[...names.slice(30), "zz"]
      .map((n) => `%${n}`)
      .join(", ")} } f: func(a: a, b: b) -> a; } ${w}`,
  types: (names) =>
    `package test:words; interface i { ${names.map((n) => `record %${n} { %${n}: u8 } f-${n}: func(%${n}: %${n}) -> option<%${n}>;`).join(" ")} } ${w}`,
  resources: (names) =>
    `package test:words; interface i { ${names
      .map((n) => `resource %${n} { constructor(%${n}: u32); }`)
      .join(" ")} } world w { import i; export i; }`,
  methods: (names) =>
    `package test:words; interface i { resource r { constructor(a: u32); ${names
      .map(
        (n) =>
          `%${n}: func(${n === "self" ? "that" : `%${n}`}: u32) -> u32; s-${n}: static func(%${n}: u32) -> string;`,
      )
      .join(" ")} } } ${w}`,
  interfaces: (names) =>
    `package test:words; ${names.map((n) => `interface %${n} { f: func(a: u8) -> u8; }`).join(" ")} world w { ${names
      .map((n) => `import %${n}; export %${n};`)
      .join(" ")} }`,
  "world functions": (names) =>
    `package test:words; world w { ${names.map((n) => `import in-${n}: func(%${n}: u8) -> u8; export %${n}: func(%${n}: u8) -> u8;`).join(" ")} }`,
};

export type Generated =
  | { readonly files: FileSet }
  /** The language says that it cannot do this, at the user's span. */
  | { readonly refused: string };

export function generateStrict(backend: Backend, { graph, world }: StrictCase): Generated {
  const unsupported = supportDiagnostics(graph, worldId(world), backend).filter((d) => d.severity === "error");
  if (unsupported.length > 0) return { refused: unsupported.map((d) => d.message).join("; ") };
  const { plan } = planWorld(graph, noDirectives, worldId(world), { side: "guest", profile: backend.profile });
  const { files, diagnostics } = generate(backend, plan, { stubs: "echo" });
  const errors = diagnostics.filter((d) => d.severity === "error");
  return errors.length > 0 ? { refused: errors.map((d) => d.message).join("; ") } : { files };
}
