/** SDKs for tests, from one text of WIT or from the project's own packages. */
import { join } from "node:path";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { format } from "prettier";
import { generate } from "../../../../generator/src/backend/driver.js";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/typescript/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { parseDirectives } from "../../../../generator/src/graph/directives.js";
import { repository } from "../../../support/toolchain.js";

/** Throws on any diagnostic. */
export function sdkFor(wit: string, stubs?: "empty" | "echo", name?: string): FileSet {
  const { graph, diagnostics } = loadWitSources([{ path: "test.wit", text: wit }]);
  if (graph === undefined) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  const world = selectWorld(graph, name);
  if (typeof world === "object") throw new Error(world.message);
  const { directives } = parseDirectives(graph);
  const { plan } = planWorld(graph, directives, world, { side: "guest", profile: backend.profile });
  return generate(backend, plan, { version: "test", ...(stubs === undefined ? {} : { stubs }) }).files;
}

/** The SDK of one of the project's own worlds. */
export function ours(world: string, stubs: "empty" | "echo" = "empty"): FileSet {
  const wit = join(repository, "wit");
  const { files, diagnostics } = generateFromWit(backend, {
    wit,
    world,
    stubs,
    allFeatures: true,
  });
  if (diagnostics.length > 0) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return files;
}

/** What prettier would change: paths, and the first lines that differ. */
export async function unformatted(files: FileSet): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { path, text } of files.filter((f) => f.path.endsWith(".ts"))) {
    const wanted = (await format(text, { filepath: path, printWidth: 100 })).split("\n");
    const given = text.split("\n");
    const at = given.findIndex((line, i) => line !== wanted[i]);
    if (at >= 0 || given.length !== wanted.length) found.push(`${path}: ${given[at]} -> ${wanted[at]}`);
  }
  return found;
}
