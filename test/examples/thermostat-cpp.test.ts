/** examples/thermostat-cpp through its evening: hysteresis, a new target, a broken sensor, a target that is no number. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { temporaryFolder } from "../support/ocrekit.js";
import { buildApp, runApps } from "../support/run-app.js";

const app = exampleCopy("thermostat-cpp");

it("heats when it is too cold, not when it cannot know, and obeys the operator", { timeout: 300_000 }, (context) => {
  buildApp(app, context);
  const trace = join(temporaryFolder(), "lines.jsonl");
  const { status, logs, lines } = runApps([app], trace, ["--sim", join(app, "evening.jsonl"), "--for", "15s"]);
  expect(logs).toEqual([
    "info target 21.0, hysteresis 0.5",
    "info 19.0: heats",
    "info 21.6: warm enough",
    "info target 23.5, hysteresis 0.5",
    "info 20.8: heats",
    "warn no measurement: the heater is off",
    "info 12.0: heats",
  ]);
  // 20.8 degrees are within the hysteresis: it goes on heating at 3 s, and does not begin to at 6 s.
  const changes = lines.filter((line) => line.includes(" heater "));
  expect(changes.slice(0, 6)).toEqual([
    "0 heater 0",
    "1000 heater 1",
    "4000 heater 0",
    "8000 heater 1",
    "12000 heater 0",
    "14000 heater 1",
  ]);
  expect(status).toBe(0);
});

it("keeps its target when the new one is no number", { timeout: 300_000 }, (context) => {
  buildApp(app, context);
  const folder = temporaryFolder();
  const sim = join(folder, "sim.jsonl");
  const room = { sensor: "room", channels: [{ quantity: "temperature", value: 30 }] };
  const wrong = { at: "100ms", app: "thermostat-cpp", config: "target", value: "warm" };
  writeFileSync(sim, [room, wrong].map((step) => JSON.stringify(step)).join("\n"));
  const { logs } = runApps([app], join(folder, "lines.jsonl"), ["--sim", sim, "--for", "2s"]);
  const kept = "info target 21.0, hysteresis 0.5";
  expect(logs).toEqual([kept, "warn target is no number: warm", kept]);
});
