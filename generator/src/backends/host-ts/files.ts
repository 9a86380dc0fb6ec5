/** Which file holds what: one for each interface, and the world's own with everything put together. */
import type { FuncPlan, Group, ResourcePlan } from "../../abi/plan-model.js";
import type { Context, FilePlan } from "../../backend/contract.js";
import { banner } from "../../emit/banner.js";
import {
  type CodeValue,
  code,
  type Fragment,
  type ImportItem,
  join,
  lines,
  paragraphs,
  symbol,
} from "../../emit/code.js";
import { docText } from "../../emit/docs.js";
import type { FileSet } from "../../emit/files.js";
import { callerConstants, coreName, deciders, groupName, hostMembers, scopesOf } from "./functions.js";
import { camel } from "./names.js";
import { block, docComment, fileOf, resourceToken, rtType, width } from "./types.js";

/** Both directions of an interface share a file, as they share its types. */
export function filePlans(cx: Context): readonly FilePlan[] {
  const files = new Map<string, Group[]>();
  for (const group of cx.plan.groups) {
    const name = fileOf({ package: group.package, interface: group.name });
    files.set(name, [...(files.get(name) ?? []), group]);
  }
  return [...files].map(([name, groups]) => ({ path: `${name}.ts`, title: groups[0]?.module ?? name, groups }));
}

export function printFile(file: FilePlan, cx: Context): Fragment {
  const parts = file.groups.flatMap((group) => [...cx.declarations(group).types, ...groupParts(group, cx)]);
  return finished(
    file.path,
    docComment(
      `${file.title}: ${file.groups.some((g) => g.direction === "import") ? "what a host implements" : "what a guest exports"}.`,
    ),
    parts,
    cx,
  );
}

/** Banner, import lines and parts. */
function finished(path: string, head: Fragment, parts: readonly CodeValue[], cx: Context): Fragment {
  const body = paragraphs(parts);
  const own = `./${path.replace(/\.ts$/, ".js")}`;
  const from = cx.plan.sources.join(", ");
  return paragraphs([lines([banner("//", cx.version, from), head, lines(importLines(body.imports, own))]), body]);
}

function importLines(items: readonly ImportItem[], own: string): readonly string[] {
  const modules = new Map<string, Map<string, boolean>>();
  for (const { from, name, typeOnly } of items) {
    if (from === own || name === undefined) continue;
    const names = modules.get(from) ?? new Map<string, boolean>();
    names.set(name, (names.get(name) ?? true) && typeOnly === true);
    modules.set(from, names);
  }
  return [...modules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, names]) =>
      importLine(
        from,
        [...names].sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    );
}

function importLine(from: string, names: readonly (readonly [string, boolean])[]): string {
  const allTypes = names.every(([, typeOnly]) => typeOnly);
  const items = names.map(([name, typeOnly]) => (typeOnly && !allTypes ? `type ${name}` : name));
  const keyword = allTypes ? "import type" : "import";
  const flat = `${keyword} { ${items.join(", ")} } from "${from}";`;
  return flat.length <= width ? flat : `${keyword} {\n${items.map((item) => `  ${item},\n`).join("")}} from "${from}";`;
}

function groupParts(group: Group, cx: Context): readonly Fragment[] {
  if (group.functions.length === 0 && group.resources.length === 0) return [];
  return group.direction === "import" ? importParts(group, cx) : exportParts(group, cx);
}

const hasImports = (group: Group): boolean =>
  group.direction === "import" && (group.functions.length > 0 || group.resources.length > 0);
const hasExports = (group: Group): boolean => group.direction === "export" && group.functions.length > 0;

