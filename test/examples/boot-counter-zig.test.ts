/** examples/boot-counter-zig counts its starts, across runs that share a store and in no others. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { temporaryFolder } from "../support/ocrekit.js";
import { buildApp, runApps } from "../support/run-app.js";

const app = exampleCopy("boot-counter-zig");

it("counts every start, and a new store from the beginning", { timeout: 300_000 }, (context) => {
  buildApp(app, context);
  const folder = temporaryFolder();
  const start = (store: string, ...args: readonly string[]) =>
    runApps([app], join(folder, "lines.jsonl"), ["--dir", join(folder, store), ...args]);
  const logs = ["a", "a", "b", "a"].map((store) => start(store).logs.join());
  expect(logs).toEqual(["info first start", "info start 2", "info first start", "info start 3"]);

  // Before it starts, it is told what it lacks.
  const refused = start("a", "--deny", "kv.write(default, boots)");
  expect({ status: refused.status, logs: refused.logs }).toEqual({ status: 11, logs: [] });
  expect(start("a").logs).toEqual(["info start 4"]);
});
