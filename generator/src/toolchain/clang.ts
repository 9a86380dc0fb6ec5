/** A clang of the system, when it is new enough and can link WebAssembly. */
import { isAbsolute } from "node:path";
import type { Env } from "./cache-folder.js";
import { onPath, runProgram } from "./programs.js";
import type { Toolchain, ToolchainEntry } from "./toolchain.js";

const oldest = 16;
const newest = 24;

export const clangEntry: ToolchainEntry = {
  info: {
    id: "clang",
    title: `clang ${oldest} or newer with wasm-ld`,
    howToGet: "packages of your system: Debian has clang-19 and lld-19 (optional; zig does the same)",
  },
  find: (env) => findClang(env),
};

/** The newest that fits; Apple's has no WebAssembly target, and many come without wasm-ld. */
export async function findClang(env: Env): Promise<Toolchain | undefined> {
  const numbered = Array.from({ length: newest - oldest + 1 }, (_, i) => `clang-${newest - i}`);
  for (const name of ["clang", ...numbered]) {
    const command = onPath(name, env);
    if (command === undefined) continue;
    const found = await examine(command, env);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function examine(command: string, env: Env): Promise<Toolchain | undefined> {
  const ask = (argument: string) => runProgram(command, [argument], { env, timeout: 20_000 });
  const version = /clang version (\d+)(\.[\d.]+)?/.exec((await ask("--version")).stdout);
  if (version?.[1] === undefined || Number(version[1]) < oldest) return undefined;
  if (!/^\s*wasm32\b/m.test((await ask("--print-targets")).stdout)) return undefined;
  // clang prints the bare name when it found the linker nowhere near itself; then it looks for it on PATH.
  const linker = (await ask("-print-prog-name=wasm-ld")).stdout.trim();
  if (linker === "" || (!isAbsolute(linker) && onPath(linker, env) === undefined)) return undefined;
  return { id: "clang", version: `${version[1]}${version[2] ?? ""}`, command, args: [], place: command };
}
