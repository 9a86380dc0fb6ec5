/** examples/beacon-c publishes what examples/listener-as hears: the two apps of the demo. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { temporaryFolder } from "../support/ocrekit.js";
import { buildApp, runApps } from "../support/run-app.js";

const [beacon, listener] = ["beacon-c", "listener-as"].map(exampleCopy);

it("every change of the line reaches the listener", { timeout: 120_000 }, (context) => {
  if (beacon === undefined || listener === undefined) throw new Error("unreachable");
  buildApp(beacon, context);
  buildApp(listener, context);
  const run = runApps([listener, beacon], join(temporaryFolder(), "lines.jsonl"), ["--for", "3s"]);
  const heard = Array.from(
    { length: 20 },
    (_, i) => `listener-as: info demo/blink: ${i % 2 === 0 ? "on" : "off"} (from beacon-c)`,
  );
  expect(run.logs).toEqual([...heard, "listener-as: info demo/blink: done (from beacon-c)"]);
  expect(run).toMatchObject({ status: 0, denied: [], stderr: "" });
  expect(run.ended).toContain("beacon-c: exited 0");
});
