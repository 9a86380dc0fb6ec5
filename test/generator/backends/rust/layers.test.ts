/** What the Rust SDK has beside the bindings: timers, topics, log lines, panics, the loop of a command, readers, writers, pins. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { ocrekit, temporaryFolder } from "../../../support/ocrekit.js";
import { type AppRun, buildApp, runApps } from "../../../support/run-app.js";
import { repository, requireTool } from "../../../support/toolchain.js";

interface App {
  readonly world: "command" | "reactor";
  readonly source: string;
  readonly requires?: readonly string[];
  readonly options?: Readonly<Record<string, string | boolean>>;
  readonly grants?: object;
  /** Of a Cargo package. */
  readonly manifest?: string;
}

type Context = Parameters<typeof buildApp>[1];

function run(app: App, context: Context, args: readonly string[] = []): AppRun & { readonly folder: string } {
  const folder = join(temporaryFolder(), "app");
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "src/lib.rs"), app.source);
  if (app.manifest !== undefined) writeFileSync(join(folder, "Cargo.toml"), app.manifest);
  const sources = app.manifest === undefined ? ["src/lib.rs"] : ["Cargo.toml", "src/lib.rs"];
  const requires = app.requires ?? [];
  const build = { lang: "rust", sources, ...(app.options === undefined ? {} : { options: app.options }) };
  const world = `ocre:app/${app.world}`;
  const manifest = { name: "app", version: "0.1.0", world, module: "build/app.wasm", build, requires };
  writeFileSync(join(folder, "ocre.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "grants.json"), JSON.stringify({ for: "app", allow: requires, ...app.grants }));
  buildApp(folder, context);
  return { ...runApps([folder], join(folder, "lines.jsonl"), args), folder };
}

const reactor = (uses: string, start: string): string => `#![no_std]
extern crate alloc;
use sdk::ocre::app::lifecycle::{Lifecycle, StartReason};
use sdk::Failed;
${uses}
struct App;
sdk::export_lifecycle!(App);
sdk::export_timers!();
sdk::export_topics!();

impl Lifecycle for App {
    fn on_start(_: StartReason) -> Result<(), Failed> {
        ${start}
        Ok(())
    }
}
`;

const command = (uses: string, body: string, head = "#![no_std]\nextern crate alloc;"): string => `${head}
use sdk::ocre::app::run::Run;
use sdk::Failed;
${uses}
struct App;
sdk::export_run!(App);

impl Run for App {
    fn run() -> core::result::Result<(), Failed> {
        ${body}
        Ok(())
    }
}
`;

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
    'Some((NotFound, "not found"))',
  ]);
});

it("lines are pins of embedded-hal, files readers and writers of embedded-io", { timeout: 300_000 }, (context) => {
  process.env["CARGO_HOME"] = requireTool("rust-crates", context).command;
  process.env["CARGO_NET_OFFLINE"] = "true";
  const source = command(
    `use embedded_hal::delay::DelayNs;
use embedded_hal::digital::{InputPin, StatefulOutputPin};
use embedded_io::{Read, Seek, SeekFrom, Write};
use sdk::ocre::gpio::lines::{Input, InputOptions, Output, OutputOptions};
use sdk::ocre::storage::files::{File, OpenFlags};
use sdk::{Delay, info};

fn pulse<P: StatefulOutputPin>(pin: &mut P, delay: &mut impl DelayNs) -> Result<bool, P::Error> {
    pin.set_high()?;
    delay.delay_ms(50);
    pin.toggle()?;
    delay.delay_us(25_000);
    pin.is_set_low()
}

fn again<F: Read + Write + Seek>(file: &mut F) -> Result<[u8; 4], F::Error> {
    file.write_all(b"embedded")?;
    file.seek(SeekFrom::Start(2))?;
    let mut four = [0; 4];
    let _ = file.read_exact(&mut four);
    Ok(four)
}
`,
    `let mut led = Output::open("led0", OutputOptions::default())?;
        info!("{}", pulse(&mut led, &mut Delay)?);
        let mut button = Input::open("button", InputOptions::default())?;
        info!("{} {}", button.is_high()?, button.is_low()?);
        let flags = OpenFlags::READ | OpenFlags::WRITE | OpenFlags::CREATE;
        let four = again(&mut File::open("/data/x", flags)?)?;
        info!("{}", core::str::from_utf8(&four)?);`,
  );
  const manifest = `[package]
name = "pins"
version = "0.1.0"
edition = "2024"

[dependencies]
sdk = { path = "build/sdk", features = ["embedded-hal", "embedded-io"] }
embedded-hal = "1.0"
embedded-io = "0.7"
`;
  const lines = { led0: { chip: "gpiochip0", line: 4, safe: "inactive" }, button: { chip: "gpiochip0", line: 17 } };
  const requires = ["gpio.write(led0)", "gpio.read(button)", "storage.read(/data/**)", "storage.write(/data/**)"];
  const app: App = { world: "command", source, manifest, requires, grants: { gpio: lines } };
  const { logs, lines: changes } = run(app, context, ["--dir", join(temporaryFolder(), "state")]);
  expect(logs).toEqual(["info true", "info false true", "info bedd"]);
  expect(changes.filter((line) => line.includes("led0"))).toEqual(["0 led0 0", "0 led0 1", "50 led0 0"]);
});

it("the package is one that cargo would publish", { timeout: 300_000 }, (context) => {
  const { command: rustc } = requireTool("rust", context);
  const home = requireTool("rust-crates", context).command;
  const folder = join(temporaryFolder(), "sdk");
  const wit = join(repository, "wit");
  const made = ocrekit(["generate", "rust", wit, "--world", "command", "--crate", "ocre-command", "--out-dir", folder]);
  expect({ status: made.status, stderr: made.stderr }).toEqual({ status: 0, stderr: "" });
  const cargo = (...args: readonly string[]) =>
    spawnSync(join(dirname(rustc), "cargo"), [...args, "--offline"], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, RUSTC: rustc, RUSTDOC: join(dirname(rustc), "rustdoc"), CARGO_HOME: home },
    });
  const warnings = (text: string) => text.split("\n").filter((line) => line.startsWith("warning"));
  const done = cargo("package", "--allow-dirty");
  expect(done.status).toBe(0);
  // Where its documentation is only its publisher knows.
  expect(warnings(done.stderr)).toEqual(["warning: manifest has no documentation, homepage or repository"]);
  expect(done.stderr).toContain("Verifying ocre-command v0.1.0");
  const documented = cargo("doc", "--no-deps", "--features=embedded-hal,embedded-io");
  expect({ status: documented.status, warnings: warnings(documented.stderr) }).toEqual({ status: 0, warnings: [] });
  expect(readFileSync(join(folder, "target/doc/sdk/requests/fn.request.html"), "utf8")).toContain("timeout_ms");
});
