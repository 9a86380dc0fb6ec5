#!/usr/bin/env node
/** Gets or builds the compilers that come with the tests; side by side, because each waits for the network or for one core. */
import { spawn } from "node:child_process";
import { environment, ocrekit, repository } from "./process.mjs";

// A missing compiler is not fatal here: the tests that need it say so, as a failure in CI and as a skip elsewhere.
await Promise.all([
  run(["doctor", "--install", "rust", "--quiet"]),
  run(["doctor", "--install", "zig", "--quiet"]).then(() => run(["setup", "js", "--quiet"])),
]);

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [ocrekit, ...args], { cwd: repository, stdio: "inherit", env: environment });
    child.on("close", resolve);
    child.on("error", (error) => {
      console.error(error.message);
      resolve(1);
    });
  });
}
