/** examples/subscriber-as logs the readings that an app in another language publishes, and rejects what is none. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { temporaryFolder } from "../support/ocrekit.js";
import { buildApp, runApps } from "../support/run-app.js";

const subscriber = exampleCopy("subscriber-as");
const payloads = ['{"n":1,"celsius":21.5}', '{ "celsius" : -3, "note": "a \\"cold\\" {day", "n" : 2 }', "{}", "hot"];

const source = `const sdk = @import("sdk");
const bus = sdk.ocre.messaging.bus;

pub const panic = sdk.wit.panic;

pub const App = struct {
    pub fn onStart(_: sdk.ocre.app.lifecycle.StartReason) !void {
        try sdk.ocre.system.timers.start(1, 10, 0);
    }
    pub fn onTimer(_: u32, _: u32) void {
${payloads.map((text) => `        bus.publish("plant/temperature", ${JSON.stringify(text)}, null) catch {};`).join("\n")}
    }
};

comptime {
    sdk.exportApp(App);
}
`;

it("logs each reading with who sent it", { timeout: 300_000 }, (context) => {
  const publisher = join(temporaryFolder(), "plant");
  mkdirSync(join(publisher, "src"), { recursive: true });
  writeFileSync(join(publisher, "src/app.zig"), source);
  const allow = ["messaging.publish(plant/temperature)"];
  writeFileSync(join(publisher, "grants.json"), JSON.stringify({ for: "plant", allow }));
  const build = { lang: "zig", sources: ["src/app.zig"] };
  const manifest = { name: "plant", version: "0.1.0", world: "ocre:app/reactor", module: "build/app.wasm", build };
  writeFileSync(join(publisher, "ocre.json"), JSON.stringify({ ...manifest, requires: allow }));

  buildApp(publisher, context);
  buildApp(subscriber, context);
  const run = runApps([subscriber, publisher], join(publisher, "lines.jsonl"), ["--for", "2s"]);
  expect(run.logs).toEqual([
    "subscriber-as: info reading 1: 21.5 degrees from plant",
    "subscriber-as: info reading 2: -3.0 degrees from plant",
    "subscriber-as: warn no reading from plant: {}",
    "subscriber-as: warn no reading from plant: hot",
  ]);
  expect(run).toMatchObject({ status: 0, denied: [], stderr: "" });
});
