/** From a project to its module: SDK, compiler, check. */
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Diagnostic } from "../diagnostics/index.js";
import type { FileSet } from "../emit/files.js";
import { writeFiles } from "../emit/writer.js";
import { readModule } from "../wasm/index.js";
import { buildDiagnostics } from "./build-diagnostics.js";
import { cacheFolder, type Env } from "./cache-folder.js";
import { checkModule } from "./check-module.js";
import { compilerArguments } from "./compile.js";
import type { Progress } from "./npm-install.js";
import { runProgram } from "./programs.js";
import { type Project, sdkFolder } from "./project.js";
import { generateSdk } from "./project-sdk.js";
import type { Toolchain } from "./toolchain.js";
import { provideToolchain } from "./toolchains.js";

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
      readonly memoryPages: number;
      readonly toolchain: Toolchain;
      readonly commandLine: readonly string[];
      /** The sources were compiled before, here or in another clone. */
      readonly cached: boolean;
    };

export async function buildApp(project: Project, options: BuildOptions): Promise<BuildResult> {
  const sdk = await generateSdk(project);
  if (!sdk.ok) return { ok: false, diagnostics: sdk.diagnostics };
  writeFiles(join(project.folder, sdkFolder), sdk.files);

  const { env, offline, progress } = options;
  const wanted = project.toolchain;
  const provided = await provideToolchain(project.language, {
    env,
    offline,
    progress,
    projectFolder: project.folder,
    ...(wanted === undefined ? {} : { wanted }),
  });
  if (!provided.ok)
    return { ok: false, diagnostics: [...sdk.diagnostics, buildDiagnostics("build/no-compiler", undefined, provided)] };
  const { toolchain } = provided;

  const module = join(project.folder, project.module);
  const output = `${project.module}.new`;
  const args = compilerArguments(project, toolchain, sdk.files, output);
  const kept = join(cacheFolder(env), "modules", `${keyOf(project, toolchain, args, sdk.files)}.wasm`);
  const cached = existsSync(kept) && !options.force;
  mkdirSync(dirname(module), { recursive: true });
  let compilerOutput = "";
  if (cached) copyFileSync(kept, join(project.folder, output));
  else {
    const result = await runProgram(toolchain.command, args, { cwd: project.folder, env: compilerEnvironment(env) });
    compilerOutput = withoutChatter(result.stderr + result.stdout);
    if (result.status !== 0) {
      const problem = buildDiagnostics("build/compiler-failed", undefined, {
        compiler: toolchain.id,
        output: compilerOutput,
        ...result,
      });
      return { ok: false, diagnostics: [...sdk.diagnostics, problem], compilerOutput };
    }
  }
  const bytes = readFileSync(join(project.folder, output));
  const outline = readModule(bytes);
  const diagnostics = [...sdk.diagnostics, ...checkModule(outline, sdk.plan)];
  if (diagnostics.some((d) => d.severity === "error")) return { ok: false, diagnostics, compilerOutput };
  // Only what is whole and checked gets the name that `run` looks for.
  renameSync(join(project.folder, output), module);
  if (!cached) keep(module, kept);
  return {
    ok: true,
    diagnostics,
    compilerOutput,
    module,
    bytes: bytes.length,
    memoryPages: Number(outline.memories[0]?.limits.min ?? 0n),
    toolchain,
    commandLine: [toolchain.command, ...args],
    cached,
  };
}

/** What asc says about its own search for a smaller module is of no use to anybody. */
function withoutChatter(output: string): string {
  return output.replace(/^Last converge was suboptimal\.\n/gm, "");
}

/** zig compiles parts of its own library and keeps them; with us they are kept where everything else is. */
function compilerEnvironment(env: Env): Env {
  const folder = join(cacheFolder(env), "zig");
  return { ZIG_GLOBAL_CACHE_DIR: folder, ZIG_LOCAL_CACHE_DIR: folder, ...env };
}

/** Everything the module depends on: what is compiled, by what, and how. */
function keyOf(project: Project, toolchain: Toolchain, args: readonly string[], sdk: FileSet): string {
  const hash = createHash("sha256");
  const add = (...texts: readonly (string | Uint8Array)[]) => {
    for (const text of texts) hash.update(`${text.length}:`).update(text);
  };
  add(toolchain.id, toolchain.version, ...args.slice(toolchain.args.length));
  for (const { path, text } of sdk) add(path, text);
  // Headers and imported files are not in the list of sources, so their folders count as a whole.
  const folders = new Set(project.sources.map((source) => dirname(source)));
  for (const folder of [...folders].toSorted()) {
    for (const path of filesBelow(join(project.folder, folder), folder !== ".")) {
      add(relative(project.folder, path).split(sep).join("/"), readFileSync(path));
    }
  }
  return hash.digest("hex");
}

function filesBelow(folder: string, recursive: boolean): readonly string[] {
  return readdirSync(folder, { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(c|h|ts|json|mjs|zig)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function keep(module: string, kept: string): void {
  mkdirSync(dirname(kept), { recursive: true });
  const beside = `${kept}.${process.pid}`;
  copyFileSync(module, beside);
  renameSync(beside, kept);
}
