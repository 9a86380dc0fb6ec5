/** examples/alarm-panel: a door in C, a siren in AssemblyScript and a panel in TypeScript through one night. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { temporaryFolder } from "../support/ocrekit.js";
import { buildApp, runApps } from "../support/run-app.js";

const root = exampleCopy("alarm-panel");
const apps = ["door-c", "siren-as", "panel-ts"].map((name) => join(root, name));

it("sounds from the burglar to the owner, and not for the owner", { timeout: 300_000 }, (context) => {
  for (const app of apps) buildApp(app, context);
  const night = ["--sim", join(root, "night.jsonl"), "--for", "40s"];
  const { status, logs, ended, denied, lines } = runApps(apps, join(temporaryFolder(), "lines.jsonl"), night);
  expect(logs).toEqual(
    [
      "disarmed -> leaving",
      "leaving -> armed",
      "armed -> entered",
      "entered -> alarm",
      "alarm -> disarmed",
      "disarmed -> leaving",
      "leaving -> armed",
      "armed -> entered",
      "entered -> disarmed",
    ].map((change) => `panel: info ${change}`),
  );
  // The contact has to be still for 20 ms before it counts.
  const sounded = ["0 0", "13020 1", "13520 0", "14020 1", "14520 0", "15020 1", "15200 0"];
  const changes = lines.flatMap((line) => (line.includes(" siren ") ? [line.replace(" siren", "")] : []));
  expect(changes.slice(0, sounded.length)).toEqual(sounded);
  expect(changes.slice(sounded.length).every((line) => line.endsWith(" 0"))).toBe(true);
  expect({ status, denied, ended: new Set(ended) }).toEqual({
    status: 0,
    denied: [],
    ended: new Set(["door: stopped", "siren: stopped", "panel: stopped"]),
  });
});
