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

/** For each way to run: over the object of the engine, and over the imports of a component. */
export const flavours = [
  { target: "core", folder: join(root, "sdk-ts/src/gen") },
  { target: "component", folder: join(root, "sdk-ts/src/component/gen") },
] as const;

export type Flavour = (typeof flavours)[number];

export function sdkFiles({ target }: Flavour): FileSet {
  const source = (path: string) => ({ path, text: readFileSync(join(root, path), "utf8") });
  const deps = readdirSync(join(root, "wit/deps")).sort();
  const files = [source("wit/app.wit"), source("sdk-ts/sdk.wit"), ...deps.map((name) => source(`wit/deps/${name}`))];
  const { graph, diagnostics } = loadWitSources(files);
  const world = graph === undefined ? undefined : selectWorld(graph, "sdk");
  if (graph === undefined || typeof world !== "number") throw new Error(renderDiagnostics(diagnostics));
  const { directives } = parseDirectives(graph);
  const { plan } = planWorld(graph, directives, world, { side: "guest", profile: backend.profile });
  return generate(backend, plan, { options: new Map([["target", target]]) }).files;
}

/** With `check` nothing is written; returns what differs. */
export function regenerateSdk(flavour: Flavour, check: boolean): readonly string[] {
  return writeFiles(flavour.folder, sdkFiles(flavour), { check }).written;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const flavour of flavours) {
    const written = regenerateSdk(flavour, process.argv.includes("--check"));
    process.stdout.write(
      `@ocrekit/sdk, ${flavour.target}: ${written.length === 0 ? "up to date" : written.join(", ")}\n`,
    );
  }
}
