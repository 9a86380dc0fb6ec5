/** examples/morse-python: what the line says is read back from the times of its changes. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { temporaryFolder } from "../support/ocrekit.js";
import { buildApp } from "../support/run-app.js";
import { requireTool } from "../support/toolchain.js";

const folder = exampleCopy("morse-python");
/** The International code, apart from the table of the app. */
const letters = new Map([
  ["---", "o"],
  ["-.-.", "c"],
  [".-.", "r"],
  [".", "e"],
  ["...", "s"],
]);

it("says its text under jco", { timeout: 300_000 }, (context) => {
  requireTool("componentize-py", context);
  buildApp(folder, context);
  const board = fileURLToPath(new URL("component-board.mjs", import.meta.url));
  // What a Python component needs of Node 20, and what keeps large modules from hanging at its exit.
  const flags = ["--experimental-wasm-extended-const", "--no-wasm-tier-up"];
  const args = [...flags, board, join(folder, "build/app.wasm"), join(temporaryFolder(), "js")];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 240_000 });
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  const changes = stdout
    .trim()
    .split("\n")
    .map((line) => line.split(" "));
  expect(changes.map(([, line, level]) => `${line} ${level}`)).toEqual(changes.map((_, i) => `led0 ${i % 2}`));
  const times = changes.map(([time]) => Number(time));
  expect(times.slice(0, 2)).toEqual([0, 100]);
  let code = "";
  for (let i = 1; i + 1 < times.length; i += 2) {
    const [on, off = 0, next] = [times[i] ?? 0, times[i + 1], times[i + 2]];
    code += off - on === 300 ? "-" : off - on === 100 ? "." : "?";
    if (next === undefined || next - off === 300) code += " ";
    else expect(next - off).toBe(100);
  }
  const said = code.trim().split(" ");
  expect(said.map((signs) => letters.get(signs) ?? signs).join("")).toBe("ocre");
});
