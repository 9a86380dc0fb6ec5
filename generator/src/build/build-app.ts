/** From a project to its module: SDK, compiler, check. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import type { BuildJob } from "../backend/recipe.js";
import type { Diagnostic } from "../diagnostics/index.js";
import { writeFiles } from "../emit/writer.js";
import { type Env, type Progress, provideToolchain, type Toolchain } from "../toolchain/index.js";
import { binaryKind, readModule } from "../wasm/index.js";
import { buildDiagnostics } from "./build-diagnostics.js";
import { checkModule } from "./check-module.js";
import { makeEditorFiles } from "./editor-files.js";
import { keepModule, keptModule } from "./kept-modules.js";
import { makeModule } from "./make-module.js";
import { prepareBuild } from "./prepare-build.js";
import { type Project, sdkFolder } from "./project.js";
import { generateSdk } from "./project-sdk.js";

export interface BuildOptions {
  readonly env: Env;
  readonly offline: boolean;
  /** Compile although nothing changed. */
  readonly force: boolean;
  readonly progress: Progress;
}

export type BuildResult =
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[]; readonly compilerOutput?: string }
  | {
      readonly ok: true;
      readonly diagnostics: readonly Diagnostic[];
      readonly compilerOutput: string;
      readonly module: string;
      readonly bytes: number;
      /** 0 for a component: its memories are its own affair. */
      readonly memoryPages: number;
      readonly toolchain: Toolchain;
      readonly commandLines: readonly (readonly string[])[];
      /** The sources were compiled before, here or in another clone. */
      readonly cached: boolean;
    };

export async function buildApp(project: Project, options: BuildOptions): Promise<BuildResult> {
  const sdk = await generateSdk(project);
  if (!sdk.ok) return { ok: false, diagnostics: sdk.diagnostics };
  const { written } = writeFiles(join(project.folder, sdkFolder), sdk.files);

  const { env, offline, progress } = options;
  const { recipe, folder, stackSize } = project;
  const wanted = project.toolchain === undefined ? recipe.toolchains : [project.toolchain];
  const provided = await provideToolchain(recipe.language, wanted, { env, offline, progress, projectFolder: folder });
  if (!provided.ok)
    return { ok: false, diagnostics: [...sdk.diagnostics, buildDiagnostics("build/no-compiler", undefined, provided)] };
  const { toolchain } = provided;

  const job: BuildJob = {
    folder,
    sources: project.sources,
    sdkFolder,
    sdk: sdk.files,
    plan: sdk.plan,
    toolchain,
    output: `${project.module}.new`,
    ...(stackSize === undefined ? {} : { stackSize }),
    options: project.options,
    env,
    progress,
  };
  const module = join(folder, project.module);
  const output = join(folder, job.output);
  const prepared = await prepareBuild(recipe, job);
  const kept = keptModule(prepared);
  const cached = kept !== undefined && existsSync(kept) && !options.force;
  mkdirSync(dirname(module), { recursive: true });
  // First, because they help with an app that has mistakes.
  let compilerOutput = await makeEditorFiles(recipe.forEditors?.(job), job, written.length > 0);
  if (cached) copyFileSync(kept, output);
  else {
    const made = await makeModule(prepared);
    compilerOutput += made.messages;
    if (!made.ok) {
      const problem = buildDiagnostics("build/compiler-failed", undefined, { ...made, output: made.messages });
      return { ok: false, diagnostics: [...sdk.diagnostics, problem], compilerOutput };
    }
  }
  const bytes = readFileSync(output);
  const outline = binaryKind(bytes) === "component" ? undefined : readModule(bytes);
  const diagnostics = [...sdk.diagnostics, ...(outline === undefined ? [] : checkModule(outline, sdk.plan))];
  if (diagnostics.some((d) => d.severity === "error")) return { ok: false, diagnostics, compilerOutput };
  // Only what is whole and checked gets the name that `run` looks for.
  renameSync(output, module);
  if (!cached && kept !== undefined) keepModule(module, kept);
  return {
    ok: true,
    diagnostics,
    compilerOutput,
    module,
    bytes: bytes.length,
    memoryPages: Number(outline?.memories[0]?.limits.min ?? 0n),
    toolchain,
    commandLines: prepared.steps.map(({ command, args }) => [command, ...args]),
    cached,
  };
}
