/** The engine of JavaScript apps: QuickJS as one core module, built once from C that cargo fetches. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder, type Env } from "./cache-folder.js";
import { buildQuickjs } from "./quickjs-build.js";
import { changes, compilerFlags, quickjsPackage, withoutParser } from "./quickjs-source.js";
import type { Toolchain, ToolchainEntry } from "./toolchain.js";
import { zigVersion } from "./zig.js";

export const quickjsEntry: ToolchainEntry = {
  info: {
    id: "quickjs",
    title: `QuickJS ${quickjsPackage.quickjs}, the engine of JavaScript apps`,
    howToGet:
      "ocrekit setup js (builds it in half a minute with zig and cargo; 'ocrekit build' does it when it needs it)",
  },
  find: async (env) => findQuickjs(env),
  install: (env, progress) =>
    buildQuickjs({ env, progress, folder: engineFolder(env), source: shimFolder(), shim: shimFiles() }),
};

/** The modules of the engine, in the toolchain's place. */
export const engineModules = {
  /** Runs bytecode; what an app is linked with. */
  runtime: "engine.wasm",
  /** Compiles scripts too. */
  compiler: "compiler.wasm",
} as const;

/** `command` is the module that apps are linked with; there is no program. */
export function findQuickjs(env: Env): Toolchain | undefined {
  const folder = engineFolder(env);
  const command = join(folder, engineModules.runtime);
  if (!existsSync(command) || !existsSync(join(folder, engineModules.compiler))) return undefined;
  return { id: "quickjs", version: `${quickjsPackage.quickjs}-${engineKey()}`, command, args: [], place: folder };
}

function engineFolder(env: Env): string {
  return join(cacheFolder(env), "toolchains", "quickjs", engineKey());
}

/** Everything that the engine is made of, so that another version of it does not pass for this one. */
function engineKey(): string {
  const hash = createHash("sha256");
  const made = { quickjsPackage, zigVersion, compilerFlags, withoutParser, changes };
  hash.update(JSON.stringify(made));
  for (const name of shimFiles()) hash.update(name).update(readFileSync(join(shimFolder(), name)));
  return hash.digest("hex").slice(0, 16);
}

/** Beside the SDK templates, published or in the repository. */
function shimFolder(): string {
  const root = new URL("../../", import.meta.url);
  for (const base of ["sdk-templates", "../sdk-templates"]) {
    const folder = fileURLToPath(new URL(`${base}/typescript/engine/`, root));
    if (existsSync(folder)) return folder;
  }
  throw new Error("this installation of ocrekit lacks the sources of its JavaScript engine");
}

function shimFiles(): readonly string[] {
  return readdirSync(shimFolder())
    .filter((name) => /\.[ch]$/.test(name))
    .toSorted();
}
