/** What an app that is a component does on the simulated board of `test/examples/component-board.mjs`, under jco. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { temporaryFolder } from "./ocrekit.js";

const board = fileURLToPath(new URL("../examples/component-board.mjs", import.meta.url));
// What a Python component needs of Node 20, and what keeps large modules from hanging at its exit.
const flags = ["--experimental-wasm-extended-const", "--no-wasm-tier-up"];

export interface Board {
  /** Least level of the log that the host keeps. */
  readonly threshold?: string;
  /** Levels that lines get from outside: ms, line, level. */
  readonly presses?: readonly (readonly [number, string, number])[];
}

/** The lines that the board wrote: changes (`100 led0 1`), the log (`info hello`), and the end: `stopped`, `exited 0`, `failed` or `trap`. */
export function onBoard(folder: string, scenario: Board = {}): readonly string[] {
  const scratch = join(temporaryFolder(), "js");
  const args = [...flags, board, join(folder, "build/app.wasm"), scratch, JSON.stringify(scenario)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 240_000 });
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.trim().split("\n");
}

/** Only the changes of lines, of an app that ends well. */
export function changesOnBoard(folder: string): readonly string[] {
  const all = onBoard(folder);
  expect(all.at(-1)).toBe("stopped");
  return all.slice(0, -1);
}
