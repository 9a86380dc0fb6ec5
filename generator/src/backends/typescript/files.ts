/** Which files there are, and what is around their parts. */
import type { Group } from "../../abi/plan-model.js";
import type { Context, FilePlan } from "../../backend/contract.js";
import { banner } from "../../emit/banner.js";
import { type CodeValue, code, empty, type Fragment, type ImportItem, lines, paragraphs } from "../../emit/code.js";
import { docText } from "../../emit/docs.js";
import type { FileSet } from "../../emit/files.js";
import { settle } from "../../emit/line-breaks.js";
import { width } from "./declarations.js";
import { comment } from "./docs.js";
import { coreImports } from "./functions.js";
import { exporter, implementer } from "./implementers.js";
import { fileOf, implementerName } from "./places.js";
import { stubs } from "./stubs.js";

const yours = "// Yours to edit: ocrekit writes this file once.";

export function files(cx: Context): readonly FilePlan[] {
  return cx.plan.groups.map((group) => ({
    path: `${fileOf(group, cx.plan)}.ts`,
    title: group.module,
    groups: [group],
  }));
}

export function file(plan: FilePlan, cx: Context): Fragment {
  const [group] = plan.groups;
  if (group === undefined) throw new Error("a file has a group");
  const exported = group.direction === "export";
  const { types, functions } = cx.declarations(group);
  const free = functions.filter((_, i) => !exported && group.functions[i]?.kind === "free");
  const parts = [
    coreImports(group, cx),
    ...types,
    ...(exported ? [implementer(group, cx), exporter(group, cx)] : free),
  ].filter((part) => part.text !== "");
  return print(plan.path.replace(/\.ts$/, ""), parts, cx, around(group, cx));
}

function around(group: Group, cx: Context): Around {
  const exported = group.direction === "export";
  const name = implementerName(group, cx);
  const declared = [
    ...group.types.map((id) => cx.names.type(id)),
    ...group.resources.map((id) => cx.names.resource(id)),
    ...group.functions.flatMap((fn) => (fn.kind === "free" && !exported ? [cx.names.func(fn)] : [])),
    ...(exported ? [name, `export${name}`] : []),
  ];
  const about = exported ? "" : docText(group.docs);
  return {
    source: group.span.file.path,
    about: comment([`\`${group.module}\`${exported ? ", as an app implements it" : ""}.`, about, "@module"]),
    declared,
  };
}

interface Around {
  /** Path of the WIT file. */
  readonly source?: string;
  /** Instead of the banner. */
  readonly mark?: string;
  readonly about?: Fragment;
  /** Names that no import of this file may have. */
  readonly declared?: readonly string[];
}

/** Banner, imports, parts. A name that the file declares itself, or has from elsewhere, gets an alias. */
export function print(path: string, parts: readonly CodeValue[], cx: Context, around: Around = {}): Fragment {
  const body = paragraphs(parts);
  const keyOf = ({ from, name = "" }: ImportItem): string => `${from} ${name}`;
  const taken = new Set(around.declared ?? []);
  const aliases = new Map<string, string>();
  const items = body.imports
    .filter((item) => item.from !== path)
    .sort((a, b) => (relative(path, a.from) + keyOf(a) < relative(path, b.from) + keyOf(b) ? -1 : 1));
  for (const item of items) {
    if (aliases.has(keyOf(item))) continue;
    let alias = item.name ?? "";
    for (let attempt = 2; taken.has(alias); attempt++) alias = `${item.name}$${attempt}`;
    taken.add(alias);
    aliases.set(keyOf(item), alias);
  }
  const spell = (from: string, name: string): string => aliases.get(`${from} ${name}`) ?? name;
  const head = lines([
    around.mark ?? banner("//", cx.version, around.source ?? `world ${cx.plan.world.name}`),
    around.about ?? empty,
    ...importLines(path, items, spell),
  ]);
  return { text: settle(paragraphs([head, body]).text, width, spell), imports: [] };
}

function importLines(
  path: string,
  items: readonly ImportItem[],
  spell: (from: string, name: string) => string,
): readonly Fragment[] {
  const modules = new Map<string, Map<string, boolean>>();
  for (const { from, name, typeOnly } of items) {
    if (name === undefined) continue;
    const names = modules.get(from) ?? new Map<string, boolean>();
    names.set(name, (names.get(name) ?? true) && typeOnly === true);
    modules.set(from, names);
  }
  return [...modules].map(([from, names]) => importLine(relative(path, from), names, (name) => spell(from, name)));
}

function importLine(from: string, names: ReadonlyMap<string, boolean>, spell: (name: string) => string): Fragment {
  const onlyTypes = [...names.values()].every((typeOnly) => typeOnly);
  const list = [...names].map(([name, typeOnly]) => {
    const alias = spell(name);
    return `${typeOnly && !onlyTypes ? "type " : ""}${alias === name ? name : `${name} as ${alias}`}`;
  });
  const word = onlyTypes ? "import type" : "import";
  const flat = `${word} { ${list.join(", ")} } from "${from}";`;
  if (flat.length <= width) return code`${flat}`;
  return code`
    ${word} {
      ${list.map((item) => `${item},`)}
    } from "${from}";`;
}

function relative(path: string, to: string): string {
  const here = path.split("/").slice(0, -1);
  const there = to.split("/");
  let common = 0;
  while (common < here.length && common < there.length - 1 && here[common] === there[common]) common++;
  const up = "../".repeat(here.length - common);
  return `${up === "" ? "./" : up}${there.slice(common).join("/")}.js`;
}

export function extraFiles(cx: Context): FileSet {
  const app = stubs(cx);
  if (app === undefined) return [];
  const declared = cx.plan.groups.flatMap((g: Group) =>
    g.functions.flatMap((fn) => fn.params.map((_, i) => cx.names.param(fn, i))),
  );
  return [{ path: "app.ts", text: `${print("app", app, cx, { declared, mark: yours }).text}\n`, once: true }];
}
