/** Components of TypeScript apps, made by the product's own way of building and kept by everything that goes into them. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plan } from "../../generator/src/abi/plan-model.js";
import { makeComponent } from "../../generator/src/backends/typescript/make-component.js";
import type { FileSet } from "../../generator/src/emit/files.js";
import { componentizeJsEntry, findComponentizeJs } from "../../generator/src/toolchain/index.js";
import { cache, repository } from "./toolchain.js";

export interface ComponentApp {
  readonly sdk: FileSet;
  /** Files of the app; those of its SDK are in `sdk/`. */
  readonly app: FileSet;
  /** The first source. */
  readonly entry: string;
  readonly plan: Plan;
  /** The whole WIT in one text. */
  readonly wit: string;
}

export type KeptComponent =
  | { readonly ok: true; readonly path: string }
  /** `missing`: componentize-js is not there. */
  | { readonly ok: false; readonly missing: boolean; readonly why: string };

export async function keptComponent({ sdk, app, entry, plan, wit }: ComponentApp): Promise<KeptComponent> {
  const env = { ...process.env, OCREKIT_CACHE: cache };
  const toolchain = findComponentizeJs(env, cache);
  if (toolchain === undefined) return { ok: false, missing: true, why: componentizeJsEntry.info.howToGet };
  const own = [...sdk.map((f) => ({ ...f, path: `sdk/${f.path}` })), ...app, { path: "wit/world.wit", text: wit }];
  const key = createHash("sha256").update(JSON.stringify([own, entry, toolchain.version, glue()]));
  const folder = join(cache, "conformance/guests/typescript-component", key.digest("hex").slice(0, 24));
  const path = join(folder, "kept.wasm");
  if (existsSync(path)) return { ok: true, path };
  for (const file of [...own, { path: "build/.keep", text: "" }]) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), file.text);
  }
  const made = await makeComponent({
    folder,
    sources: [entry],
    sdkFolder: "sdk",
    sdk,
    plan,
    toolchain,
    output: "build/app.wasm",
    options: new Map([["target", "component"]]),
    env,
    progress: () => undefined,
  });
  if (!made.ok) return { ok: false, missing: false, why: made.messages };
  renameSync(join(folder, "build/app.wasm"), path);
  return { ok: true, path };
}

/** Texts of what goes into a component beside the app. */
function glue(): readonly string[] {
  const folders = ["sdk-templates/typescript/component", "sdk-ts/src"].flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:ts|mjs)$/.test(name))
      .toSorted()
      .map((name) => join(folder, name)),
  );
  const backend = "generator/src/backends/typescript";
  const all = [...folders, `${backend}/component-engine.ts`, `${backend}/make-component.ts`, `${backend}/bundle.ts`];
  return all.map((path) => readFileSync(join(repository, path), "utf8"));
}
