/** examples/button-c on the simulated board: what bounces is one press, what is short is none, and a long press blinks. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { temporaryFolder } from "../support/ocrekit.js";
import { buildApp, runApps } from "../support/run-app.js";

const app = exampleCopy("button-c");

it("toggles at a press, and blinks after a long one", { timeout: 300_000 }, (context) => {
  buildApp(app, context);
  const sim = join(app, "presses.jsonl");
  const trace = join(temporaryFolder(), "lines.jsonl");
  const { status, logs, denied, lines } = runApps([app], trace, ["--sim", sim, "--for", "2200ms"]);
  expect({ status, logs, denied }).toEqual({
    status: 0,
    logs: ["info led0 on", "info led0 off", "info led0 blinks"],
    denied: [],
  });
  const led = lines.flatMap((line) => /^(\S+) led0 (\d)$/.exec(line)?.slice(1).map(Number) ?? []);
  // On at the end of the bouncing, off at the long press, which counts from its own 20 ms, then every 125 ms.
  expect(led.slice(0, 14)).toEqual([0, 0, 127, 1, 620, 0, 1745, 1, 1870, 0, 1995, 1, 2120, 0]);
});
