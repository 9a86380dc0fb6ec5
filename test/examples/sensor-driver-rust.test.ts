/** examples/sensor-driver-rust in a gust of wind; another container gets the readings, also those before it asked, and a description. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { temporaryFolder } from "../support/ocrekit.js";
import { buildApp, runApps } from "../support/run-app.js";

const app = exampleCopy("sensor-driver-rust");

/** Subscribes after 1.5 s, when there is a reading already, and asks what is measured. */
const listener = `#![no_std]
use sdk::ocre::app::lifecycle::{Lifecycle, StartReason};
use sdk::ocre::messaging::bus;
use sdk::ocre::messaging::message_handler::MessageHandler;
use sdk::ocre::messaging::types::{Disposition, Message};
use sdk::topics::{Payload, Topic};
use sdk::{Failed, info, timers, topics};
extern crate alloc;
use alloc::string::String;

static WIND: Topic<u32> = Topic::new("sensors/wind");
const ANSWER: u32 = 7;

struct App;
sdk::export_lifecycle!(App);
sdk::export_message_handler!(App);
sdk::export_timers!();

impl Lifecycle for App {
    fn on_start(_: StartReason) -> Result<(), Failed> {
        timers::after(1500, || {
            let heard = WIND.subscribe(|speed| info!("heard {speed}"));
            let asked = bus::send_request("sensors/wind/describe", b"", None, ANSWER, 1000, 200);
            info!("{} {}", heard.is_ok(), asked.is_ok());
        })?;
        Ok(())
    }
}

impl MessageHandler for App {
    fn on_message(token: u32, message: Message) -> Disposition {
        if token == ANSWER {
            let text = String::decode(&message.payload).unwrap_or_default();
            info!("{} {}: {}", message.sender, message.content_type.unwrap_or_default(), text);
        } else {
            topics::received(token, &message);
        }
        Disposition::Accept
    }
}
`;

function listenerIn(folder: string): string {
  const path = join(folder, "listener");
  mkdirSync(join(path, "src"), { recursive: true });
  writeFileSync(join(path, "src/lib.rs"), listener);
  const build = { lang: "rust", sources: ["src/lib.rs"] };
  const requires = ["messaging.subscribe(sensors/wind)", "messaging.request(sensors/wind/describe)"];
  const manifest = { name: "listener", version: "0.1.0", world: "ocre:app/mcu-reactor", module: "build/app.wasm" };
  writeFileSync(join(path, "ocre.json"), JSON.stringify({ ...manifest, build, requires }));
  writeFileSync(join(path, "grants.json"), JSON.stringify({ for: "listener", allow: requires }));
  return path;
}

it("counts pulses, keeps the last reading, and says what it measures", { timeout: 300_000 }, (context) => {
  const folder = temporaryFolder();
  const other = listenerIn(folder);
  buildApp(app, context);
  buildApp(other, context);
  const sim = ["--sim", join(app, "gust.jsonl"), "--for", "4500ms"];
  const { status, logs, denied } = runApps([app, other], join(folder, "lines.jsonl"), sim);
  const of = (name: string) =>
    logs.filter((l) => l.startsWith(`${name}: `)).map((l) => l.slice(`${name}: info `.length));
  expect(of("sensor-driver-rust")).toEqual(["134 cm/s", "670 cm/s", "67 cm/s", "0 cm/s"]);
  const description = '{"quantity":"speed","unit":"cm/s","period-ms":1000}';
  // The reading of the first second came before anybody listened.
  expect(of("listener").toSorted()).toEqual(
    [
      "true true",
      "heard 134",
      `sensor-driver-rust application/json: ${description}`,
      "heard 670",
      "heard 67",
      "heard 0",
    ].toSorted(),
  );
  expect({ status, denied }).toEqual({ status: 0, denied: [] });
});
