/** Which pages there are, where each thing is described, and how a page links to it. */
import { packageText } from "../../graph/index.js";
import type { Func, Graph, Interface, TypeDef, World } from "../../graph/model.js";
import { plainName } from "../../graph/print-types.js";
import type { InterfaceId, TypeDefId } from "../../ids.js";
import { interfaceId, typeDefId } from "../../ids.js";
import { slugs } from "./markdown.js";

/** Functions and types of one interface, named or inside of a world, or of a world itself. */
export interface Section {
  readonly title: string;
  readonly types: readonly (readonly [TypeDefId, TypeDef])[];
  readonly functions: readonly Func[];
}

export interface Page {
  /** Relative to the folder of the documents. */
  readonly path: string;
  readonly title: string;
  readonly subject:
    | { readonly kind: "interface"; readonly id: InterfaceId; readonly face: Interface }
    | { readonly kind: "world"; readonly world: World };
  readonly sections: readonly Section[];
}

export interface Site {
  readonly graph: Graph;
  readonly pages: readonly Page[];
  /** `path#anchor` of a function or a type that has a heading. */
  readonly places: ReadonlyMap<Func | TypeDef, string>;
  /** Pages of interfaces. */
  readonly byInterface: ReadonlyMap<InterfaceId, Page>;
}

export const permissionsPath = "permissions.md";
export const indexPath = "README.md";

export function siteOf(graph: Graph): Site {
  const pages: Page[] = [];
  const byInterface = new Map<InterfaceId, Page>();
  for (const [i, face] of graph.interfaces.entries()) {
    if (face.name === undefined) continue;
    const id = interfaceId(i);
    const title = titleOf(graph, face.package, face.name);
    const section = { title, types: typesOf(graph, face), functions: [...face.functions.values()] };
    const page: Page = {
      path: pathOf(graph, face.package, face.name),
      title,
      subject: { kind: "interface", id, face },
      sections: [section],
    };
    pages.push(page);
    byInterface.set(id, page);
  }
  for (const world of graph.worlds) {
    const title = titleOf(graph, world.package, world.name);
    pages.push({
      path: pathOf(graph, world.package, `world-${world.name}`),
      title: `World ${title}`,
      subject: { kind: "world", world },
      sections: worldSections(graph, world),
    });
  }
  const places = new Map<Func | TypeDef, string>();
  for (const page of pages) {
    const items = headingsOf(graph, page);
    const anchors = slugs([page.title, ...items.map((item) => item.heading)]).slice(1);
    for (const [i, { item }] of items.entries()) {
      if (item !== undefined && !places.has(item)) places.set(item, `${page.path}#${anchors[i] ?? ""}`);
    }
  }
  return { graph, pages, places, byInterface };
}

/** Below the page's title, in order; what the page prints and what links lead to come from here. */
export function headingsOf(
  graph: Graph,
  page: Page,
): readonly { readonly heading: string; readonly item?: Func | TypeDef }[] {
  return page.sections.flatMap((section, i) => [
    ...(i === 0 ? [] : [{ heading: section.title }]),
    ...(section.types.length === 0 ? [] : [{ heading: "Types" }]),
    ...section.types.map(([, item]) => ({ heading: typeHeading(item), item })),
    ...(section.functions.length === 0 ? [] : [{ heading: "Functions" }]),
    ...section.functions.map((item) => ({ heading: funcHeading(graph, item), item })),
  ]);
}

export const typeHeading = (def: TypeDef): string => `${def.name ?? ""} (${kindOf(def)})`;
const kindOf = (def: TypeDef): string => (def.kind.kind === "alias" ? "type" : def.kind.kind);

export function funcHeading(graph: Graph, func: Func): string {
  const { kind } = func;
  if (kind.kind === "freestanding") return plainName(func);
  const resource = graph.types[kind.resource]?.name ?? "";
  return kind.kind === "constructor" ? `${resource} (constructor)` : `${resource}.${plainName(func)}`;
}

