/** What an app that is a component does on the simulated board of `test/examples/component-board.mjs`, under jco. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { temporaryFolder } from "./ocrekit.js";

const board = fileURLToPath(new URL("../examples/component-board.mjs", import.meta.url));
// What a Python component needs of Node 20, and what keeps large modules from hanging at its exit.
const flags = ["--experimental-wasm-extended-const", "--no-wasm-tier-up"];

/** The lines that the board wrote: time, line and level of every change. */
export function changesOnBoard(folder: string): readonly string[] {
  const args = [...flags, board, join(folder, "build/app.wasm"), join(temporaryFolder(), "js")];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 240_000 });
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.trim().split("\n");
}
