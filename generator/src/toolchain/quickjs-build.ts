/** Builds the engine of JavaScript apps: fetches its source with cargo, compiles it with zig, keeps two modules. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder, type Env } from "./cache-folder.js";
import { onPath, type ProgramResult, runProgram } from "./programs.js";
import { compilerFlags, quickjsPackage, sourceHash, withChanges, withoutParser } from "./quickjs-source.js";
import type { InstallResult, Progress } from "./toolchain.js";
import { findZig, zigEntry } from "./zig.js";

interface EngineBuild {
  readonly env: Env;
  readonly progress: Progress;
  /** Where the modules go, whole or not at all. */
  readonly folder: string;
  /** Our own part of the engine. */
  readonly source: string;
  readonly shim: readonly string[];
}

const cargoMinutes = 5;

export async function buildQuickjs(build: EngineBuild): Promise<InstallResult> {
  const { env, progress, folder } = build;
  const cargo = onPath("cargo", env);
  if (cargo === undefined) {
    const how = "install Rust with rustup, or the package 'cargo' of your system";
    return { ok: false, reason: `cargo is not there, which fetches the source of QuickJS; ${how}` };
  }
  const zig = await provideZig(env, progress);
  if (!zig.ok) return zig;
  mkdirSync(dirname(folder), { recursive: true });
  const beside = mkdtempSync(`${folder}-`);
  try {
    progress(
      `getting QuickJS ${quickjsPackage.quickjs} from crates.io (${quickjsPackage.name} ${quickjsPackage.version})`,
    );
    const fetched = await fetchSource(cargo, beside, env);
    if (!fetched.ok) return fetched;
    const started = Date.now();
    const seconds = (): string => ((Date.now() - started) / 1000).toFixed(0);
    progress("compiling QuickJS with zig cc: two modules, half a minute the first time");
    const ticker = setInterval(() => progress(`  ${seconds()} s`), 10_000);
    const results = await Promise.all(
      [
        { output: "compiler.wasm", flags: [] },
        { output: "engine.wasm", flags: [withoutParser] },
      ].map(({ output, flags }) => compile(zig.command, beside, output, flags, build)),
    ).finally(() => clearInterval(ticker));
    for (const result of results) if (result.status !== 0) return failed("zig cc", result);
    rmSync(join(beside, "fetch"), { recursive: true, force: true });
    rmSync(join(beside, "quickjs"), { recursive: true, force: true });
    moveTo(beside, folder);
    progress(`built the engine in ${seconds()} s, into ${folder}`);
    return { ok: true };
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

type ProvidedZig = { readonly ok: true; readonly command: string } | { readonly ok: false; readonly reason: string };

async function provideZig(env: Env, progress: Progress): Promise<ProvidedZig> {
  if (findZig(env) === undefined) {
    const installed = await zigEntry.install?.(env, progress);
    if (installed !== undefined && !installed.ok) return installed;
  }
  const zig = findZig(env);
  if (zig === undefined) return { ok: false, reason: `zig has no program for ${process.platform} ${process.arch}` };
  return { ok: true, command: zig.command };
}

/** Only what is compiled, below `quickjs`. */
async function fetchSource(cargo: string, beside: string, env: Env): Promise<InstallResult> {
  const project = join(beside, "fetch");
  mkdirSync(project);
  const { name, version, sha256 } = quickjsPackage;
  const manifest = `[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n[lib]\npath = "lib.rs"\n`;
  writeFileSync(join(project, "Cargo.toml"), `${manifest}[dependencies]\n${name} = "=${version}"\n`);
  writeFileSync(join(project, "lib.rs"), "");
  const args = ["vendor", "--quiet", "vendor"];
  const result = await runProgram(cargo, args, { cwd: project, env, timeout: cargoMinutes * 60_000 });
  if (result.status !== 0) return failed("cargo vendor", result);
  const source = join(project, "vendor", name, "quickjs");
  if (sourceHash(source) !== sha256)
    return { ok: false, reason: `the source of ${name} ${version} is not the one that is expected` };
  cpSync(source, join(beside, "quickjs"), { recursive: true });
  const main = join(beside, "quickjs", "quickjs.c");
  writeFileSync(main, withChanges(readFileSync(main, "utf8")));
  return { ok: true };
}

function compile(
  zig: string,
  beside: string,
  output: string,
  flags: readonly string[],
  { env, source, shim }: EngineBuild,
): Promise<ProgramResult> {
  const sources = shim.filter((name) => name.endsWith(".c")).map((name) => join(source, name));
  const args = [
    "cc",
    ...compilerFlags,
    ...flags,
    "-include",
    join(source, "without-files.h"),
    ...sources,
    "-o",
    output,
  ];
  const cache = join(cacheFolder(env), "zig");
  return runProgram(zig, args, {
    cwd: beside,
    env: { ZIG_GLOBAL_CACHE_DIR: cache, ZIG_LOCAL_CACHE_DIR: cache, ...env },
  });
}

/** Another process may have been faster; its result is as good. */
function moveTo(beside: string, folder: string): void {
  try {
    renameSync(beside, folder);
  } catch (error) {
    if (!existsSync(join(folder, "engine.wasm"))) throw error;
  }
}

function failed(program: string, { failure, stderr, status }: ProgramResult): InstallResult {
  const words = failure ?? (stderr.trim().split("\n").slice(-6).join("\n") || `status ${status ?? "unknown"}`);
  return { ok: false, reason: `${program} failed: ${words}` };
}
