/** The generated part of `@ocrekit/sdk`, `sdk-ts/src/gen`, from `wit/` and everything an app can import or export. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { planWorld } from "../../generator/src/abi/index.js";
import { generate } from "../../generator/src/backend/driver.js";
import { backend } from "../../generator/src/backends/typescript/backend.js";
import { renderDiagnostics } from "../../generator/src/diagnostics/index.js";
import { type FileSet, writeFiles } from "../../generator/src/emit/index.js";
import { parseDirectives } from "../../generator/src/graph/directives.js";
import { loadWitSources, selectWorld } from "../../generator/src/graph/index.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

export const folder = join(root, "sdk-ts/src/gen");

export function sdkFiles(): FileSet {
  const source = (path: string) => ({ path, text: readFileSync(join(root, path), "utf8") });
  const deps = readdirSync(join(root, "wit/deps")).sort();
  const files = [source("wit/app.wit"), source("sdk-ts/sdk.wit"), ...deps.map((name) => source(`wit/deps/${name}`))];
  const { graph, diagnostics } = loadWitSources(files);
  const world = graph === undefined ? undefined : selectWorld(graph, "sdk");
  if (graph === undefined || typeof world !== "number") throw new Error(renderDiagnostics(diagnostics));
  const { directives } = parseDirectives(graph);
  const { plan } = planWorld(graph, directives, world, { side: "guest", profile: backend.profile });
  return generate(backend, plan).files;
}

/** With `check` nothing is written; returns what differs. */
export function regenerateSdk(check: boolean): readonly string[] {
  return writeFiles(folder, sdkFiles(), { check }).written;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const written = regenerateSdk(process.argv.includes("--check"));
  process.stdout.write(`@ocrekit/sdk: ${written.length === 0 ? "up to date" : written.join(", ")}\n`);
}
