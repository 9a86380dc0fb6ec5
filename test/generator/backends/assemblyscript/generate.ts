/** Generated files for a WIT text, for tests that bring their own app. */
import { join } from "node:path";
import type { Plan } from "ocrekit/abi";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import type { Context } from "../../../../generator/src/backend/contract.js";
import { createContext, generate } from "../../../../generator/src/backend/driver.js";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/assemblyscript/backend.js";
import { print } from "../../../../generator/src/backends/assemblyscript/files.js";
import { fileOf, resourceRef } from "../../../../generator/src/backends/assemblyscript/names.js";
import { code, commas, type Fragment } from "../../../../generator/src/emit/code.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { reference } from "../../../../generator/src/emit/line-breaks.js";
import { parseDirectives } from "../../../../generator/src/graph/directives.js";
import { repository } from "../../../support/toolchain.js";

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

/** The SDK of one of the project's own worlds, with stubs and with `touch.ts`. */
export function ours(world: string, stubs: "empty" | "echo" = "empty"): FileSet {
  const { files, diagnostics, plan } = generateFromWit(backend, {
    wit: join(repository, "wit"),
    world,
    stubs,
    allFeatures: true,
  });
  if (diagnostics.length > 0 || plan === undefined) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return [...files, touching(plan)];
}

/** An entry that calls every import: the compiler looks only at what is reached. */
export function touching(plan: Plan): { readonly path: string; readonly text: string } {
  const cx = createContext(backend, plan, { version: "test" });
  const parts = plan.groups
    .filter((g) => g.direction === "import")
    .flatMap((group) =>
      group.functions.map((fn, i): Fragment => {
        const params = fn.params.map((p, n) => code`a${n}: ${cx.typeRef(p.type)}`);
        const args = fn.params.map((_, n) => `a${n}`);
        const name = cx.names.func(fn);
        const callee =
          fn.resource === undefined
            ? reference({ from: fileOf(group, plan), name })
            : fn.kind === "method"
              ? code`${args.shift() ?? ""}.${name}`
              : code`${resourceRef(fn.resource, cx)}.${name}`;
        return code`
      export function touch_${group.module.replace(/\W/g, "_")}_${i}(${commas(params)}): ${fn.result === undefined ? "void" : cx.typeRef(fn.result)} {
        return ${callee}(${args.join(", ")});
      }`;
      }),
    );
  return { path: "touch.ts", text: `${print("touch", [...parts, closing(cx)], cx).text}\n` };
}

const closing = (cx: Context): Fragment => code`
  export function touch_close(${commas(cx.plan.resources.map((r, i) => code`r${i}: ${resourceRef(r.id, cx)}`))}): void {
    ${cx.plan.resources.map((_, i) => code`r${i}.close();`)}
  }`;
