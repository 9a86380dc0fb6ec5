/** The graph without maps and fixed lists, for tools that know neither: pairs and tuples, which the canonical ABI cannot tell from them. */
import { typeDefId } from "../ids.js";
import type { Graph, TypeDef } from "./model.js";

export function despecialized(graph: Graph): Graph {
  const pairs: TypeDef[] = [];
  const types = graph.types.map((type): TypeDef => {
    const { kind } = type;
    if (kind.kind === "fixed-length-list")
      return { ...type, kind: { kind: "tuple", types: Array.from({ length: kind.length }, () => kind.of) } };
    if (kind.kind !== "map") return type;
    const { name: _, docs: __, ...anonymous } = type;
    pairs.push({ ...anonymous, owner: { kind: "none" }, kind: { kind: "tuple", types: [kind.key, kind.value] } });
    return { ...type, kind: { kind: "list", of: typeDefId(graph.types.length + pairs.length - 1) } };
  });
  return { ...graph, types: [...types, ...pairs] };
}
