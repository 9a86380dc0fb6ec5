/** A module in any language of the registry, the product's own way: its SDK, an app or stubs, and the language's recipe. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generateFromWit } from "../../generator/src/backend/from-wit.js";
import type { Backend, OptionValues } from "../../generator/src/backend/index.js";
import type { BuildJob, Recipe } from "../../generator/src/backend/recipe.js";
import { keepModule, keptModule } from "../../generator/src/build/kept-modules.js";
import { makeModule } from "../../generator/src/build/make-module.js";
import { prepareBuild } from "../../generator/src/build/prepare-build.js";
import type { FileSet } from "../../generator/src/emit/files.js";
import { provideToolchain } from "../../generator/src/toolchain/index.js";
import { cache } from "../support/toolchain.js";

export interface ModuleRequest {
  readonly wit: string;
  readonly shownAs: string;
  readonly world: string;
  /** Files where the stubs would be; absent: echo stubs. */
  readonly app?: FileSet;
  readonly options: OptionValues;
}

export type ModuleResult =
  | { readonly ok: true; readonly path: string }
  /** `missing`: there is no compiler here. */
  | { readonly ok: false; readonly missing: boolean; readonly why: string };

const env = { ...process.env, OCREKIT_CACHE: cache };
const sdkFolder = "sdk";
const quietly = (): void => undefined;

export async function buildModule(backend: Backend, recipe: Recipe, request: ModuleRequest): Promise<ModuleResult> {
  const { app, options, wit, shownAs, world } = request;
  const stubs = app === undefined ? { stubs: "echo" as const } : {};
  const generated = generateFromWit(backend, { wit, shownAs, world, options, ...stubs });
  const errors = generated.diagnostics.filter((d) => d.severity === "error").map((d) => d.message);
  if (errors.length > 0 || generated.plan === undefined) return failure(`refused: ${errors.join("; ")}`);
  const place = { env, projectFolder: cache, offline: true, progress: quietly };
  const provided = await provideToolchain(recipe.language, recipe.toolchains, place);
  if (!provided.ok) return { ok: false, missing: true, why: `${provided.reason}; ${provided.howToGet.join("; ")}` };
  const sdk = [...generated.files, ...(app ?? [])];
  const folder = join(cache, "conformance/guests", recipe.language, hashOf(sdk));
  writeAll(join(folder, sdkFolder), sdk);
  const job: BuildJob = {
    folder,
    sources: recipe.stubs.map((path) => `${sdkFolder}/${path}`),
    sdkFolder,
    sdk,
    plan: generated.plan,
    toolchain: provided.toolchain,
    output: "build/app.wasm",
    options,
    env,
    progress: quietly,
  };
  const prepared = await prepareBuild(recipe, job);
  const kept = keptModule(prepared);
  if (kept !== undefined && existsSync(kept)) return { ok: true, path: kept };
  const made = await makeModule(prepared);
  if (!made.ok) return failure(`${made.compiler} ended with ${made.status}: ${made.failure ?? made.messages}`);
  const path = join(folder, job.output);
  if (kept === undefined) return { ok: true, path };
  keepModule(path, kept);
  return { ok: true, path: kept };
}

/** What stands between the WIT and the language, before anything is compiled. */
export function refusal(
  backend: Backend,
  request: Pick<ModuleRequest, "wit" | "shownAs" | "world">,
): string | undefined {
  const { diagnostics } = generateFromWit(backend, request);
  return diagnostics.find((d) => d.severity === "error")?.message;
}

const failure = (why: string): ModuleResult => ({ ok: false, missing: false, why });

function hashOf(files: FileSet): string {
  const hash = createHash("sha256");
  for (const { path, text } of files) hash.update(`${path}\n${text.length}\n${text}`);
  return hash.digest("hex").slice(0, 24);
}

function writeAll(folder: string, files: FileSet): void {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), file.text);
  }
}
