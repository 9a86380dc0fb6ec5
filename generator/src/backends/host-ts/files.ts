/** Which file holds what, and how a file is put together: banner, imports, parts. */
import type { FuncPlan, Group, ResourcePlan } from "../../abi/plan-model.js";
import type { Context, FilePlan } from "../../backend/contract.js";
import { banner } from "../../emit/banner.js";
import { type CodeValue, code, type Fragment, type ImportItem, lines, paragraphs } from "../../emit/code.js";
import { docText } from "../../emit/docs.js";
import { breakable, settle } from "../../emit/line-breaks.js";
import { callerConstants, coreName, deciders, groupName, hostMembers } from "./functions.js";
import { camel } from "./names.js";
import { block, docComment, fileOf, propertyKey, resourceToken, rtType, width } from "./types.js";

export const fileOfGroup = (group: Group, cx: Context): string =>
  fileOf({ package: group.package, interface: group.name, module: group.module }, cx);

/** Both directions of an interface share a file, as they share its types. */
export function filePlans(cx: Context): readonly FilePlan[] {
  const files = new Map<string, Group[]>();
  for (const group of cx.plan.groups) {
    const name = fileOfGroup(group, cx);
    files.set(name, [...(files.get(name) ?? []), group]);
  }
  return [...files].map(([name, groups]) => ({ path: `${name}.ts`, title: groups[0]?.module ?? name, groups }));
}

export function printFile(file: FilePlan, cx: Context): Fragment {
  const parts = file.groups.flatMap((group) => [...cx.declarations(group).types, ...groupParts(group, cx)]);
  const declared = file.groups.flatMap((group) => [
    `${groupName(group)}Host`,
    `${groupName(group)}Exports`,
    ...group.types.map((id) => cx.names.type(id)),
    ...group.resources.map((id) => cx.names.resource(id)),
  ]);
  const implemented = file.groups.some((g) => g.direction === "import");
  const title = docComment(`${file.title}: ${implemented ? "what a host implements" : "what a guest exports"}.`);
  return { text: finished(file.path, title, parts, declared, cx), imports: [] };
}

/** Banner, import lines and parts. A name that the file declares itself, or has from elsewhere, gets an alias. */
export function finished(
  path: string,
  title: Fragment,
  parts: readonly CodeValue[],
  declared: readonly string[],
  cx: Context,
): string {
  const body = paragraphs(parts);
  const own = `./${path.replace(/\.ts$/, ".js")}`;
  const names = new Map<string, string>();
  const taken = new Set(declared);
  const items = [...body.imports].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  for (const item of items) {
    const { from, name = "" } = item;
    if (from === own || names.has(keyOf(item))) continue;
    let alias = name;
    for (let attempt = 2; taken.has(alias); attempt++) alias = `${name}$${attempt}`;
    taken.add(alias);
    names.set(keyOf(item), alias);
  }
  const spell = (from: string, name: string): string => names.get(keyOf({ from, name })) ?? name;
  const head = lines([banner("//", cx.version, cx.plan.sources.join(", ")), title, ...importLines(items, own, spell)]);
  return settle(paragraphs([head, body]).text, width, spell);
}

const keyOf = ({ from, name = "" }: ImportItem): string => `${from} ${name}`;

function importLines(
  items: readonly ImportItem[],
  own: string,
  spell: (from: string, name: string) => string,
): readonly Fragment[] {
  const modules = new Map<string, Map<string, boolean>>();
  for (const { from, name, typeOnly } of items) {
    if (from === own || name === undefined) continue;
    const names = modules.get(from) ?? new Map<string, boolean>();
    names.set(name, (names.get(name) ?? true) && typeOnly === true);
    modules.set(from, names);
  }
  return [...modules].map(([from, names]) => {
    const allTypes = [...names.values()].every((typeOnly) => typeOnly);
    const list = [...names].map(([name, typeOnly]) => {
      const alias = spell(from, name);
      return `${typeOnly && !allTypes ? "type " : ""}${alias === name ? name : `${name} as ${alias}`}`;
    });
    const flat = `import ${allTypes ? "type " : ""}{ ${list.join(", ")} } from "${from}";`;
    if (flat.length <= width) return code`${flat}`;
    return code`
      import ${allTypes ? "type " : ""}{
        ${list.map((item) => `${item},`)}
      } from "${from}";`;
  });
}

