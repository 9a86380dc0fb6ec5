/** Generated files for a WIT text, for tests that bring their own app. */
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/assemblyscript/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { parseDirectives } from "../../../../generator/src/graph/directives.js";

/** Throws on any diagnostic. */
export function sdkFor(wit: string, app?: string): FileSet {
  const loaded = loadWitSources([{ path: "test.wit", text: wit }]);
  if (loaded.graph === undefined) throw new Error(loaded.diagnostics.map((d) => d.message).join("\n"));
  const world = selectWorld(loaded.graph);
  if (typeof world === "object") throw new Error(world.message);
  const { directives } = parseDirectives(loaded.graph);
  const { plan, diagnostics } = planWorld(loaded.graph, directives, world, { side: "guest", profile: backend.profile });
  if (diagnostics.length > 0) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  const { files } = generate(backend, plan, { version: "test" });
  return app === undefined ? files : [...files, { path: "app.ts", text: app }];
}
