/** A graph as a tree in which names stand for ids: equal for two graphs that differ only in their numbering. */
import { type Graph, graphToJson, type Json, packageText } from "ocrekit/graph";

/** Keys of the JSON whose number is a type. */
const typeKeys = new Set([
  "type",
  "option",
  "list",
  "ok",
  "err",
  "own",
  "borrow",
  "future",
  "stream",
  "result",
  "method",
  "static",
  "constructor",
  "async-method",
  "async-static",
  "method-getter",
  "method-setter",
  "static-getter",
  "static-setter",
]);

export function graphWithoutIds(graph: Graph): Json {
  const json = graphToJson(graph);
  const list = (key: string): readonly Json[] => {
    const value = json[key];
    return Array.isArray(value) ? value : [];
  };
  const typeName = (id: number): string => {
    const type = graph.types[id];
    if (type === undefined) throw new Error(`no type ${id}`);
    return type.name ?? `<${JSON.stringify(rewrite(list("types")[id] ?? null, "definition"))}>`;
  };
  const rewrite = (value: Json, key: string): Json => {
    if (typeof value === "number") {
      if (typeKeys.has(key)) return typeName(value);
      if (key === "interface" || key === "id") return interfaceName(value);
      if (key === "world") return graph.worlds[value]?.name ?? "";
      if (key === "package") return "";
      throw new Error(`a number under '${key}'`);
    }
    if (Array.isArray(value)) {
      if (key === "fixed-length-list") return [rewrite(value[0] ?? null, "type"), String(value[1])];
      return value.map((item: Json) => rewrite(item, key === "map" || key === "types" ? "type" : key));
    }
    if (typeof value !== "object" || value === null) return value;
    // A flattened `include` says no more what it copied.
    // An anonymous type has the stability of whatever mentions it first, and what that is depends on the numbering.
    const anonymous = "kind" in value && Reflect.get(value, "name") === null;
    const entries = Object.entries(value).filter(
      ([name]) => name !== "clone_of" && !(anonymous && name === "stability"),
    );
    return entries.map(([name, item]): Json => {
      // An owner is where the type is listed.
      if (name === "owner") return [name];
      const shown = /^interface-\d+$/.test(name) ? "interface" : name;
      if (key === "definitions") return [name, definition(item)];
      // A list under the same key is that of a tuple.
      return [shown, rewrite(item, name === "types" && !Array.isArray(item) ? "definitions" : name)];
    });
  };
  // Types of an interface are spelled out where they are listed.
  const definition = (item: Json): Json =>
    typeof item === "number" ? rewrite(list("types")[item] ?? null, "definition") : rewrite(item, "type");
  const interfaceName = (id: number): Json => {
    const found = graph.interfaces[id];
    if (found === undefined) throw new Error(`no interface ${id}`);
    if (found.name === undefined) return rewrite(list("interfaces")[id] ?? null, "inline");
    return `${packageText(graph.packages[found.package]?.name ?? { namespace: "", name: "" })}/${found.name}`;
  };
  const worldTypes = graph.worlds.map((world) =>
    world.imports.flatMap(({ item }) =>
      item.kind === "type" ? [rewrite(list("types")[item.id] ?? null, "definition")] : [],
    ),
  );
  const packages = graph.packages.map((pkg, i): readonly [string, Json] => [
    packageText(pkg.name),
    [
      pkg.docs?.contents ?? null,
      [...pkg.interfaces.values()].map((id) => rewrite(list("interfaces")[id] ?? null, "top")),
      [...pkg.worlds.values()].map((id) => [rewrite(list("worlds")[id] ?? null, "top"), worldTypes[id] ?? []]),
      i === graph.main,
    ],
  ]);
  return packages.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, rest]) => [name, rest]);
}
