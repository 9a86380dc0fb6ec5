/** `index.ts` of a generated host: all imports of the world, all callers, and the tables of both. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, type Fragment, lines } from "../../emit/code.js";
import type { FileSet } from "../../emit/files.js";
import { braces, breakable, reference } from "../../emit/line-breaks.js";
import { fileOfGroup, finished } from "./files.js";
import { groupName, scopesOf } from "./functions.js";
import { camel } from "./names.js";
import { block, docComment, propertyKey, rtType } from "./types.js";

const hasImports = (group: Group): boolean =>
  group.direction === "import" && (group.functions.length > 0 || group.resources.length > 0);
const hasExports = (group: Group): boolean => group.direction === "export" && group.functions.length > 0;
const ownsResources = (group: Group): boolean => group.direction === "export" && group.resources.length > 0;

export function worldFiles(cx: Context): FileSet {
  const imports = cx.plan.groups.filter(hasImports);
  const exports = cx.plan.groups.filter(hasExports);
  const use = (group: Group, name: string, typeOnly = false): Fragment =>
    reference({ from: `./${fileOfGroup(group, cx)}.js`, name, typeOnly });
  const keys = keysOf(cx);
  const key = (group: Group): string => keys.get(group) ?? camel(group.name);
  const fields = [
    ...imports.map(
      (g) => code`${propertyKey(g.module)}: ${use(g, `create${groupName(g)}Imports`)}(rt, hosts.${key(g)}),`,
    ),
    ...cx.plan.groups
      .filter(ownsResources)
      .map((g) => code`${propertyKey(intrinsicModule(g, cx))}: ${use(g, `create${groupName(g)}Intrinsics`)}(rt),`),
  ];
  const parts = [
    lines([
      docComment("The implementations behind a world's imports."),
      block(
        "export interface Hosts",
        imports.map((g) => code`readonly ${key(g)}: ${use(g, `${groupName(g)}Host`, true)};`),
      ),
    ]),
    code`
      /** The import object of the world: every function behind its guard. */
      export function createImports(${unless(imports.length > 0 || fields.length > 0, "_")}rt: ${rtType("InstanceRuntime")}, ${unless(imports.length > 0, "_")}hosts: Hosts): ${rtType("ImportObject")} {
        return ${object(fields)};
      }`,
    lines([
      docComment("What the guest exports; an absent interface is `undefined`."),
      block(
        "export interface GuestExports",
        exports.map((g) => code`readonly ${key(g)}: ${use(g, `${groupName(g)}Exports`, true)} | undefined;`),
      ),
    ]),
    code`
      ${breakable("export function bindExports(", [code`${unless(exports.length > 0, "_")}rt: ${rtType("InstanceRuntime")}`, code`${unless(exports.length > 0, "_")}instance: ${rtType("GuestInstance")}`], "): GuestExports {")}
        return ${object(exports.map((g) => code`${key(g)}: ${use(g, `bind${groupName(g)}Exports`)}(rt, instance),`))};
      }`,
    code`
      /** Every import this host serves. */
      export const importTable: readonly ${rtType("ImportEntry")}[] = ${array(importRows(cx))};`,
    code`
      /** Every export this host calls. */
      export const exportTable: readonly ${rtType("ExportEntry")}[] = ${array(exports.flatMap((g) => g.functions.map(exportRow)))};`,
    lines(modules(cx).map((file) => `export * as ${camel(file)} from "./${file}.js";`)),
  ];
  const title = docComment(`The host of world \`${cx.plan.world.name}\`.`);
  return [{ path: "index.ts", text: `${finished("index.ts", title, parts, ["Hosts", "GuestExports"], cx)}\n` }];
}

const unless = (used: boolean, mark: string): string => (used ? "" : mark);

function object(fields: readonly Fragment[]): Fragment {
  return fields.length === 0
    ? code`{}`
    : code`
      {
        ${fields}
      }`;
}

function array(rows: readonly Fragment[]): Fragment {
  if (rows.length <= 1) return breakable("[", rows, "]");
  return code`
    [
      ${rows.map((row) => code`${row},`)}
    ]`;
}

/** Files that declare something. */
function modules(cx: Context): readonly string[] {
  const groups = cx.plan.groups.filter((g) => g.types.length > 0 || g.functions.length > 0 || g.resources.length > 0);
  return [...new Set(groups.map((g) => fileOfGroup(g, cx)))];
}

const intrinsicModule = (group: Group, cx: Context): string => {
  const [first] = group.resources;
  return first === undefined ? group.module : (cx.resource(first).intrinsics?.make.module ?? group.module);
};

/** `lines`; the whole name of the file when two interfaces have the name. */
function keysOf(cx: Context): ReadonlyMap<Group, string> {
  const named = cx.plan.groups.filter((g) => hasImports(g) || hasExports(g));
  return new Map(
    named.map((g) => {
      const same = named.filter((other) => other.direction === g.direction && camel(other.name) === camel(g.name));
      return [g, camel(same.length === 1 ? g.name : fileOfGroup(g, cx))];
    }),
  );
}

const signatureText = (fn: FuncPlan): string =>
  `(${fn.signature.params.join(", ")}) -> ${fn.signature.results[0] ?? "()"}`;

function exportRow(fn: FuncPlan): Fragment {
  const guard = fn.directives?.guard;
  const event = guard?.kind === "handler" ? [`event: ${JSON.stringify(guard.event)}`] : [];
  return braces([`name: ${JSON.stringify(fn.core.field)}`, `signature: "${signatureText(fn)}"`, ...event]);
}

function importRows(cx: Context): readonly Fragment[] {
  return cx.plan.groups.flatMap((group) => {
    const functions = group.functions.filter((fn) => fn.role === "host-import").map(importRow);
    const intrinsics = group.resources.flatMap((id) => {
      const { drop, intrinsics: own } = cx.resource(id);
      const made =
        own === undefined ? [] : [own.make, own.rep].map((name) => row(name.module, name.field, "(i32) -> i32"));
      return [...made, row(drop.module, drop.field, "(i32) -> ()")];
    });
    return [...functions, ...intrinsics];
  });
}

function importRow(fn: FuncPlan): Fragment {
  const guard = fn.directives?.guard;
  const kind = guard === undefined || guard.kind === "handler" ? "none" : guard.kind;
  const needs = guard?.kind === "inherits" && guard.needs !== undefined ? [guard.needs] : [];
  return row(fn.core.module, fn.core.field, signatureText(fn), kind, [...new Set([...scopesOf(fn), ...needs])]);
}

function row(
  module: string,
  field: string,
  signature: string,
  guard = "intrinsic",
  scopes: readonly string[] = [],
): Fragment {
  return braces([
    `module: ${JSON.stringify(module)}`,
    `field: ${JSON.stringify(field)}`,
    `signature: "${signature}"`,
    `guard: "${guard}"`,
    `scopes: [${scopes.map((s) => JSON.stringify(s)).join(", ")}]`,
  ]);
}
