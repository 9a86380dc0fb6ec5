/** The engine as programs are put into it: made once for each engine, and kept beside it. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { engineModules } from "../../toolchain/index.js";
import type { Prelinked } from "../../wasm/index.js";
import { prepareEngine } from "./engine-adapter.js";

/** Raised when the same engine is made ready otherwise. */
const revision = 1;

/** `place` is the folder of the engine's modules. */
export function preparedEngine(place: string): Prelinked {
  const kept = join(place, `prelinked-${revision}`);
  if (existsSync(kept)) return new Uint8Array(readFileSync(kept));
  const prepared = prepareEngine(new Uint8Array(readFileSync(join(place, engineModules.runtime))));
  keep(prepared, kept);
  return prepared;
}

/** Whole or not at all. Where nothing can be written, it is made anew each time. */
function keep(prepared: Prelinked, path: string): void {
  const beside = `${path}.${process.pid}`;
  try {
    writeFileSync(beside, prepared);
    renameSync(beside, path);
  } catch {
    rmSync(beside, { force: true });
  }
}