function groupParts(group: Group, cx: Context): readonly Fragment[] {
  if (group.functions.length === 0 && group.resources.length === 0) return [];
  return group.direction === "import" ? importParts(group, cx) : exportParts(group, cx);
}

function importParts(group: Group, cx: Context): readonly Fragment[] {
  const name = groupName(group);
  const members = hostMembers(group, cx);
  const views = code`
    /** Lists of bytes are views of guest memory, valid until the function returns. */
    readonly views?: boolean;`;
  const { functions } = cx.declarations(group);
  const drops = group.resources.map((id) => dropImport(cx.resource(id), cx));
  const text = lines([...functions, ...drops]).text;
  const hasViews = mentions(text, "views");
  const shared = ["memory", "handles", "guard"].filter((word) => mentions(text, word));
  const scopes = deciders(group, cx);
  return [
    lines([
      docComment(docText(group.docs)),
      block(`export interface ${name}Host`, [...(hasViews ? [views] : []), ...members]),
    ]),
    code`
      /** The imports of ${`\`${group.module}\``}, guarded. */
      ${breakable(`export function create${name}Imports(`, [code`rt: ${rtType("InstanceRuntime")}`, `${mentions(text, "host") ? "" : "_"}host: ${name}Host`], code`): ${rtType("ImportFields")} {`)}
        const { ${shared.join(", ")} } = rt;
        ${hasViews ? "const views = host.views === true;" : ""}
        ${scopes.length > 0 ? `const module = ${JSON.stringify(group.module)};` : ""}
        ${scopes}
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
  const { functions } = cx.declarations(group);
  const printed = (fn: FuncPlan): Fragment => functions[group.functions.indexOf(fn)] ?? code``;
  const free = group.functions.filter((fn) => fn.resource === undefined).map(printed);
  const nested = group.resources.flatMap((id) => {
    const own = group.functions.filter((fn) => fn.resource === id).map(printed);
    return own.length === 0 ? [] : [code`${block(`${camel(cx.resource(id).name)}:`, own)},`];
  });
  const text = lines([...free, ...nested]).text;
  const shared = ["memory", "handles", "guests"].filter((word) => mentions(text, word));
  return [
    lines([docComment(docText(group.docs)), block(`export interface ${name}Exports`, hostMembers(group, cx))]),
    code`
      /** Callers of what the guest exports as ${`\`${group.module}\``}; ${"`undefined`"} when it does not. */
      ${breakable(`export function bind${name}Exports(`, [code`rt: ${rtType("InstanceRuntime")}`, code`instance: ${rtType("GuestInstance")}`], `): ${name}Exports | undefined {`)}
        ${shared.length === 0 ? "" : `const { ${shared.join(", ")} } = rt;`}
        ${group.functions.map((fn) => callerConstants(fn, cx))}
        ${group.functions.map((fn) => `if (${coreName(fn, cx)} === undefined) return undefined;`)}
        return {
          ${[...free, ...nested]}
        };
      }`,
    ...intrinsics,
  ];
}

/** What a guest imports to manage the resources that it exports. */
function intrinsicImports(group: Group, cx: Context): Fragment {
  const field = (name: string, param: string, result: string, body: CodeValue): Fragment => code`
    ${propertyKey(name)}(${param}: number): ${result} {
      memory.enter();
      ${body}
    },`;
  const fields = group.resources.flatMap((id) => {
    const resource = cx.resource(id);
    const token = resourceToken(resource, cx);
    const { intrinsics } = resource;
    if (intrinsics === undefined) return [];
    return [
      field(intrinsics.make.field, "rep", "number", code`return guests.make(${token}, rep);`),
      field(intrinsics.rep.field, "handle", "number", code`return guests.rep(${token}, handle);`),
      field(resource.drop.field, "handle", "void", code`guests.drop(${token}, handle);`),
    ];
  });
  return code`
    /** The intrinsics that a guest which exports ${`\`${group.module}\``} imports. */
    ${breakable(`export function create${groupName(group)}Intrinsics(`, [code`rt: ${rtType("InstanceRuntime")}`], code`): ${rtType("ImportFields")} {`)}
      const { memory, guests } = rt;
      return {
        ${fields}
      };
    }`;
}
