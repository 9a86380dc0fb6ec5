/** What the Rust SDK has beside the bindings: timers, topics, log lines, panics, the loop of a command, readers and writers. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../support/ocrekit.js";
import { type App, command, reactor, run } from "./written-app.js";

it("timers call closures once, again and again, and not after they are cancelled", { timeout: 300_000 }, (context) => {
  const source = reactor(
    "use sdk::{info, timers};",
    `timers::after(250, || info!("once"))?;
        let never = timers::after(350, || info!("never"))?;
        let mut ticks = 0;
        timers::every(100, move |timer| {
            ticks += 1;
            info!("tick {ticks}");
            if ticks == 2 {
                never.cancel();
            }
            if ticks == 4 {
                timer.cancel();
                // A timer of a timer.
                let _ = timers::after(10, || info!("last"));
            }
        })?;`,
  );
  const { logs, ended } = run({ world: "reactor", source }, context, ["--for", "5s"]);
  expect(logs).toEqual(["tick 1", "tick 2", "once", "tick 3", "tick 4", "last"].map((line) => `info ${line}`));
  expect(ended).toEqual(["stopped"]);
});

it("topics carry values, and pass over what is none", { timeout: 300_000 }, (context) => {
  const source = reactor(
    `use alloc::string::{String, ToString};
use alloc::vec::Vec;
use sdk::topics::{Subscription, Topic, subscribe};
use sdk::{Local, info};

static SMALL: Topic<i8> = Topic::new("n/small");
static LARGE: Topic<u64> = Topic::new("n/large");
static LOW: Topic<i64> = Topic::new("n/low");
static REAL: Topic<f64> = Topic::new("n/real");
static TRUTH: Topic<bool> = Topic::new("n/truth");
static TEXT: Topic<String> = Topic::new("text");
static BYTES: Topic<Vec<u8>> = Topic::new("text");
static ENDS: Local<Option<Subscription>> = Local::new(None);
`,
    `SMALL.subscribe(|n| info!("small {n}"))?;
        LARGE.subscribe(|n| info!("large {n}"))?;
        LOW.subscribe(|n| info!("low {n}"))?;
        REAL.subscribe(|n| info!("real {n}"))?;
        TRUTH.subscribe(|n| info!("truth {n}"))?;
        let once = TEXT.subscribe(|text| {
            info!("text {text}");
            ENDS.take().map(Subscription::end);
        })?;
        ENDS.set(Some(once));
        subscribe("#", |message| info!("{} has {} bytes", message.topic, message.payload.len()))?;
        SMALL.publish(&-128)?;
        LARGE.publish(&u64::MAX)?;
        LOW.publish(&i64::MIN)?;
        REAL.publish(&-0.5)?;
        TRUTH.publish(&true)?;
        BYTES.publish(&alloc::vec![0xff, 0xfe])?;
        TEXT.publish(&"straße".to_string())?;
        TEXT.publish(&"unheard".to_string())?;
        for wrong in ["300", "", "1.5", "-", "12x"] {
            Topic::<String>::new("n/small").publish(&wrong.into())?;
        }
        Topic::<String>::new("n/small").publish(&" +7 ".into())?;`,
  );
  const requires = ["messaging.publish(#)", "messaging.subscribe(#)"];
  const { logs } = run({ world: "reactor", source, requires }, context, ["--for", "5s"]);
  const said = logs.map((line) => line.slice("info ".length)).filter((line) => !line.includes(" has "));
  expect(said.toSorted()).toEqual(
    [
      "small -128",
      "small 7",
      "large 18446744073709551615",
      "low -9223372036854775808",
      "real -0.5",
      "truth true",
      "text straße",
    ].toSorted(),
  );
  // Up to 8 messages wait for a subscription; the oldest go.
  expect(logs.filter((line) => line.includes(" has "))).toHaveLength(8);
});

it("log lines have their level, and are cut between two characters", { timeout: 300_000 }, (context) => {
  const source = command(
    "use alloc::string::String;\nuse sdk::{critical, debug, error, info, trace, warn};",
    `trace!("t");
        debug!("d {}", 1);
        info!("i {:>4}|{:#x}", 7, 255);
        warn!("w");
        error!("e {:?}", Some(1));
        critical!("{}{}", "c".repeat(255), String::from("é!"));`,
  );
  const { logs } = run({ world: "command", source }, context, ["--log-level", "trace"]);
  expect(logs).toEqual([
    "trace t",
    "debug d 1",
    "info i    7|0xff",
    "warn w",
    "error e Some(1)",
    `critical ${"c".repeat(255)}`,
  ]);
});

it("a panic is a line with its place, and with the option also what was formatted into it", {
  timeout: 300_000,
}, (context) => {
  const panics = (body: string, options?: App["options"]) =>
    run({ world: "command", source: command("", body), ...(options === undefined ? {} : { options }) }, context);
  const body = 'let n: Result<u8, _> = "x".parse::<u8>(); n.unwrap();';
  expect(panics(body).logs).toEqual(["error panicked at src/lib.rs:11"]);
  expect(panics(body, { panic: "message" }).logs.join()).toMatch(
    /^error panicked at src\/lib\.rs:11:\d+:.*called `Result::unwrap\(\)` on an `Err` value: ParseIntError/s,
  );
});

it("a command runs what a reactor's handlers would", { timeout: 300_000 }, (context) => {
  const source = command(
    `use sdk::events::{self, Handlers};
use sdk::ocre::gpio::lines::{Edges, Input, InputOptions};
use sdk::ocre::messaging::bus::{SubscribeOptions, Subscription};
use sdk::ocre::system::timers::start;
use sdk::topics::Topic;
use sdk::{info, timers};

static COUNT: Topic<u32> = Topic::new("count");

struct Loop {
    subscription: Subscription,
}

impl Handlers for Loop {
    fn on_timer(&mut self, token: u32, lost: u32) {
        info!("timer {token} {lost}");
    }

    fn on_line(&mut self, token: u32, data: u32, _lost: u32, time: u64) {
        info!("line {token} {data} at {} ms", time / 1_000_000);
        if data == 0 {
            events::end();
        }
    }

    fn on_message(&mut self, token: u32, count: u32, _lost: u32) {
        let text = self.subscription.receive(0).map(|message| message.payload.len());
        info!("message {token} {count} {text:?}");
    }
}
`,
    `start(5, 30, 0)?;
        let button = Input::open("button", InputOptions::default())?;
        button.watch(Edges::RISING | Edges::FALLING, 9)?;
        COUNT.subscribe(|n| info!("heard {n}"))?;
        let options = SubscribeOptions { queue: 4, max_payload: 9, ..SubscribeOptions::default() };
        let subscription = Subscription::open("count", &options, 3)?;
        let mut n = 0;
        timers::every(100, move |timer| {
            n += 1;
            let _ = COUNT.publish(&n);
            if n == 2 {
                timer.cancel();
            }
        })?;
        events::run(&mut Loop { subscription });
        info!("end");`,
  );
  const sim = join(temporaryFolder(), "sim.jsonl");
  const steps = [
    { at: "250ms", line: "button", level: "high" },
    { at: "400ms", line: "button", level: "low" },
  ];
  writeFileSync(sim, steps.map((step) => JSON.stringify(step)).join("\n"));
  const requires = ["gpio.read(button)", "messaging.publish(count)", "messaging.subscribe(count)"];
  const grants = { gpio: { button: { chip: "gpiochip0", line: 17 } } };
  const { logs, ended } = run({ world: "command", source, requires, grants }, context, ["--sim", sim, "--for", "5s"]);
  expect(logs.map((line) => line.slice("info ".length)).toSorted()).toEqual(
    [
      "timer 5 0",
      "heard 1",
      "message 3 1 Ok(1)",
      "heard 2",
      "message 3 1 Ok(1)",
      "line 9 1 at 250 ms",
      "line 9 0 at 400 ms",
      "end",
    ].toSorted(),
  );
  expect(ended).toEqual(["exited 0"]);
});

it("files are readers and writers of the standard library", { timeout: 300_000 }, (context) => {
  const source = command(
    `use sdk::info;
use sdk::ocre::storage::files::{File, OpenFlags};
use std::io::{BufRead, BufReader, Error, Read, Seek, SeekFrom, Write};

fn work() -> Result<(), Error> {
    let flags = OpenFlags::READ | OpenFlags::WRITE | OpenFlags::CREATE;
    let mut file = File::open("/data/log", flags)?;
    for i in 0..3 {
        writeln!(file, "line {i}")?;
    }
    file.rewind()?;
    let lines: Vec<String> = BufReader::new(&mut file).lines().collect::<Result<_, _>>()?;
    info!("{}", lines.join("|"));
    info!("{}", Seek::seek(&mut file, SeekFrom::End(-2))?);
    let mut rest = String::new();
    file.read_to_string(&mut rest)?;
    info!("{rest:?}");
    // More than one call may pass.
    file.write_all(&[b'x'; 70_000])?;
    file.rewind()?;
    let mut all = Vec::new();
    info!("{}", file.read_to_end(&mut all)?);
    let missing = File::open("/data/none", OpenFlags::READ).map_err(Error::from);
    info!("{:?}", missing.map_err(|e| (e.kind(), e.to_string())).err());
    Ok(())
}
`,
    "work()?;",
    "",
  );
  const requires = ["storage.read(/data/**)", "storage.write(/data/**)"];
  const app: App = { world: "command", source, requires, options: { std: true } };
  const { logs } = run(app, context, ["--dir", join(temporaryFolder(), "state")]);
  expect(logs.map((line) => line.slice("info ".length))).toEqual([
    "line 0|line 1|line 2",
    "19",
    '"2\\n"',
    "70021",
    'Some((NotFound, "not found"))',
  ]);
});
