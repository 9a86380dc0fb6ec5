/** The Node host's generated files, `runtime-host/src/gen`, from `wit/` and the world that it serves. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { planWorld } from "../../generator/src/abi/index.js";
import { generate } from "../../generator/src/backend/driver.js";
import { backend } from "../../generator/src/backends/host-ts/backend.js";
import { checkGraph } from "../../generator/src/check/index.js";
import { renderDiagnostics } from "../../generator/src/diagnostics/index.js";
import { type FileSet, writeFiles } from "../../generator/src/emit/index.js";
import { parseDirectives } from "../../generator/src/graph/directives.js";
import { loadWitSources, selectWorld } from "../../generator/src/graph/index.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

export const generatedHost = join(root, "runtime-host/src/gen");

export function hostFiles(): FileSet {
  const source = (path: string, shownAs = path) => ({ path: shownAs, text: readFileSync(join(root, path), "utf8") });
  const deps = readdirSync(join(root, "wit/deps")).sort();
  const files = [
    source("wit/app.wit"),
    source("runtime-host/host.wit"),
    ...deps.map((name) => source(`wit/deps/${name}`)),
  ];
  const { graph, diagnostics } = loadWitSources(files);
  const world = graph === undefined ? undefined : selectWorld(graph, "host");
  if (graph === undefined || typeof world !== "number") throw new Error(renderDiagnostics(diagnostics));
  const { directives } = parseDirectives(graph);
  const problems = checkGraph(graph, directives, { strict: true, undirected: "error", role: "host" });
  if (problems.length > 0) throw new Error(renderDiagnostics(problems));
  const { plan } = planWorld(graph, directives, world, { side: "host", profile: backend.profile });
  return generate(backend, plan).files;
}

/** With `check` nothing is written; returns what differs. */
export function regenerateHost(check: boolean): readonly string[] {
  return writeFiles(generatedHost, hostFiles(), { check }).written;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const written = regenerateHost(process.argv.includes("--check"));
  process.stdout.write(`runtime-host/src/gen: ${written.length === 0 ? "up to date" : written.join(", ")}\n`);
}
