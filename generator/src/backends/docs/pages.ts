/** Pages of interfaces and worlds: every type and function with its text, its facts and how each language spells it. */

import type { Case, Func, Graph, Named, Stability, Type, TypeDef, World } from "../../graph/model.js";
import { plainName, printFunc, printType, printTypeDecl } from "../../graph/print-types.js";
import { errorList, type FactContext, factTable } from "./facts.js";
import { blocks, bullets, codeSpan, fence, link, prose, summary, table } from "./markdown.js";
import {
  described,
  funcHeading,
  indexPath,
  mentioned,
  type Page,
  permissionsPath,
  relativeLink,
  type Section,
  typeHeading,
} from "./site.js";
import type { Spellings } from "./spelling.js";

export interface PageContext extends FactContext {
  readonly spellings: Spellings;
}

export function pageText(page: Page, cx: PageContext): string {
  const { subject } = page;
  const item = subject.kind === "world" ? subject.world : subject.face;
  return blocks([
    `# ${page.title}`,
    [
      link("All packages", relativeLink(page.path, indexPath)),
      link("All permissions", relativeLink(page.path, permissionsPath)),
      `declared in ${codeSpan(item.span.file.path)}`,
    ].join(" · "),
    stabilityText(item.stability),
    prose(item.docs),
    subject.kind === "world" ? worldItems(subject.world, cx) : "",
    ...page.sections.map((section, i) => sectionText(section, i === 0 ? "" : `## ${section.title}`, cx)),
  ]);
}

function sectionText(section: Section, heading: string, cx: PageContext): string {
  return blocks([
    heading,
    ...(section.types.length === 0 ? [] : ["## Types"]),
    ...section.types.map(([, def]) => typeText(def, cx)),
    ...(section.functions.length === 0 ? [] : ["## Functions"]),
    ...section.functions.map((func) => funcText(func, cx)),
  ]);
}

function worldItems(world: World, cx: PageContext): string {
  const list = (entries: World["imports"]): string =>
    bullets(
      entries.flatMap(({ item }) => {
        if (item.kind !== "interface") return [];
        const page = cx.site.byInterface.get(item.id);
        if (page === undefined) return [];
        const face = cx.site.graph.interfaces[item.id];
        const text = summary(face?.docs);
        const name = link(codeSpan(page.title), relativeLink(cx.path, page.path));
        return [text === "" ? name : `${name}: ${text}`];
      }),
    );
  const imports = list(world.imports);
  const exports = list(world.exports);
  return blocks([
    imports === "" ? "" : `It may call:\n\n${imports}`,
    exports === "" ? "" : `It may implement, and exports what it does:\n\n${exports}`,
  ]);
}

function typeText(def: TypeDef, cx: PageContext): string {
  const { graph } = cx.site;
  const resource = def.kind.kind === "resource";
  const inside = partsOf(graph, def);
  return blocks([
    `### ${typeHeading(def)}`,
    stabilityText(def.stability),
    prose(def.docs),
    fence("wit", declaration(graph, def)),
    memberTable(graph, def),
    resource ? methodList(def, cx) : seeAlso(inside, def, cx),
  ]);
}

/** Without its comments, which the table below has. */
function declaration(graph: Graph, { docs: _, stability: __, ...def }: TypeDef): string {
  const bare: TypeDef = { ...def, kind: withoutDocs(def.kind), stability: { kind: "unknown" } };
  return printTypeDecl(graph, def.name ?? "", bare, []).join("\n");
}

function withoutDocs(kind: TypeDef["kind"]): TypeDef["kind"] {
  const bare = <T extends { readonly docs?: unknown }>({ docs: _, ...rest }: T): Omit<T, "docs"> => rest;
  switch (kind.kind) {
    case "record":
      return { kind: "record", fields: kind.fields.map(bare) };
    case "variant":
      return { kind: "variant", cases: kind.cases.map(bare) };
    case "enum":
      return { kind: "enum", cases: kind.cases.map(bare) };
    case "flags":
      return { kind: "flags", flags: kind.flags.map(bare) };
    default:
      return kind;
  }
}