function importParts(group: Group, cx: Context): readonly Fragment[] {
  const name = groupName(group);
  const members = hostMembers(group, cx);
  const views = code`
    /** Lists of bytes are views of guest memory, valid until the function returns. */
    readonly views?: boolean;`;
  const functions = cx.declarations(group).functions;
  const drops = group.resources.map((id) => dropImport(cx.resource(id), cx));
  const text = lines(functions).text;
  const uses = (word: string): boolean => mentions(text, word) || (word === "handles" && drops.length > 0);
  const shared = ["memory", "handles", "guard"].filter((word) => uses(word) || word === "memory");
  return [
    lines([
      docComment(docText(group.docs)),
      block(`export interface ${name}Host`, [...(uses("views") ? [views] : []), ...members]),
    ]),
    code`
      /** The imports of ${`\`${group.module}\``}, guarded. */
      export function create${name}Imports(rt: ${rtType("InstanceRuntime")}, host: ${name}Host): ${rtType("ImportFields")} {
        const { ${shared.join(", ")} } = rt;
        ${uses("views") ? "const views = host.views === true;" : ""}
        ${deciders(group, cx).length > 0 ? `const module = ${JSON.stringify(group.module)};` : ""}
        ${deciders(group, cx)}
        return {
          ${[...functions, ...drops]}
        };
      }`,
  ];
}

/** As a name of its own: not a field, not a part of another name. */
const mentions = (text: string, word: string): boolean =>
  new RegExp(`(?<![.\\w$])${word}[.),]|(?<![.\\w$])${word} \\?`).test(text);

function dropImport(resource: ResourcePlan, cx: Context): Fragment {
  return code`
    ${JSON.stringify(resource.drop.field)}(handle: number): void {
      memory.enter();
      handles.drop(${resourceToken(resource, cx)}, handle);
    },`;
}

function exportParts(group: Group, cx: Context): readonly Fragment[] {
  const name = groupName(group);
  const intrinsics = group.resources.length === 0 ? [] : [intrinsicImports(group, cx)];
  if (group.functions.length === 0) return intrinsics;
  const cores = group.functions.map((fn) => coreName(fn, cx));
  const { functions } = cx.declarations(group);
  const printed = (fn: FuncPlan): Fragment => functions[group.functions.indexOf(fn)] ?? code``;
  const free = group.functions.filter((fn) => fn.resource === undefined).map(printed);
  const nested = group.resources.flatMap((id) => {
    const own = group.functions.filter((fn) => fn.resource === id);
    return own.length === 0
      ? []
      : [
          code`
      ${camel(cx.resource(id).name)}: {
        ${own.map(printed)}
      },`,
        ];
  });
  const text = lines([...free, ...nested]).text;
  const shared = ["memory", "handles", "guests"].filter((word) => mentions(text, word));
  return [
    lines([docComment(docText(group.docs)), block(`export interface ${name}Exports`, hostMembers(group, cx))]),
    code`
      /** Callers of what the guest exports as ${`\`${group.module}\``}; ${"`undefined`"} when it does not. */
      export function bind${name}Exports(rt: ${rtType("InstanceRuntime")}, instance: ${rtType("GuestInstance")}): ${name}Exports | undefined {
        ${shared.length === 0 ? "" : `const { ${shared.join(", ")} } = rt;`}
        ${group.functions.map((fn) => callerConstants(fn, cx))}
        ${cores.map((core) => `if (${core} === undefined) return undefined;`)}
        return {
          ${[...free, ...nested]}
        };
      }`,
    ...intrinsics,
  ];
}

/** What a guest imports to manage the resources that it exports. */
function intrinsicImports(group: Group, cx: Context): Fragment {
  const fields = group.resources.flatMap((id) => {
    const resource = cx.resource(id);
    const token = resourceToken(resource, cx);
    const { intrinsics } = resource;
    const field = (name: string, param: string, result: string, body: CodeValue): Fragment => code`
      ${JSON.stringify(name)}(${param}: number): ${result} {
        memory.enter();
        ${body}
      },`;
    return intrinsics === undefined
      ? []
      : [
          field(intrinsics.make.field, "rep", "number", code`return guests.make(${token}, rep);`),
          field(intrinsics.rep.field, "handle", "number", code`return guests.rep(${token}, handle);`),
          field(resource.drop.field, "handle", "void", code`guests.drop(${token}, handle);`),
        ];
  });
  return code`
    /** The intrinsics that a guest which exports ${`\`${group.module}\``} imports. */
    export function create${groupName(group)}Intrinsics(rt: ${rtType("InstanceRuntime")}): ${rtType("ImportFields")} {
      const { memory, guests } = rt;
      return {
        ${fields}
      };
    }`;
}

/** `index.ts`: all imports of the world, all callers, and the tables. */
export function worldFiles(cx: Context): FileSet {
  const file = (group: Group): string => `./${fileOf({ package: group.package, interface: group.name })}.js`;
  const imports = cx.plan.groups.filter(hasImports);
  const exports = cx.plan.groups.filter(hasExports);
  const owners = cx.plan.groups.filter((g) => g.direction === "export" && g.resources.length > 0);
  const use = (group: Group, name: string, typeOnly = false): Fragment => symbol({ from: file(group), name, typeOnly });
  const keys = keysOf(cx);
  const key = (group: Group): string => keys.get(group) ?? group.name;
  const hosts = code`${block(
    "export interface Hosts",
    imports.map((g) => code`readonly ${key(g)}: ${use(g, `${groupName(g)}Host`, true)};`),
  )}`;
  const guest = block(
    "export interface GuestExports",
    exports.map((g) => code`readonly ${key(g)}: ${use(g, `${groupName(g)}Exports`, true)} | undefined;`),
  );
  const fields = [
    ...imports.map(
      (g) => code`${JSON.stringify(g.module)}: ${use(g, `create${groupName(g)}Imports`)}(rt, hosts.${key(g)}),`,
    ),
    ...owners.map(
      (g) => code`${JSON.stringify(intrinsicModule(g, cx))}: ${use(g, `create${groupName(g)}Intrinsics`)}(rt),`,
    ),
  ];
  const bound = exports.map((g) => code`${key(g)}: ${use(g, `bind${groupName(g)}Exports`)}(rt, instance),`);
  const parts = [
    lines([docComment("The implementations behind a world's imports."), hosts]),
    code`
      /** The import object of the world: every function behind its guard. */
      export function createImports(rt: ${rtType("InstanceRuntime")}, hosts: Hosts): ${rtType("ImportObject")} {
        return {
          ${fields}
        };
      }`,
    lines([docComment("What the guest exports; an absent interface is `undefined`."), guest]),
    code`
      export function bindExports(rt: ${rtType("InstanceRuntime")}, instance: ${rtType("GuestInstance")}): GuestExports {
        return {
          ${bound}
        };
      }`,
    code`
      /** Every import this host serves. */
      export const importTable: readonly ${rtType("ImportEntry")}[] = [
        ${importRows(cx)}
      ];`,
    code`
      /** Every export this host calls. */
      export const exportTable: readonly ${rtType("ExportEntry")}[] = [
        ${exports.flatMap((g) => g.functions.map((fn) => code`{ name: ${JSON.stringify(fn.core.field)}, signature: "${signatureText(fn)}"${fn.directives?.guard.kind === "handler" ? `, event: ${JSON.stringify(fn.directives.guard.event)}` : ""} },`))}
      ];`,
  ];
  const files = [...new Set(cx.plan.groups.map(file))].filter((f) =>
    cx.plan.groups.some(
      (g) => file(g) === f && (g.types.length > 0 || g.functions.length > 0 || g.resources.length > 0),
    ),
  );
  const head = lines([docComment(`The host of world \`${cx.plan.world.name}\`.`)]);
  const text = finished(
    "index.ts",
    head,
    [...parts, lines(files.map((f) => `export * as ${camel(f.slice(2, -3))} from "${f}";`))],
    cx,
  ).text;
  return [{ path: "index.ts", text: `${text}\n` }];
}

