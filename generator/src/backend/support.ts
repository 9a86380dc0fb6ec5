/** What a world asks for and a back-end cannot do, at the user's span: before any plan, because a plan cannot hold it. */
import { type Diagnostic, defineDiagnostics } from "../diagnostics/index.js";
import type { Func, Graph, Type, TypeDefKind, WorldEntry } from "../graph/model.js";
import type { TypeDefId, WorldId } from "../ids.js";
import type { Span } from "../wit/span.js";
import type { Backend, Supports } from "./contract.js";

const report = defineDiagnostics({
  "backend/unsupported": {
    message: (p: { what: string; title: string }) => `${p.what} cannot be generated for ${p.title} yet`,
    hint: () => "leave it out of this world, or generate this language through a component toolchain",
  },
  "backend/accessor": {
    message: (p: { kind: string; name: string; title: string }) =>
      `the ${p.kind} '${p.name}' cannot be generated for ${p.title} yet`,
    hint: (p: { kind: string; name: string }) =>
      `declare a function in its place, ${p.kind === "getter" ? "" : "set-"}${p.name.replace(/^.*\./, "")}: func(...)`,
  },
});

type Reporter = (span: Span, what: string) => void;

/** One diagnostic for each place, in the order of the world. */
export function supportDiagnostics(
  graph: Graph,
  id: WorldId,
  backend: Pick<Backend, "title" | "supports">,
): readonly Diagnostic[] {
  const world = graph.worlds[id];
  if (world === undefined) throw new Error(`no world ${id}`);
  const found = new Map<string, Diagnostic>();
  const seen = new Set<TypeDefId>();
  const add: Reporter = (span, what) => {
    const key = `${span.file.path} ${span.start} ${what}`;
    if (!found.has(key)) found.set(key, report("backend/unsupported", span, { what, title: backend.title }));
  };
  // Their names in a core module are not settled between the tools yet, so no back-end has them.
  const accessor = (fn: Func): void => {
    const name = fn.name.replace(/^(\[[a-z]+\])+/, "");
    const kind = fn.accessor === "get" ? "getter" : "setter";
    const told = report("backend/accessor", fn.span, { kind, name, title: backend.title });
    found.set(`${fn.span.file.path} ${fn.span.start} ${kind}`, told);
  };
  const { supports } = backend;
  const type = (of: Type | undefined, span: Span): void => {
    if (of === undefined) return;
    if (typeof of === "string") {
      if (of === "error-context" && !supports.errorContext) add(span, "'error-context'");
      return;
    }
    const def = graph.types[of];
    // An anonymous type is told at each place that mentions it, a named one where it is declared.
    if (def === undefined || (def.name !== undefined && seen.has(of))) return;
    seen.add(of);
    const place = def.name === undefined ? span : def.span;
    const what = missing(def.kind, supports);
    if (what !== undefined) add(place, what);
    for (const part of parts(def.kind)) type(part, place);
  };
  const func = (fn: Func): void => {
    if (fn.accessor !== undefined) accessor(fn);
    if (fn.async && !supports.async) add(fn.span, `the async function '${fn.name}'`);
    for (const param of fn.params) type(param.type, param.span);
    type(fn.result, fn.span);
  };
  const entry = (direction: "import" | "export", { item }: WorldEntry): void => {
    if (item.kind === "function") func(item.func);
    else if (item.kind === "type") type(item.id, graph.types[item.id]?.span ?? world.span);
    else {
      const face = graph.interfaces[item.id];
      for (const id of face?.types.values() ?? []) {
        const def = graph.types[id];
        if (def?.kind.kind === "resource" && direction === "export" && !supports.exportedResources)
          add(def.span, `the exported resource '${def.name ?? ""}'`);
        type(id, def?.span ?? world.span);
      }
      for (const fn of face?.functions.values() ?? []) func(fn);
    }
  };
  for (const e of world.imports) entry("import", e);
  for (const e of world.exports) entry("export", e);
  return [...found.values()];
}

function missing(kind: TypeDefKind, supports: Supports): string | undefined {
  switch (kind.kind) {
    case "stream":
    case "future":
      return supports.streams ? undefined : `a ${kind.kind}`;
    case "map":
      return supports.maps ? undefined : "a map";
    case "fixed-length-list":
      return supports.fixedLists ? undefined : "a list of fixed length";
    default:
      return undefined;
  }
}

function parts(kind: TypeDefKind): readonly (Type | undefined)[] {
  switch (kind.kind) {
    case "record":
      return kind.fields.map((f) => f.type);
    case "tuple":
      return kind.types;
    case "variant":
      return kind.cases.map((c) => c.type);
    case "result":
      return [kind.ok, kind.err];
    case "map":
      return [kind.key, kind.value];
    case "option":
    case "list":
    case "fixed-length-list":
    case "alias":
    case "future":
    case "stream":
      return [kind.of];
    case "handle":
    case "resource":
    case "enum":
    case "flags":
      return [];
  }
}
