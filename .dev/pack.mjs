/** Before and after `npm pack`: the package carries the WIT packages and the templates, which the repository keeps at its top. */
import { cpSync, rmSync } from "node:fs";
import { inRepository } from "./process.mjs";

const carried = ["wit", "sdk-templates", "LICENSE"];
const notCarried = /[\\/](build|node_modules|target|zig-cache|test)$/;

for (const name of carried) {
  const copy = inRepository(`generator/${name}`);
  rmSync(copy, { recursive: true, force: true });
  if (process.argv[2] === "before")
    cpSync(inRepository(name), copy, { recursive: true, filter: (path) => !notCarried.test(path) });
}
