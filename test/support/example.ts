/** An example in a folder of the test file's own: two files may build the same one at the same moment. */
import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { keptFolder } from "./ocrekit.js";
import { repository } from "./toolchain.js";

/** Where the copy is; without what was built in the repository, and with its packages. */
export function exampleCopy(name: string): string {
  const folder = keptFolder();
  const copy = join(folder, name);
  const made = /[\\/](build|node_modules|__pycache__)$/;
  cpSync(join(repository, "examples", name), copy, { recursive: true, filter: (path) => !made.test(path) });
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "dir");
  return copy;
}
