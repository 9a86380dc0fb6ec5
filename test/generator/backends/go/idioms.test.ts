/** What the Go SDK has beside the bindings, on the host that users run: errors, files, slog, sockets, panics, timers, topics. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { ocrekit, temporaryFolder } from "../../../support/ocrekit.js";
import { type AppRun, buildApp, runApps } from "../../../support/run-app.js";
import { findTool, requireTool } from "../../../support/toolchain.js";

const app = join(import.meta.dirname, "idioms");

beforeAll(() => {
  // A test that needs it says that it is missing.
  if (findTool("go") === undefined) return;
  buildApp(app, {
    skip: (note) => {
      throw new Error(note);
    },
  });
}, 300_000);

interface Skippable {
  skip(note?: string): never;
}

/** Runs one part of the app, which its arguments name. */
function run(part: string, context: Skippable, real = false): AppRun & { readonly said: readonly string[] } {
  requireTool("go", context);
  const folder = join(temporaryFolder(), "app");
  mkdirSync(join(folder, "build"), { recursive: true });
  for (const name of ["grants.json", "a.txt", "b.txt", "build/app.wasm"])
    copyFileSync(join(app, name), join(folder, name));
  const manifest: object = JSON.parse(readFileSync(join(app, "ocre.json"), "utf8"));
  writeFileSync(join(folder, "ocre.json"), JSON.stringify({ ...manifest, args: [part] }));
  const options = ["--for", "60s", "--dir", join(folder, "state")];
  const done = real ? runReal(folder, options) : runApps([folder], join(folder, "lines.jsonl"), options);
  return { ...done, said: done.logs.map((line) => line.replace(/^info /, "")) };
}

it("errors are those of io/fs where they mean the same", { timeout: 60_000 }, (context) => {
  expect(run("errors", context)).toMatchObject({
    status: 0,
    denied: ["storage.read(/secret/file)"],
    said: [
      "denied is permission denied",
      "not-found is file does not exist",
      "exists is file already exists",
      "invalid-argument is invalid argument",
      "timeout is a timeout",
      "closed is file already closed",
      "denied, true",
      "open missing: not-found, true",
    ],
  });
});

it("resources are an fs.FS by Go's own test of those, files are readers and writers", {
  timeout: 60_000,
}, (context) => {
  expect(run("files", context).said).toEqual([
    '"beta\\n" <nil>',
    "wrote 50000 <nil>",
    "at 49995 <nil>: 56789",
    "0 <nil> <nil>: true",
    "<nil> <nil>",
  ]);
});

it("slog writes to the log of the host, above its threshold", { timeout: 60_000 }, (context) => {
  expect(run("log", context).logs).toEqual([
    "info started unit=7 speed=1.5 at.x=1 at.y=2",
    "warn slow unit=7 valve.ms=12ms",
    "error failed unit=7 error=timeout",
    "critical over unit=7",
  ]);
});

it("a connection and a listener are those of package net; who waits lets the others go on", {
  timeout: 120_000,
}, (context) => {
  const { said, status } = run("net", context, true);
  expect({ status, echoes: said.filter((line) => line.startsWith("echoed")) }).toEqual({
    status: 0,
    echoes: ["echoed 100000 <nil>", "echoed 100000 <nil>"],
  });
  expect(said.filter((line) => !line.startsWith("echoed"))).toEqual([
    "100000 <nil> true",
    "100000 <nil> true",
    "true",
    "true",
    "EOF",
    "no more: true",
    "dial tcp: refused",
    "unknown network udp",
  ]);
});

it("datagrams are those of a net.PacketConn", { timeout: 120_000 }, (context) => {
  const { said, status } = run("packets", context, true);
  expect({ status, said }).toEqual({
    status: 0,
    said: [
      "3 <nil>, 3 <nil> true",
      "1200 <nil>, 1200 <nil> true",
      "0 <nil>, 0 <nil> true",
      "4 <nil>",
      "true read udp: i/o timeout",
      "write udp: denied",
      "write udp: address :0: no address of a datagram",
      "no more: true",
      "<nil>, true",
      "address example.org:1: no address of the device",
      "unknown network unixgram",
    ],
  });
});

it("a host without TLS says so, and one whose grant does not cover it", { timeout: 120_000 }, (context) => {
  expect(run("tls", context, true)).toMatchObject({
    status: 0,
    said: [
      "dial tcp: not-supported: true true",
      "dial tcp: denied: true",
      "address 127.0.0.1: missing port in address",
    ],
  });
});

it("a panic is one line in the log, and a trap", { timeout: 60_000 }, (context) => {
  expect(run("panic", context)).toMatchObject({
    status: 12,
    ended: ["trap"],
    logs: ["error panic: runtime error: index out of range [1] with length 0"],
  });
});

it("println is a line in the log", { timeout: 60_000 }, (context) => {
  expect(run("print", context).logs).toEqual(["error printed 1"]);
});

it("time.Sleep and time.After wait by the host's clock", { timeout: 60_000 }, (context) => {
  expect(run("sleep", context).said).toEqual(["slept 200ms"]);
});

it("timers call functions and send on channels; what nobody wants goes to Else", { timeout: 60_000 }, (context) => {
  expect(run("timers", context).said).toEqual([
    "<nil>",
    "token 3",
    "timer 4 for nobody",
    "tick 0",
    "tick 1",
    "every 1",
    "tick 2",
    "every 2",
    "<nil> <nil>",
  ]);
});

it("topics carry numbers, texts and JSON; what is none reaches nobody", { timeout: 60_000 }, (context) => {
  const { said, denied } = run("topics", context);
  expect(denied).toEqual(["messaging.subscribe(other)"]);
  expect([...said].sort()).toEqual(
    [
      "other: denied",
      "number -0.5 of demo/number as text/plain",
      "any demo/number",
      "any demo/text",
      "any demo/json",
      "text grüße",
      "json {N:3} as application/json",
      "<nil>",
    ].sort(),
  );
});

/** Sockets are real, and so is their time. */
function runReal(folder: string, options: readonly string[]): AppRun {
  const args = ["run", folder, "--grants", join(folder, "grants.json"), "--json", ...options];
  const { status, stdout, stderr } = ocrekit(args);
  const events: readonly { readonly event: string; readonly level?: string; readonly message?: string }[] = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
  const logs = events.filter((e) => e.event === "log").map((e) => `${e.level} ${e.message}`);
  return { status, logs, ended: [], denied: [], lines: [], targets: [], refused: [], stderr };
}
