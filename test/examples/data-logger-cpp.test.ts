/** examples/data-logger-cpp through an outage and a restart; what it publishes is heard by another container. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { temporaryFolder } from "../support/ocrekit.js";
import { buildApp, runApps } from "../support/run-app.js";

const app = exampleCopy("data-logger-cpp");

/** Logs each reading as it comes. */
const collector = `#include "mcu_reactor.h"
static void heard(void *context, const ocre_messaging_message_t *message) {
  (void)context;
  OCRE_LOG_INFO("%.*s", WIT_PRINT(ocre_text_of(message)));
}
bool ocre_app_lifecycle_on_start(ocre_app_lifecycle_start_reason_t reason) {
  (void)reason;
  ocre_messaging_bus_subscribe_options_t options = {.queue = 64, .max_payload = 64};
  return ocre_subscribe_with("readings", &options, heard, NULL) != 0;
}
OCRE_APP_LIFECYCLE_EXPORT();
OCRE_MESSAGING_MESSAGE_HANDLER_EXPORT();
`;

function collectorIn(folder: string): string {
  const path = join(folder, "collector");
  mkdirSync(join(path, "src"), { recursive: true });
  writeFileSync(join(path, "src/app.c"), collector);
  const build = { lang: "c", sources: ["src/app.c"] };
  const requires = ["messaging.subscribe(readings)"];
  const manifest = { name: "collector", version: "0.1.0", world: "ocre:app/mcu-reactor", module: "build/app.wasm" };
  writeFileSync(join(path, "ocre.json"), JSON.stringify({ ...manifest, build, requires }));
  writeFileSync(join(path, "grants.json"), JSON.stringify({ for: "collector", allow: requires }));
  return path;
}

it("publishes, stores while the uplink is down, and sends what is stored, also after a restart", {
  timeout: 300_000,
}, (context) => {
  const folder = temporaryFolder();
  const heard = collectorIn(folder);
  buildApp(heard, context);
  buildApp(app, context);
  const run = (steps: readonly object[], time: string) => {
    const sim = join(folder, "sim.jsonl");
    const room = { sensor: "room", channels: [{ quantity: "temperature", value: 20.5 }] };
    writeFileSync(sim, [room, ...steps].map((step) => JSON.stringify(step)).join("\n"));
    const state = ["--dir", join(folder, "state")];
    // The collector first, so that it hears everything.
    const { logs, status } = runApps([heard, app], join(folder, "t.jsonl"), ["--sim", sim, "--for", time, ...state]);
    expect(status).toBe(0);
    const of = (name: string) =>
      logs.filter((l) => l.startsWith(`${name}: `)).map((l) => l.slice(`${name}: info `.length));
    return { readings: of("collector"), said: of("data-logger-cpp") };
  };
  const uplink = (at: string, payload: string) => ({ at, publish: "uplink", payload, retain: true });
  const file = join(folder, "state/containers/data-logger-cpp/volumes/data/pending");

  const outage = [
    uplink("0ms", "up"),
    uplink("2500ms", "down"),
    { at: "3500ms", sensor: "room", value: -1.25 },
    uplink("5500ms", "up"),
  ];
  expect(run(outage, "6500ms")).toEqual({
    readings: ["1 20.50", "2 20.50", "3 20.50", "4 -1.25", "5 -1.25", "6 -1.25"],
    said: ["the uplink is up", "the uplink is down", "the uplink is up", "sent 3 stored readings"],
  });
  expect(existsSync(file)).toBe(false);

  // No uplink at all, for longer than one piece of the file is; then the power goes, in the middle of a line.
  expect(run([], "40500ms")).toEqual({ readings: [], said: [] });
  expect(readFileSync(file, "utf8").split("\n").slice(0, 2)).toEqual(["7 20.50", "8 20.50"]);
  writeFileSync(file, `${readFileSync(file, "utf8")}47 2`);

  const { readings, said } = run([uplink("500ms", "up")], "1500ms");
  expect(said).toEqual(["the uplink is up", "sent 40 stored readings"]);
  expect(readings).toEqual(Array.from({ length: 41 }, (_, i) => `${i + 7} 20.50`));
  expect(existsSync(file)).toBe(false);
});
