/** The exact world of an app: of the world it was built for, what its module imports and exports. */
import { type Graph, printWit, type WorldEntry } from "ocrekit/graph";

/** One WIT text with everything the world needs; the world is named `exact`. */
export function exactWorld(graph: Graph, name: string, wasm: Uint8Array): string {
  const world = graph.worlds.find((w) => w.name === name && w.package === graph.main);
  if (world === undefined) throw new Error(`no world ${name}`);
  const module = new WebAssembly.Module(wasm);
  const imported = new Set(WebAssembly.Module.imports(module).map((i) => i.module));
  const exported = new Set(WebAssembly.Module.exports(module).map((e) => e.name.replace(/#.*$/, "")));
  const keep = (entries: readonly WorldEntry[], used: ReadonlySet<string>): readonly WorldEntry[] =>
    entries.filter(({ item }) => item.kind === "interface" && used.has(nameOf(graph, item.id)));
  const exact = {
    ...world,
    name: "exact",
    imports: keep(world.imports, imported),
    exports: keep(world.exports, exported),
  };
  const packages = graph.packages.map((pkg, i) =>
    i === graph.main ? { ...pkg, worlds: new Map([...pkg.worlds].filter(([key]) => key === name)) } : pkg,
  );
  return printWit({ ...graph, packages, worlds: graph.worlds.map((w) => (w === world ? exact : w)) });
}

function nameOf(graph: Graph, id: number): string {
  const found = graph.interfaces[id];
  const pkg = found === undefined ? undefined : graph.packages[found.package]?.name;
  if (found === undefined || pkg === undefined) throw new Error(`no interface ${id}`);
  const version = pkg.version === undefined ? "" : `@${pkg.version}`;
  return `${pkg.namespace}:${pkg.name}/${found.name}${version}`;
}
