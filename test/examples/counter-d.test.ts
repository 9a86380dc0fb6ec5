/** examples/counter-d: its count outlives the app. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { temporaryFolder } from "../support/ocrekit.js";
import { buildApp, runApps } from "../support/run-app.js";

// examples/blinky-d is tested by blinky.test.ts, as in every language.
const folder = exampleCopy("counter-d");

it("counts presses without bounces, and goes on where it was", { timeout: 300_000 }, (context) => {
  buildApp(folder, context);
  const dir = temporaryFolder();
  const args = ["--sim", join(folder, "presses.jsonl"), "--for", "1s", "--dir", dir];
  const first = runApps([folder], join(dir, "lines.jsonl"), args);
  expect(first).toMatchObject({ status: 0, denied: [], logs: ["info press 1", "info press 2"] });
  const second = runApps([folder], join(dir, "lines.jsonl"), args);
  expect(second).toMatchObject({ status: 0, denied: [], logs: ["info press 3", "info press 4"] });
});

it("is not started without the right to keep its count", { timeout: 300_000 }, (context) => {
  buildApp(folder, context);
  const dir = temporaryFolder();
  const args = ["--sim", join(folder, "presses.jsonl"), "--for", "1s", "--dir", dir];
  const { status, logs, refused } = runApps([folder], join(dir, "lines.jsonl"), [
    ...args,
    "--deny",
    "kv.write(default, presses)",
  ]);
  expect({ status, logs, refused }).toEqual({ status: 11, logs: [], refused: ["policy/required-denied"] });
});
