/** examples/morse-python: what the line says is read back from the times of its changes. */
import { expect, it } from "vitest";
import { changesOnBoard } from "../support/component-board.js";
import { exampleCopy } from "../support/example.js";
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
  const changes = changesOnBoard(folder).map((line) => line.split(" "));
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
