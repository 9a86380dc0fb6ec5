/** Types, functions, comments and attributes as canonical WIT. */
import type { TypeDefId } from "../ids.js";
import { isKeyword } from "../wit/tokens.js";
import { docText } from "./docs.js";
import type { Docs, Func, Graph, Stability, Type, TypeDef } from "./model.js";

/** Lines without their indentation inside the package. */
export type Lines = readonly string[];

/** A name, marked where it would read as a keyword. */
export function printName(name: string): string {
  return isKeyword(name) ? `%${name}` : name;
}

export function indent(lines: Lines): Lines {
  return lines.map((line) => (line === "" ? "" : `  ${line}`));
}

/** The comments and attributes before an item. */
export function printLead(item: {
  readonly docs?: Docs;
  readonly stability?: Stability;
  readonly externalId?: string;
}): Lines {
  const attributes = [...printStability(item.stability ?? { kind: "unknown" })];
  if (item.externalId !== undefined) attributes.push(`@external-id(${printString(item.externalId)})`);
  return [...printDocs(item.docs), ...attributes];
}

/** Comments that read back as the same text: usually `/// line`, else the closest form that does. */
export function printDocs(docs: Docs | undefined): Lines {
  if (docs === undefined) return [];
  const { contents } = docs;
  const lines = contents.split("\n");
  const candidates = [
    lines.map((line) => (line === "" ? "///" : `/// ${line}`)),
    lines.map((line) => `///${line}`),
    [`/**${contents}*/`],
  ];
  const same = candidates.find((candidate) => docText(candidate) === contents);
  return same ?? docs.comments.map(({ span }) => span.file.text.slice(span.start, span.end).trimEnd());
}

function printStability(stability: Stability): Lines {
  if (stability.kind === "unknown") return [];
  const gate =
    stability.kind === "stable"
      ? `@since(version = ${stability.since})`
      : `@unstable(feature = ${printName(stability.feature)})`;
  return stability.deprecated === undefined ? [gate] : [gate, `@deprecated(version = ${stability.deprecated})`];
}

function printString(text: string): string {
  // Everything outside printable ASCII as an escape: what the reader sees is what is there.
  const escaped = [...text].map((c) => {
    if (c === '"' || c === "\\") return `\\${c}`;
    return /^[\x20-\x7e]$/.test(c) ? c : `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`;
  });
  return `"${escaped.join("")}"`;
}

/** A type where it is used. */
export function printType(graph: Graph, type: Type): string {
  if (typeof type === "string") return type;
  const def = graph.types[type];
  if (def === undefined) throw new Error(`the graph has no type ${type}`);
  return def.name === undefined ? printStructure(graph, def) : printName(def.name);
}

/** What stands to the right of `type name =`. */
export function printStructure(graph: Graph, def: TypeDef): string {
  const { kind } = def;
  const print = (type: Type) => printType(graph, type);
  switch (kind.kind) {
    case "tuple":
      return `tuple<${kind.types.map(print).join(", ")}>`;
    case "option":
    case "list":
      return `${kind.kind}<${print(kind.of)}>`;
    case "fixed-length-list":
      return `list<${print(kind.of)}, ${kind.length}>`;
    case "map":
      return `map<${print(kind.key)}, ${print(kind.value)}>`;
    case "result":
      if (kind.err === undefined) return kind.ok === undefined ? "result" : `result<${print(kind.ok)}>`;
      return `result<${kind.ok === undefined ? "_" : print(kind.ok)}, ${print(kind.err)}>`;
    case "future":
    case "stream":
      return kind.of === undefined ? kind.kind : `${kind.kind}<${print(kind.of)}>`;
    case "handle":
      // An owned handle without a name is what a resource's name means.
      if (kind.mode === "own" && def.name === undefined) return print(kind.resource);
      return `${kind.mode}<${print(kind.resource)}>`;
    case "alias":
      return print(kind.of);
    case "resource":
    case "record":
    case "variant":
    case "enum":
    case "flags":
      throw new Error(`a ${kind.kind} cannot stand inside a type`);
  }
}

/** The declaration of a type with a name; `funcs` are the functions of a resource. */
export function printTypeDecl(graph: Graph, name: string, def: TypeDef, funcs: readonly Func[]): Lines {
  const { kind } = def;
  const head = `${printName(name)} {`;
  const block = (keyword: string, members: readonly Lines[]): Lines => [
    ...printLead(def),
    `${keyword} ${head}`,
    ...indent(members.flat()),
    "}",
  ];
  switch (kind.kind) {
    case "record":
      return block(
        "record",
        kind.fields.map((f) => [...printDocs(f.docs), `${printName(f.name)}: ${printType(graph, f.type)},`]),
      );
    case "variant":
      return block(
        "variant",
        kind.cases.map((c) => {
          const payload = c.type === undefined ? "" : `(${printType(graph, c.type)})`;
          return [...printDocs(c.docs), `${printName(c.name)}${payload},`];
        }),
      );
    case "enum":
      return block(
        "enum",
        kind.cases.map((c) => [...printDocs(c.docs), `${printName(c.name)},`]),
      );
    case "flags":
      return block(
        "flags",
        kind.flags.map((f) => [...printDocs(f.docs), `${printName(f.name)},`]),
      );
    case "resource":
      if (funcs.length === 0) return [...printLead(def), `resource ${printName(name)};`];
      return block(
        "resource",
        funcs.map((func) => printFunc(graph, func)),
      );
    default:
      return [...printLead(def), `type ${printName(name)} = ${printStructure(graph, def)};`];
  }
}

/** A function of an interface or of a resource. */
export function printFunc(graph: Graph, func: Func): Lines {
  const { kind } = func;
  if (kind.kind === "constructor") {
    const isPlain = func.result === undefined || isOwned(graph, func.result, kind.resource);
    const result = isPlain ? "" : printResult(graph, func);
    return [...printLead(func), `constructor(${printParams(graph, func)})${result};`];
  }
  const mark = kind.kind === "static" ? "static " : "";
  return [...printLead(func), `${printName(plainName(func))}: ${mark}${printSignature(graph, func)};`];
}

/** `async func(a: u8) -> u8` */
export function printSignature(graph: Graph, func: Func): string {
  const word = func.accessor ?? "func";
  return `${func.async ? "async " : ""}${word}(${printParams(graph, func)})${printResult(graph, func)}`;
}

/** The name as the source has it: without `[method]r.` and the like. */
export function plainName(func: Func): string {
  const unmarked = func.name.replace(/^(?:\[[^\]]*\])*/, "");
  return unmarked.slice(unmarked.indexOf(".") + 1);
}

function printParams(graph: Graph, func: Func): string {
  const params = func.kind.kind === "method" ? func.params.slice(1) : func.params;
  return params.map((p) => `${printName(p.name)}: ${printType(graph, p.type)}`).join(", ");
}

function printResult(graph: Graph, func: Func): string {
  return func.result === undefined ? "" : ` -> ${printType(graph, func.result)}`;
}

function isOwned(graph: Graph, type: Type, resource: TypeDefId): boolean {
  const kind = typeof type === "string" ? undefined : graph.types[type]?.kind;
  return kind?.kind === "handle" && kind.mode === "own" && kind.resource === resource;
}
