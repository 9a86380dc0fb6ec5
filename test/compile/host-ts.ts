/** Compiles generated hosts with the strictest TypeScript, as a user's project would. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { FileSet } from "../../generator/src/emit/files.js";
import { repository } from "../support/toolchain.js";

/** One host each, in a folder of its name. Returns what the compiler said: nothing, when all is well. */
export function typeErrors(project: string, hosts: ReadonlyMap<string, FileSet>): string {
  // Inside the repository, wherever the shared cache is: what a host imports is found from there.
  const folder = join(repository, ".cache/compile/host-ts", project);
  rmSync(folder, { recursive: true, force: true });
  for (const [name, files] of hosts) {
    for (const file of files) {
      const path = join(folder, name, file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.text);
    }
  }
  const options = {
    extends: join(repository, ".config/tsconfig.base.json"),
    compilerOptions: { composite: false, declaration: false, noEmit: true, allowUnreachableCode: false },
    include: ["."],
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(options));
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
  const run = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  if (run.error !== undefined) throw run.error;
  return `${run.stdout}${run.stderr}`.replaceAll(`${folder}/`, "");
}
