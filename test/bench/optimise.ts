/** Modules after `wasm-opt -Oz`, by the program of binaryen's npm package. */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../support/toolchain.js";
import { kept } from "./kept.js";

const program = join(repository, "node_modules/binaryen/bin/wasm-opt");
const { version } = JSON.parse(readFileSync(join(repository, "node_modules/binaryen/package.json"), "utf8"));

/** Without the proposals that small engines lack. */
const flags = [
  "-Oz",
  "--mvp-features",
  "--enable-bulk-memory",
  "--enable-bulk-memory-opt",
  "--enable-sign-ext",
  "--enable-mutable-globals",
  "--enable-nontrapping-float-to-int",
];

/** Path of the smaller module. The program is WebAssembly itself: half a minute for a module with an engine inside. */
export function optimised(module: Uint8Array): Promise<string> {
  return kept("optimised", "app.wasm", [String(version), flags.join(" "), module], async (folder) => {
    writeFileSync(join(folder, "in.wasm"), module);
    await run([program, ...flags, "in.wasm", "-o", "app.wasm"], folder);
  });
}

function run(args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "ignore", "pipe"], timeout: 900_000 });
    let stderr = "";
    child.stderr.on("data", (data) => {
      stderr += String(data);
    });
    child.on("error", reject);
    child.on("close", (status) =>
      status === 0 ? resolve() : reject(new Error(`wasm-opt ended with ${status}: ${stderr.slice(0, 2000)}`)),
    );
  });
}
