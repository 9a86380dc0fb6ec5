/** Which world the user means. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { type PackageId, packageId, type WorldId } from "../ids.js";
import { meaning } from "./diagnostics.js";
import type { Graph, Package } from "./model.js";
import { packageText } from "./names.js";

const shape = /^(?:(?<package>[^:/@]+:[^:/@]+)\/)?(?<world>[^:/@]+)(?:@(?<version>.+))?$/;

/**
 * `world`, `namespace:package/world` or `namespace:package/world@version`. No name is needed when the main package
 * has one world; no version when only one is there.
 */
export function selectWorld(graph: Graph, name?: string): WorldId | Diagnostic {
  const main = graph.packages[graph.main];
  if (main === undefined) throw new Error("the graph has no main package");
  if (name === undefined) {
    const [only, another] = main.worlds.values();
    if (only !== undefined && another === undefined) return only;
    return meaning("wit/choose-world", undefined, { package: packageText(main.name), worlds: [...main.worlds.keys()] });
  }
  const parts = shape.exec(name)?.groups;
  const world = parts?.["world"];
  if (world === undefined) return meaning("wit/world-path", undefined, { text: name });
  const wanted = parts?.["package"];
  const owner = wanted === undefined ? graph.main : findPackage(graph, wanted, parts?.["version"]);
  if (typeof owner === "object") return owner;
  const pkg = graph.packages[owner] ?? main;
  const found = pkg.worlds.get(world);
  if (found !== undefined) return found;
  const near = didYouMean(world, pkg.worlds.keys());
  return meaning("wit/unknown-world", undefined, { name: world, package: packageText(pkg.name), near });
}

function findPackage(graph: Graph, plain: string, version: string | undefined): PackageId | Diagnostic {
  const all = graph.packages.map((pkg, i) => ({ pkg, id: packageId(i), text: packageText(pkg.name) }));
  const exact = all.find(({ text }) => text === (version === undefined ? plain : `${plain}@${version}`));
  if (exact !== undefined) return exact.id;
  const versions = all.filter(({ pkg }) => plainName(pkg) === plain);
  const [only, another] = versions;
  if (version === undefined && only !== undefined && another === undefined) return only.id;
  const name = version === undefined ? plain : `${plain}@${version}`;
  const candidates = versions.length > 0 ? versions : all;
  const listed = candidates.map(({ text }) => text);
  const near =
    version === undefined && versions.length > 1 ? `; there are ${listed.join(", ")}` : didYouMean(name, listed);
  return meaning("wit/unknown-package", undefined, { name, near });
}

function plainName(pkg: Package): string {
  return `${pkg.name.namespace}:${pkg.name.name}`;
}
