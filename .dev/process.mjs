/** Starting other programs: npm, and the tools that npm installed. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("..", import.meta.url));

/** Toolchains and results live in the clone, so that deleting it deletes everything. */
export const environment = { ...process.env, OCREKIT_CACHE: process.env.OCREKIT_CACHE ?? join(repository, ".cache") };

/** Runs npm in the repository; its exit status. */
export function npm(args, { output = "inherit" } = {}) {
  const self = process.env.npm_execpath;
  const [command, first] = self?.endsWith(".js") ? [process.execPath, [self]] : ["npm", []];
  const shell = process.platform === "win32" && command === "npm";
  return status(spawnSync(command, [...first, ...args], { cwd: repository, stdio: output, env: environment, shell }));
}

/** Runs a program of an installed package with this Node; its exit status. */
export function tool(packageName, args, { env = {}, output = "inherit", bin = packageName } = {}) {
  const folder = join(repository, "node_modules", packageName);
  const declared = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).bin;
  const script = join(folder, typeof declared === "string" ? declared : declared[bin]);
  return node([script, ...args], { env, output });
}

/** Runs this Node; its exit status. */
export function node(args, { env = {}, output = "inherit", cwd = repository } = {}) {
  return status(spawnSync(process.execPath, args, { cwd, stdio: output, env: { ...environment, ...env } }));
}

/** The command of this project, as it was built. */
export const ocrekit = join(repository, "generator/bin/ocrekit.mjs");

/** Where a file of the repository is. */
export function inRepository(path) {
  return join(repository, path);
}

function status(result) {
  if (result.error !== undefined) {
    console.error(String(result.error.message));
    return 1;
  }
  return result.status ?? 1;
}
