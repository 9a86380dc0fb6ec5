/** The features of the Rust SDK that are for crates of others: log, embedded-hal, embedded-io. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { ocrekitScript, temporaryFolder } from "../../../support/ocrekit.js";
import { patience } from "../../../support/run-app.js";
import { cache } from "../../../support/toolchain.js";
import { type App, built, command, run } from "./written-app.js";

it("lines of the crate log have their level and target, and cost nothing where nobody keeps them", {
  timeout: 300_000,
}, (context) => {
  const source = command(
    `use alloc::format;
use core::fmt;

mod pump {
    pub fn start() {
        log::debug!("pressure {}", 2.5);
    }
}

/// Tells that it was formatted.
struct Told;

impl fmt::Display for Told {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        sdk::critical!("formatted");
        out.write_str("told")
    }
}
`,
    `log::error!("nobody hears this");
        sdk::logger::init()?;
        log::trace!("t");
        pump::start();
        log::info!(target: "valve/1", "i {:>3}", 7);
        log::warn!("w {Told}");
        log::error!("{}{}", "e".repeat(255), format!("{}!", 'é'));
        // Without the macro nobody has asked whether it is worth it.
        log::logger().log(&log::Record::builder().args(format_args!("unasked {Told}")).level(log::Level::Debug).target("lib").build());
        sdk::critical!("{:?} {:?}", log::max_level(), sdk::logger::init());`,
  );
  const folder = built({ world: "command", source, crates: ["log"] }, context);
  const lines = [
    ["trace t", "app"],
    ["debug pressure 2.5", "app::pump"],
    ["info i   7", "valve/1"],
    ["critical formatted", ""],
    ["warn w told", "app"],
    [`error ${"e".repeat(255)}`, "app"],
    ["critical formatted", ""],
    ["debug unasked told", "lib"],
  ] as const;

  const heard = (level: string) => {
    const { logs, targets, ended } = run(folder, context, ["--log-level", level]);
    return { lines: logs.map((line, i) => [line, targets[i]]), ended };
  };
  const ended = ["exited 0"];
  const last = (most: string) => [`critical ${most} Err(Failed)`, ""];
  expect(heard("trace")).toEqual({ lines: [...lines, last("Trace")], ended });
  expect(heard("debug")).toEqual({ lines: [...lines.slice(1), last("Debug")], ended });
  expect(heard("warn")).toEqual({ lines: [...lines.slice(3, 6), last("Warn")], ended });
  expect(heard("critical")).toEqual({ lines: [last("Off")], ended });
});

it("lines are pins of embedded-hal, files readers and writers of embedded-io", { timeout: 300_000 }, (context) => {
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
    // More than one call may pass.
    file.write_all(&[b'x'; 70_000])?;
    file.rewind()?;
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
  const lines = { led0: { chip: "gpiochip0", line: 4, safe: "inactive" }, button: { chip: "gpiochip0", line: 17 } };
  const requires = ["gpio.write(led0)", "gpio.read(button)", "storage.read(/data/**)", "storage.write(/data/**)"];
  const app: App = {
    world: "command",
    source,
    crates: ["embedded-hal", "embedded-io"],
    requires,
    grants: { gpio: lines },
  };
  const { logs, lines: changes } = run(app, context, ["--dir", join(temporaryFolder(), "state")]);
  expect(logs).toEqual(["info true", "info false true", "info bedd"]);
  expect(changes.filter((line) => line.includes("led0"))).toEqual(["0 led0 0", "0 led0 1", "50 led0 0"]);
});

it("connections are readers and writers of embedded-io", { timeout: 300_000 }, async (context) => {
  const source = command(
    `use alloc::string::String;
use embedded_io::{Error, ErrorKind, ErrorType, Read, ReadExactError, Write};
use sdk::info;
use sdk::ocre::sockets::tcp::Connection;
use sdk::ocre::system::config;

/// Reads a greeting, sends much more than one call takes, and reads what comes to the end.
fn talk<C: Read + Write>(peer: &mut C, sent: &[u8], end: impl Fn(&C)) -> Result<(usize, u32), ReadExactError<C::Error>> {
    assert_eq!(peer.read(&mut []).map_err(ReadExactError::Other)?, 0);
    assert_eq!(peer.write(&[]).map_err(ReadExactError::Other)?, 0);
    let mut greeting = [0; 6];
    peer.read_exact(&mut greeting)?;
    assert_eq!(&greeting, b"hello\\n");
    peer.write_all(sent).map_err(ReadExactError::Other)?;
    peer.flush().map_err(ReadExactError::Other)?;
    end(peer);
    let mut buffer = [0; 700];
    let (mut count, mut sum) = (0, 0);
    loop {
        match peer.read(&mut buffer).map_err(ReadExactError::Other)? {
            0 => break,
            n => {
                count += n;
                sum = buffer.iter().take(n).fold(sum, |sum: u32, byte| sum.wrapping_mul(31) + u32::from(*byte));
            }
        }
    }
    // There is no more.
    match peer.read_exact(&mut greeting) {
        Err(ReadExactError::UnexpectedEof) => Ok((count, sum)),
        other => other.map(|()| (0, 0)),
    }
}

fn port(key: &str) -> Result<u16, Failed> {
    config::get(key, 5)?.and_then(|text: String| text.parse().ok()).ok_or(Failed)
}

fn kind<C: ErrorType>(result: Result<usize, C::Error>) -> ErrorKind {
    result.map_or_else(|error| error.kind(), |_| ErrorKind::Other)
}
`,
    `let mut peer = Connection::connect("127.0.0.1", port("good")?, 5000)?;
        let sent: alloc::vec::Vec<u8> = (0..${sentBytes}_u32).map(|i| (i % 251) as u8).collect();
        let (count, sum) = talk(&mut peer, &sent, |peer| peer.finish().unwrap()).inspect_err(|error| info!("{error:?}"))?;
        info!("{count} {sum}");
        let mut peer = Connection::connect("127.0.0.1", port("bad")?, 5000)?;
        let mut byte = [0];
        peer.write_all(b"!")?;
        info!("{:?}", kind::<Connection>(peer.read(&mut byte)));
        let refused = Connection::connect("127.0.0.1", port("none")?, 5000);
        info!("{:?}", kind::<Connection>(refused.map(|_| 0)));`,
  );
  // Answers in pieces: what it got, backwards.
  const received: Buffer[] = [];
  const good = await listening((socket) => {
    socket.write("hel");
    setImmediate(() => socket.write("lo\n"));
    socket.on("data", (part: Buffer) => received.push(part));
    socket.on("end", () => {
      const all = Buffer.concat(received).reverse();
      for (let at = 0; at < all.length; at += 9973) socket.write(all.subarray(at, at + 9973));
      socket.end();
    });
  });
  const bad = await listening((socket) => socket.once("data", () => socket.resetAndDestroy()));
  const gone = await listening(() => undefined);
  gone.server.close();
  await once(gone.server, "close");

  const config = { good: `${good.port}`, bad: `${bad.port}`, none: `${gone.port}` };
  const requires = ["net.connect(tcp, 127.0.0.1, *)"];
  const app: App = { world: "command", source, crates: ["embedded-io"], requires, grants: { config } };
  const { logs, status } = await runBeside(built(app, context));
  const sent = Buffer.from(Array.from({ length: sentBytes }, (_, i) => i % 251));
  const sum = sent.reduceRight((so, byte) => (Math.imul(so, 31) + byte) >>> 0, 0);
  expect(logs).toEqual([`${sentBytes} ${sum}`, "ConnectionReset", "ConnectionRefused"]);
  expect(status).toBe(0);
  expect(Buffer.concat(received).equals(sent)).toBe(true);
});

/** Much more than the 64 KiB that one call may take. */
const sentBytes = 300_000;

async function listening(serve: (socket: Socket) => void): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    onTestFinished(() => {
      socket.destroy();
    });
    socket.on("error", () => undefined);
    serve(socket);
  });
  onTestFinished(() => {
    server.close();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { server, port: address.port };
}

/** Runs an app while this process answers it. */
async function runBeside(app: string): Promise<{ readonly logs: readonly string[]; readonly status: unknown }> {
  const args = ["run", app, "--grants", join(app, "grants.json"), "--grants", patience, "--json", "--for", "100s"];
  const child = spawn(process.execPath, [ocrekitScript, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, OCREKIT_CACHE: cache },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const closed = once(child, "close");
  const logs: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const event: { readonly event: string; readonly message?: string } = JSON.parse(line);
    if (event.event === "log") logs.push(event.message ?? "");
  }
  const [status] = await closed;
  return { logs, status };
}
