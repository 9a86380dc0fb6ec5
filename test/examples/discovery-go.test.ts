/** examples/discovery-go: one app finds the other, and is told no where it was not granted. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { temporaryFolder } from "../support/ocrekit.js";
import { buildApp, runApps } from "../support/run-app.js";

const folder = exampleCopy("discovery-go");
const [provider, finder] = [join(folder, "provider"), join(folder, "finder")];
const run = (apps: readonly string[]) => runApps(apps, join(temporaryFolder(), "lines.jsonl"), ["--for", "4s"]);

it("finds the service of another container, and knows a denial as fs.ErrPermission", {
  timeout: 300_000,
}, (context) => {
  for (const app of [provider, finder]) buildApp(app, context);
  const { status, logs, denied, ended } = run([provider, finder]);
  expect(logs).toEqual([
    "finder-go: info _demo._tcp: boiler at 5020",
    "finder-go: info   unit=1",
    "finder-go: info   room=cellar",
    "finder-go: info _secret._tcp: not permitted",
  ]);
  expect({ status, denied }).toEqual({ status: 0, denied: ["finder-go: net.find(_secret._tcp)"] });
  expect(ended).toEqual(["finder-go: exited 0", "provider-go: stopped"]);
});

it("finds nothing where nobody offers", { timeout: 300_000 }, (context) => {
  buildApp(finder, context);
  const { status, logs } = run([finder]);
  expect({ status, logs }).toEqual({ status: 0, logs: ["info _secret._tcp: not permitted"] });
});
