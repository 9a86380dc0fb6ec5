/** ldc2, the D compiler on LLVM, of the system; it links with a wasm-ld beside it. */
import type { Env } from "./cache-folder.js";
import { onPath, runProgram } from "./programs.js";
import type { Toolchain, ToolchainEntry } from "./toolchain.js";

const newest = 24;
const oldest = 14;

export const ldcEntry: ToolchainEntry = {
  info: {
    id: "ldc",
    title: "ldc2 1.30 or newer with wasm-ld",
    howToGet: "packages of your system: Debian has ldc and lld-19",
  },
  find: (env) => findLdc(env),
};

/** The compiler; it has no linker of its own for WebAssembly, so that one must be there as well. */
export async function findLdc(env: Env): Promise<Toolchain | undefined> {
  const command = onPath("ldc2", env);
  if (command === undefined || findWasmLd(env) === undefined) return undefined;
  const { stdout } = await runProgram(command, ["--version"], { env, timeout: 20_000 });
  const version = /LDC - the LLVM D compiler \((\d+)\.(\d+)\.([^)]*)\)/.exec(stdout);
  if (version === null || Number(version[1]) < 1 || (version[1] === "1" && Number(version[2]) < 30)) return undefined;
  if (!/^\s*wasm32\b/m.test(stdout)) return undefined;
  return { id: "ldc", version: version.slice(1, 4).join("."), command, args: [], place: command };
}

/** The newest wasm-ld of the system. */
export function findWasmLd(env: Env): string | undefined {
  const numbered = Array.from({ length: newest - oldest + 1 }, (_, i) => `wasm-ld-${newest - i}`);
  for (const name of ["wasm-ld", ...numbered]) {
    const found = onPath(name, env);
    if (found !== undefined) return found;
  }
  return undefined;
}
