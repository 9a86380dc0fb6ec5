/**
 * rustc for wasm32-unknown-unknown: with the standard library of its target where that is installed, else with one that
 * was built from its source once and is kept.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cacheFolder, type Env } from "./cache-folder.js";
import { onPath, runProgram } from "./programs.js";
import { buildRustLibrary } from "./rust-library.js";
import type { InstallResult, Progress, Toolchain, ToolchainEntry } from "./toolchain.js";

const target = "wasm32-unknown-unknown";

export const rustEntry: ToolchainEntry = {
  info: {
    id: "rust",
    title: `rustc 1.85 or newer for ${target}`,
    howToGet: `'rustup target add ${target}'; on Debian 'apt install rustc-web cargo-web rust-web-src lld-19', and 'ocrekit build' does the rest`,
  },
  find,
  install,
};

/** One of the compilers of a system. */
interface Compiler {
  readonly command: string;
  readonly version: string;
  /** What it says of itself: the key of libraries that are built for it. */
  readonly identity: string;
  readonly sysroot: string;
}

async function find(env: Env): Promise<Toolchain | undefined> {
  for (const compiler of await compilers(env)) {
    const kept = keptLibrary(compiler, env);
    const sysroot = hasLibrary(kept) ? kept : hasLibrary(compiler.sysroot) ? compiler.sysroot : undefined;
    const linker = findLinker(compiler, env);
    if (sysroot === undefined || linker === undefined) continue;
    return {
      id: "rust",
      version: compiler.version,
      command: compiler.command,
      args: [`--sysroot=${sysroot}`, `-Clinker=${linker}`],
      place: compiler.command,
    };
  }
  return undefined;
}

/** Builds the library of the first compiler that has its source beside it. */
async function install(env: Env, progress: Progress): Promise<InstallResult> {
  const all = await compilers(env);
  if (all.length === 0) return { ok: false, reason: "there is no rustc of version 1.85 or newer" };
  const ready = all.find((c) => existsSync(sourceOf(c)) && findLinker(c, env) !== undefined);
  if (ready === undefined)
    return { ok: false, reason: `rustc has neither a library for ${target} nor its source, or there is no wasm-ld` };
  const folder = keptLibrary(ready, env);
  const work = `${folder}.${process.pid}`;
  mkdirSync(work, { recursive: true });
  try {
    progress(`building the standard library of rustc ${ready.version} for ${target}, once`);
    const built = await buildRustLibrary({ rustc: ready.command, source: sourceOf(ready), folder: work, env });
    if (!built.ok) return built;
    // For people, and for tests that look for a compiler without asking it.
    const made = { rustc: ready.command, version: ready.version, linker: findLinker(ready, env) };
    writeFileSync(join(work, "sysroot", "made-by.json"), `${JSON.stringify(made, null, 2)}\n`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(join(work, "sysroot"), folder);
    return { ok: true };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const known = new Map<string, Promise<Compiler | undefined>>();

/** In the order of the PATH: a user's rustup may stand before the system's. */
async function compilers(env: Env): Promise<readonly Compiler[]> {
  const name = process.platform === "win32" ? "rustc.exe" : "rustc";
  const folders = [...new Set((env["PATH"] ?? "").split(delimiter))].filter((folder) => folder !== "");
  const programs = folders.flatMap((folder) => onPath(join(folder, name), env) ?? []);
  const found = await Promise.all(
    programs.map((command) => {
      const asked = known.get(command) ?? ask(command, env);
      known.set(command, asked);
      return asked;
    }),
  );
  // `/bin` and `/usr/bin` are one folder on most systems.
  return found
    .filter((c) => c !== undefined)
    .filter(
      (c, i, all) => all.findIndex((other) => other.identity === c.identity && other.sysroot === c.sysroot) === i,
    );
}

async function ask(command: string, env: Env): Promise<Compiler | undefined> {
  const [said, printed] = await Promise.all(
    [["-vV"], ["--print", "sysroot"]].map((args) => runProgram(command, args, { env, timeout: 20_000 })),
  );
  const version = /^release: ((\d+)\.(\d+)\.\S+)$/m.exec(said?.stdout ?? "");
  const sysroot = (printed?.stdout ?? "").trim();
  if (version?.[1] === undefined || !existsSync(join(sysroot, "lib", "rustlib"))) return undefined;
  const isNew = Number(version[2]) > 1 || Number(version[3]) >= 85;
  return isNew ? { command, version: version[1], identity: said?.stdout ?? "", sysroot } : undefined;
}

const sourceOf = ({ sysroot }: Compiler): string => join(sysroot, "lib", "rustlib", "src", "rust", "library");

function hasLibrary(sysroot: string): boolean {
  const folder = join(sysroot, "lib", "rustlib", target, "lib");
  return existsSync(folder) && readdirSync(folder).some((file) => /^libcore-.*\.rlib$/.test(file));
}

/** Raised when libraries are built in another way. */
const revision = 2;

function keptLibrary({ identity }: Compiler, env: Env): string {
  const key = createHash("sha256").update(`${revision} ${identity}`).digest("hex").slice(0, 16);
  return join(cacheFolder(env), "toolchains", `rust-${key}`);
}

/** lld beside the compiler, as rustup has it, or that of the system. */
function findLinker({ sysroot }: Compiler, env: Env): string | undefined {
  const lib = join(sysroot, "lib", "rustlib");
  const own = readdirSync(lib).map((host) =>
    join(lib, host, "bin", process.platform === "win32" ? "rust-lld.exe" : "rust-lld"),
  );
  // The plain name is the oldest on some systems.
  const versions = [...[23, 22, 21, 20, 19].map((n) => `wasm-ld-${n}`), "wasm-ld"];
  return own.find((path) => existsSync(path)) ?? versions.map((name) => onPath(name, env)).find((p) => p !== undefined);
}