const intrinsicModule = (group: Group, cx: Context): string => {
  const [first] = group.resources;
  return first === undefined ? group.module : (cx.resource(first).intrinsics?.make.module ?? group.module);
};

/** `lines`; with the package in front when two interfaces have the name. */
function keysOf(cx: Context): ReadonlyMap<Group, string> {
  const named = cx.plan.groups.filter((g) => hasImports(g) || hasExports(g));
  return new Map(
    named.map((g) => {
      const same = named.filter((other) => other.direction === g.direction && other.name === g.name);
      return [g, same.length === 1 ? camel(g.name) : camel(`${g.package.namespace}-${g.package.name}-${g.name}`)];
    }),
  );
}

const signatureText = (fn: FuncPlan): string =>
  `(${fn.signature.params.join(", ")}) -> ${fn.signature.results[0] ?? "()"}`;

function importRows(cx: Context): readonly Fragment[] {
  return cx.plan.groups.flatMap((group) => {
    const functions =
      group.direction === "export"
        ? []
        : group.functions.map((fn) => {
            const guard = fn.directives?.guard;
            const kind = guard === undefined || guard.kind === "handler" ? "none" : guard.kind;
            const needs = guard?.kind === "inherits" && guard.needs !== undefined ? [guard.needs] : [];
            return row(fn.core.module, fn.core.field, signatureText(fn), kind, [
              ...new Set([...scopesOf(fn), ...needs]),
            ]);
          });
    const intrinsics = group.resources.flatMap((id) => {
      const { drop, intrinsics: own } = cx.resource(id);
      const made =
        own === undefined
          ? []
          : [
              row(own.make.module, own.make.field, "(i32) -> i32", "intrinsic", []),
              row(own.rep.module, own.rep.field, "(i32) -> i32", "intrinsic", []),
            ];
      return [...made, row(drop.module, drop.field, "(i32) -> ()", "intrinsic", [])];
    });
    return [...functions, ...intrinsics];
  });
}

function row(module: string, field: string, signature: string, guard: string, scopes: readonly string[]): Fragment {
  const listed = join(
    scopes.map((s) => JSON.stringify(s)),
    ", ",
  );
  const parts = [
    `module: ${JSON.stringify(module)}`,
    `field: ${JSON.stringify(field)}`,
    `signature: "${signature}"`,
    `guard: "${guard}"`,
    `scopes: [${listed.text}]`,
  ];
  const flat = `{ ${parts.join(", ")} },`;
  if (flat.length + 2 <= width) return code`${flat}`;
  return code`
    {
      ${parts.map((p) => `${p},`)}
    },`;
}