/** Fields, cases and flags that say something of themselves. */
function memberTable(graph: Graph, { kind }: TypeDef): string {
  const members: readonly (Named | Case)[] =
    kind.kind === "record"
      ? kind.fields
      : kind.kind === "flags"
        ? kind.flags
        : kind.kind === "enum" || kind.kind === "variant"
          ? kind.cases
          : [];
  const rows = members.flatMap((m) => {
    const text = prose(m.docs);
    const payload: Type | undefined = "type" in m ? m.type : undefined;
    const type = payload === undefined ? "" : `: ${printType(graph, payload)}`;
    return text === "" ? [] : [[codeSpan(`${m.name}${type}`), text]];
  });
  return table([kind.kind === "record" ? "field" : kind.kind === "flags" ? "flag" : "case", "meaning"], rows);
}

function methodList(def: TypeDef, cx: PageContext): string {
  const { graph, places } = cx.site;
  const functions = [...places].flatMap(([item, place]) => {
    if (!("params" in item) || item.kind.kind === "freestanding" || graph.types[item.kind.resource] !== def) return [];
    return [`${link(codeSpan(funcHeading(graph, item)), relativeLink(cx.path, place))} ${summary(item.docs)}`.trim()];
  });
  return bullets(functions);
}

function partsOf(graph: Graph, { kind }: TypeDef): readonly TypeDef[] {
  switch (kind.kind) {
    case "record":
      return kind.fields.flatMap((f) => mentioned(graph, f.type));
    case "variant":
      return kind.cases.flatMap((c) => mentioned(graph, c.type));
    case "alias":
    case "option":
    case "list":
    case "fixed-length-list":
    case "future":
    case "stream":
      return mentioned(graph, kind.of);
    case "map":
      return [...mentioned(graph, kind.key), ...mentioned(graph, kind.value)];
    case "tuple":
      return kind.types.flatMap((t) => mentioned(graph, t));
    case "result":
      return [...mentioned(graph, kind.ok), ...mentioned(graph, kind.err)];
    case "handle":
      return mentioned(graph, kind.resource);
    default:
      return [];
  }
}

/** Links to the types that a declaration names. */
function seeAlso(types: readonly TypeDef[], self: TypeDef | undefined, cx: PageContext): string {
  const found = new Map<string, string>();
  for (const type of types) {
    const def = described(cx.site, type);
    const place = cx.site.places.get(def);
    if (place !== undefined && def !== self) found.set(def.name ?? "", relativeLink(cx.path, place));
  }
  return found.size === 0 ? "" : `Types: ${[...found].map(([name, to]) => link(codeSpan(name), to)).join(", ")}`;
}

function funcText(func: Func, cx: PageContext): string {
  const { graph } = cx.site;
  const types = [...func.params.map((p) => p.type), func.result].flatMap((t) => mentioned(graph, t));
  const resource = func.kind.kind === "freestanding" ? undefined : graph.types[func.kind.resource];
  const { docs: _, ...bare } = func;
  const signature = printFunc(graph, { ...bare, stability: { kind: "unknown" } }).join("\n");
  const spelled = cx.spellings.get(func) ?? [];
  return blocks([
    `### ${funcHeading(graph, func)}`,
    stabilityText(func.stability),
    prose(func.docs),
    fence("wit", signature),
    factTable(func, cx),
    errorList(func, cx),
    seeAlso(
      types.filter((t) => t !== resource),
      undefined,
      cx,
    ),
    table(
      ["language", plainName(func)],
      spelled.map((s) => [s.language, codeSpan(s.text)]),
    ),
  ]);
}

function stabilityText(stability: Stability): string {
  if (stability.kind === "unknown") return "";
  const head =
    stability.kind === "unstable"
      ? `Unstable: behind the feature ${codeSpan(stability.feature)}.`
      : `Since ${stability.since}.`;
  return stability.deprecated === undefined ? head : `${head} Deprecated since ${stability.deprecated}.`;
}
