/** The WIT as componentize-py can read it: without maps, fixed lists and classes that it would leave empty; constructors first. */
import type { Context } from "../../backend/contract.js";
import { type Diagnostic, defineDiagnostics } from "../../diagnostics/index.js";
import { despecialized } from "../../graph/despecialized.js";
import type { Graph, Interface, TypeDef } from "../../graph/model.js";
import { typeDefId } from "../../ids.js";

/** A fixed list is a tuple there, and a component may not have a longer one. */
const longest = 10_000;

const report = defineDiagnostics({
  "python/long-list": {
    message: (p: { length: number }) => `a list of ${p.length} items is too long for Python`,
    hint: () => `it becomes a tuple, which has at most ${longest} items: use a list without a length`,
  },
});

export function check({ plan }: Context): readonly Diagnostic[] {
  return plan.types.flatMap(({ kind, span }) =>
    kind.k === "array" && kind.length > longest ? [report("python/long-list", span, { length: kind.length })] : [],
  );
}

export function toolGraph(graph: Graph): Graph {
  const lowered = despecialized(graph);
  const called = new Set(
    lowered.interfaces.flatMap((face) =>
      [...face.functions.values()].flatMap(({ kind }) => (kind.kind === "freestanding" ? [] : [kind.resource])),
    ),
  );
  // Its class has no body without documentation, which is not Python.
  const types = lowered.types.map((type, id): TypeDef => {
    const isEmpty = type.kind.kind === "resource" && type.docs === undefined && !called.has(typeDefId(id));
    return isEmpty ? { ...type, docs: { contents: "Nothing to call.", comments: [] } } : type;
  });
  return { ...lowered, types, interfaces: lowered.interfaces.map(constructorsFirst) };
}

/** jco gives up on a component whose constructor comes after a method. */
function constructorsFirst(of: Interface): Interface {
  const rank = (name: string): number => (name.startsWith("[constructor]") ? 0 : 1);
  return { ...of, functions: new Map([...of.functions].toSorted(([a], [b]) => rank(a) - rank(b))) };
}