/** From one page to a place on another, or on itself. */
export function relativeLink(from: string, to: string): string {
  const [path = "", anchor] = to.split("#");
  if (path === from && anchor !== undefined) return `#${anchor}`;
  const here = from.split("/").slice(0, -1);
  const there = path.split("/");
  let same = 0;
  while (same < here.length && same < there.length - 1 && here[same] === there[same]) same += 1;
  const way = [...here.slice(same).map(() => ".."), ...there.slice(same)].join("/");
  return anchor === undefined ? way : `${way}#${anchor}`;
}

/** A named type that is declared here and not taken from elsewhere by `use`. */
function typesOf(graph: Graph, face: Interface): Section["types"] {
  return [...face.types.values()].flatMap((id) => {
    const def = graph.types[id];
    return def === undefined || isUse(graph, def) ? [] : [[id, def] as const];
  });
}

function isUse(graph: Graph, def: TypeDef): boolean {
  if (def.kind.kind !== "alias" || typeof def.kind.of === "string") return false;
  const { owner } = graph.types[def.kind.of] ?? def;
  if (owner.kind === "none" || def.owner.kind === "none") return false;
  return owner.kind !== def.owner.kind || owner.id !== def.owner.id;
}

function worldSections(graph: Graph, world: World): readonly Section[] {
  const own: Section = {
    title: "",
    types: world.imports.flatMap(({ item }) => {
      const def = item.kind === "type" ? graph.types[item.id] : undefined;
      return def === undefined || item.kind !== "type" || isUse(graph, def) ? [] : [[item.id, def] as const];
    }),
    functions: [...world.imports, ...world.exports].flatMap(({ item }) =>
      item.kind === "function" ? [item.func] : [],
    ),
  };
  const inline = (entries: World["imports"], direction: string): readonly Section[] =>
    entries.flatMap(({ key, item }) => {
      const face = item.kind === "interface" && "name" in key ? graph.interfaces[item.id] : undefined;
      if (face === undefined || !("name" in key)) return [];
      return [
        { title: `${direction} ${key.name}`, types: typesOf(graph, face), functions: [...face.functions.values()] },
      ];
    });
  return [own, ...inline(world.imports, "Import"), ...inline(world.exports, "Export")];
}

function titleOf(graph: Graph, id: Interface["package"], name: string): string {
  const pkg = graph.packages[id];
  if (pkg === undefined) throw new Error(`no package ${id}`);
  const [plain = "", version] = packageText(pkg.name).split("@");
  return `${plain}/${name}${version === undefined ? "" : `@${version}`}`;
}

/** `ocre/gpio/lines.md`; with the version when there are two of a package. */
function pathOf(graph: Graph, id: Interface["package"], name: string): string {
  const pkg = graph.packages[id];
  if (pkg === undefined) throw new Error(`no package ${id}`);
  const { namespace, name: own, version } = pkg.name;
  const several = graph.packages.filter((p) => p.name.namespace === namespace && p.name.name === own).length > 1;
  return `${namespace}/${own}${several && version !== undefined ? `@${version}` : ""}/${name}.md`;
}

/** Every named type that a type mentions, itself included, in the order of mention. */
export function mentioned(graph: Graph, type: TypeDefId | string | undefined): readonly TypeDef[] {
  if (type === undefined || typeof type === "string") return [];
  const def = graph.types[typeDefId(type)];
  if (def === undefined) return [];
  if (def.name !== undefined) return [def];
  const { kind } = def;
  const inside = (...of: readonly (TypeDefId | string | undefined)[]): readonly TypeDef[] =>
    of.flatMap((t) => mentioned(graph, t));
  switch (kind.kind) {
    case "tuple":
      return inside(...kind.types);
    case "option":
    case "list":
    case "fixed-length-list":
    case "alias":
    case "future":
    case "stream":
      return inside(kind.of);
    case "map":
      return inside(kind.key, kind.value);
    case "result":
      return inside(kind.ok, kind.err);
    case "handle":
      return inside(kind.resource);
    default:
      return [];
  }
}

/** Behind every `use`: the definition that has a heading. */
export function described(site: Site, def: TypeDef): TypeDef {
  let at = def;
  while (!site.places.has(at) && at.kind.kind === "alias" && typeof at.kind.of !== "string") {
    const next = site.graph.types[at.kind.of];
    if (next === undefined) break;
    at = next;
  }
  return at;
}
