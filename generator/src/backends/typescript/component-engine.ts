/** The engine of components, with a clock that stands still: what waits for it goes on when nothing else can. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder, type Env } from "../../toolchain/index.js";
import { linkModules, ModuleWriter, op, readModule } from "../../wasm/index.js";

/** Raised when another engine comes out of the same one. */
const revision = 1;

/** Path of the engine, made once. */
export function componentEngine(folder: string, env: Env): string {
  const bytes = new Uint8Array(readFileSync(join(folder, "lib/starlingmonkey_embedding.wasm")));
  const key = createHash("sha256").update(String(revision)).update(bytes).digest("hex").slice(0, 16);
  const path = join(cacheFolder(env), "component-engines", `${key}.wasm`);
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  // Two builds at once both write it whole.
  const own = `${path}.${process.pid}`;
  writeFileSync(own, withoutClock(bytes));
  renameSync(own, path);
  return path;
}

/** What was to be waited for is there at once. A component imports no clock of WASI. */
export function withoutClock(engine: Uint8Array): Uint8Array {
  const poll = nameOf(engine, "wasi:io/poll@");
  const clock = nameOf(engine, "wasi:clocks/monotonic-clock@");
  const linked = linkModules([
    { name: "engine", bytes: engine },
    { name: poll, bytes: readyAtOnce() },
    { name: clock, bytes: stoppedClock() },
  ]);
  if (!linked.ok) throw new Error(`the engine of components and its clock do not fit: ${linked.reason}`);
  return linked.bytes;
}

function nameOf(engine: Uint8Array, start: string): string {
  const found = readModule(engine).imports.find(({ module }) => module.startsWith(start));
  if (found === undefined) throw new Error(`the engine of components imports no '${start}'`);
  return found.module;
}

const pollable = 1;

function stoppedClock(): Uint8Array {
  const module = new ModuleWriter();
  module.addFunction({ params: [], results: ["i64"], code: op.i64(0n), exportAs: "now" });
  for (const exportAs of ["subscribe-instant", "subscribe-duration"])
    module.addFunction({ params: ["i64"], results: ["i32"], code: op.i32(pollable), exportAs });
  return module.finish();
}

/** Of those that are asked for, the first is ready: the oldest timer. */
function readyAtOnce(): Uint8Array {
  const module = new ModuleWriter();
  const allocate = module.importFunction("engine", "cabi_realloc", {
    params: ["i32", "i32", "i32", "i32"],
    results: ["i32"],
  });
  module.importMemory("engine", "memory", 1);
  for (const exportAs of ["[resource-drop]pollable", "[method]pollable.block"])
    module.addFunction({ params: ["i32"], results: [], code: [], exportAs });
  const [result, list] = [2, 3];
  module.addFunction({
    params: ["i32", "i32", "i32"],
    results: [],
    locals: ["i32"],
    exportAs: "poll",
    code: [
      [op.i32(0), op.i32(0), op.i32(4), op.i32(4), op.call(allocate), op.set(list)],
      [op.get(list), op.i32(0), op.store32(0)],
      [op.get(result), op.get(list), op.store32(0)],
      [op.get(result), op.i32(1), op.store32(4)],
    ],
  });
  return module.finish();
}
