/** WIT for the strict compilers: goldens, the parser's cases, the features, and the words of all languages. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { planWorld } from "ocrekit/abi";
import { loadWitSources } from "ocrekit/graph";
import { generate } from "../../../generator/src/backend/driver.js";
import type { Backend } from "../../../generator/src/backend/index.js";
import { supportDiagnostics } from "../../../generator/src/backend/support.js";
import type { FileSet } from "../../../generator/src/emit/files.js";
import { type Graph, loadWit, printWit } from "../../../generator/src/graph/index.js";
import { worldId } from "../../../generator/src/ids.js";
import { noDirectives } from "../../support/graph-of.js";
import { repository } from "../../support/toolchain.js";
import { features } from "../features.js";
import { wordCases } from "./word-cases.js";
import { libraryWords, words } from "./words.js";

export interface StrictCase {
  /** `golden`, `case`, `feature`, `words`, `library words`, `own words`. */
  readonly kind: string;
  readonly name: string;
  readonly graph: Graph;
  readonly world: number;
}

export function strictCases(): readonly StrictCase[] {
  return [
    ...goldenCases(),
    ...parserCases(),
    ...ofFeatures(),
    ...ofNames("words", words),
    ...ofNames("library words", libraryWords),
  ];
}

export function goldenCases(): readonly StrictCase[] {
  const folder = join(repository, "test/golden");
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "input")))
    .flatMap((name) => worldsOf("golden", name, join(folder, name, "input")));
}

/** Each world of each valid case; cases that only the parser cares about have none. */
function parserCases(): readonly StrictCase[] {
  const folder = join(repository, "test/cases/wit");
  return readdirSync(folder)
    .filter((name) => !name.startsWith("bad-") && (name.endsWith(".wit") || statSync(join(folder, name)).isDirectory()))
    .flatMap((name) => worldsOf("case", name.replace(/\.wit$/, ""), join(folder, name)));
}

const ofFeatures = (): readonly StrictCase[] => features.flatMap(({ name, wit }) => worldsOf("feature", name, wit));

function worldsOf(kind: string, name: string, path: string): readonly StrictCase[] {
  const { graph } = loadWit(path, { allFeatures: true });
  return graph === undefined ? [] : inGraph(kind, name, graph);
}

function inGraph(kind: string, name: string, graph: Graph): readonly StrictCase[] {
  const own = graph.worlds.flatMap((w, i) =>
    w.package === graph.main && w.imports.length + w.exports.length > 0 ? [{ i, world: w.name }] : [],
  );
  return own.map(({ i, world }) => ({ kind, name: own.length > 1 ? `${name} ${world}` : name, graph, world: i }));
}

/** Every word of `names` in every place where WIT has a name. */
export function ofNames(kind: string, names: readonly string[]): readonly StrictCase[] {
  return wordCases(names).flatMap(({ name, wit }) => {
    const { graph, diagnostics } = loadWitSources([{ path: "words.wit", text: wit }]);
    if (graph === undefined) throw new Error(`${name}: ${diagnostics.map((d) => d.message).join("; ")}`);
    return inGraph(kind, name, graph);
  });
}

export type Generated =
  | { readonly files: FileSet }
  /** The language says that it cannot do this, at the user's span. */
  | { readonly refused: string };

export function generateStrict(backend: Backend, { graph, world }: StrictCase): Generated {
  const unsupported = supportDiagnostics(graph, worldId(world), backend).filter((d) => d.severity === "error");
  if (unsupported.length > 0) return { refused: unsupported.map((d) => d.message).join("; ") };
  const { plan } = planWorld(graph, noDirectives, worldId(world), { side: "guest", profile: backend.profile });
  const wit = backend.toolGraph && printWit(backend.toolGraph(graph));
  const { files, diagnostics } = generate(backend, plan, { stubs: "echo", ...(wit === undefined ? {} : { wit }) });
  const errors = diagnostics.filter((d) => d.severity === "error");
  return errors.length > 0 ? { refused: errors.map((d) => d.message).join("; ") } : { files };
}
