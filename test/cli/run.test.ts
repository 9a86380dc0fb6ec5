/** `ocrekit run`: grants, scripts, traces, audit logs and statuses, as an operator uses them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import wabt from "wabt";
import { ocrekit, type Ran, temporaryFolder } from "../support/ocrekit.js";

const { parseWat } = await wabt();

const log = `(import "ocre:system/log@0.1.0" "log" (func $log (param i32 i32 i32 i32 i32)))`;
const open = `(import "ocre:gpio/lines@0.1.0" "[static]output.open" (func $open (param i32 i32 i32 i32 i32 i32 i32)))`;
const toggle = `(import "ocre:gpio/lines@0.1.0" "[method]output.toggle" (func $toggle (param i32) (result i32)))`;
const timer = `(import "ocre:system/timers@0.1.0" "start" (func $timer (param i32 i32 i32) (result i32)))`;
const exit = `(import "ocre:system/process@0.1.0" "exit" (func $exit (param i32)))`;

const command = (body: string, imports = "") =>
  `(module ${imports} (memory (export "memory") 1) (data (i32.const 8) "led0hello") (func (export "ocre:app/run@0.1.0#run") (result i32) ${body}))`;
const say = "(call $log (i32.const 2) (i32.const 0) (i32.const 0) (i32.const 12) (i32.const 5))";
const openLed =
  "(call $open (i32.const 8) (i32.const 4) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 64))";

/** Says hello when it gets the line led0, and ends with the code of the error when not. */
const opener = command(
  `${openLed} (if (i32.load8_u (i32.const 64)) (then (return (i32.const 1)))) ${say} (i32.const 0)`,
  `${log} ${open}`,
);

/** Toggles led0 every 100 ms for ever. */
const blinker = `(module ${open} ${toggle} ${timer} (memory (export "memory") 1) (data (i32.const 8) "led0")
  (func (export "ocre:app/lifecycle@0.1.0#on-start") (param i32) (result i32) ${openLed} (call $timer (i32.const 1) (i32.const 100) (i32.const 100)))
  (func (export "ocre:app/lifecycle@0.1.0#on-stop") (param i32 i32))
  (func (export "ocre:system/timer-handler@0.1.0#on-timer") (param i32 i32) (drop (call $toggle (i32.load (i32.const 68))))))`;

describe("the status of ocrekit run", () => {
  it.each([
    ["0 when all is well", command("(i32.const 0)"), 0],
    ["10 when an app fails", command("(i32.const 1)"), 10],
    ["10 when an app ends with another code than 0", command("(call $exit (i32.const 3)) (i32.const 0)", exit), 10],
    ["12 when an app traps", command("(unreachable)"), 12],
    ["1 when an import is missing", command("(i32.const 0)", `(import "acme:x/y@1.0.0" "z" (func))`), 1],
    ["1 when the module is none", "(module)", 1],
  ])("is %s", (_, text, status) => {
    expect(run({ "app.wasm": text }, ["app.wasm"])).toMatchObject({ status });
  });

  it("is 13 when a handler takes longer than its limit", () => {
    const slow = blinker.replace(`(drop (call $toggle (i32.load (i32.const 68))))`, "(loop (br 0))");
    const { status, stderr } = run({ "app.wasm": slow }, ["app.wasm", "--allow-all", "--virtual-time"]);
    expect(status).toBe(13);
    expect(stderr).toContain("was ended by its limit");
  });

  it("is 11 when nothing but grants is missing, and nothing is started", () => {
    const files = { "a.wasm": opener, "ocre.json": manifest(["gpio.write(led0)"]) };
    const { status, stdout, stderr } = run(files, ["."]);
    expect({ status, stdout }).toEqual({ status: 11, stdout: "" });
    expect(stderr).toContain(`"allow": ["gpio.write(led0)"] in grants.json`);
  });

  it("is that of one app when asked for", () => {
    const files = {
      "a.wasm": command("(call $exit (i32.const 42)) (i32.const 0)", exit),
      "b.wasm": command("(unreachable)"),
    };
    expect(run(files, ["a.wasm", "b.wasm", "--exit-code-from", "a"]).status).toBe(42);
    expect(run(files, ["a.wasm", "b.wasm"]).status).toBe(12);
    expect(run(files, ["a.wasm", "--exit-code-from", "c"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("no app 'c' was run"),
    });
  });

  it.each([
    [[], "DIR, ocre.json or APP.wasm is missing"],
    [["app.wasm", "--for", "soon"], "--for:"],
    [["app.wasm", "--log-level", "infos"], "did you mean 'info'?"],
    [["app.wasm", "--alow", "x"], "did you mean '--allow'?"],
  ])("is 2 for the command line %j", (args, message) => {
    expect(run({ "app.wasm": opener }, args)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
  });

  it.each([
    [["nothing.wasm"], "there is no app at nothing.wasm"],
    [["app.wasm", "--grants", "none.json"], "there is no 'none.json'"],
    [["app.wasm", "--sim", "none.jsonl"], "there is no 'none.jsonl'"],
    [["app.wasm", "--with", "none.js"], "'none.js' cannot be loaded"],
    [["app.wasm", "--allow", "gpio.wirte(led0)"], "gpio.wirte"],
  ])("is 1 for %j", (args, message) => {
    expect(run({ "app.wasm": opener }, args)).toMatchObject({ status: 1, stderr: expect.stringContaining(message) });
  });
});

describe("a denial", () => {
  it("names the call and the exact grant, and the grant lifts it", () => {
    const files = { "app.wasm": opener };
    const denied = run(files, ["app.wasm"]);
    expect(denied.status).toBe(10);
    expect(denied.stderr).toContain(
      'denied: app called ocre:gpio/lines.output.open(line="led0"): needs gpio.write(led0)',
    );
    const grant = /--allow '([^']+)'/.exec(denied.stderr)?.[1] ?? "";
    const granted = run(files, ["app.wasm", "--allow", grant]);
    expect(granted).toMatchObject({ status: 0, stderr: "" });
    expect(granted.stdout).toContain("hello");
  });

  it("is lifted for one app and not for the other", () => {
    const files = { "one.wasm": opener, "two.wasm": opener };
    const { stdout, stderr } = run(files, ["one.wasm", "two.wasm", "--allow", "one:gpio.write(led0)"]);
    expect(stdout).toMatch(/^one {2}info {2}hello$/m);
    expect(stdout).not.toMatch(/^two {2}info {2}hello$/m);
    expect(stderr).toContain("denied: two called");
  });

  it("stands above every grant, and lands in the audit log with all other decisions", () => {
    const folder = prepare({ "app.wasm": opener });
    const { status } = runIn(folder, [
      "app.wasm",
      "--allow",
      "gpio.write(*)",
      "--deny",
      "gpio.write(led0)",
      "--audit",
      "audit.jsonl",
    ]);
    expect(status).toBe(10);
    runIn(folder, ["app.wasm", "--allow", "gpio.write(led*)", "--audit", "audit.jsonl"]);
    const decisions = readFileSync(join(folder, "audit.jsonl"), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(decisions).toMatchObject([
      {
        container: "app",
        function: "ocre:gpio/lines@0.1.0#[static]output.open",
        permission: "gpio.write(led0)",
        decision: "denied",
        rule: "gpio.write(led0)",
      },
      { container: "app", permission: "gpio.write(led0)", decision: "allowed", rule: "gpio.write(led*)" },
    ]);
  });
});

describe("a run", () => {
  it("draws the lines in the terminal and writes them as a picture and as data", () => {
    const folder = prepare({ "app.wasm": blinker });
    const args = ["app.wasm", "--allow-all", "--virtual-time", "--for", "450ms"];
    const { status, stdout } = runIn(folder, [...args, "--trace", "out/lines.svg"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/led0 .*┘.*└/);
    expect(readFileSync(join(folder, "out/lines.svg"), "utf8")).toMatch(/^<svg[\s\S]*led0[\s\S]*<\/svg>/);
    runIn(folder, [...args, "--trace", "lines.jsonl"]);
    const changes = readFileSync(join(folder, "lines.jsonl"), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const toggles = [1, 2, 3, 4].map((index) => ({
      timeNs: String(index * 100_000_000),
      line: "led0",
      level: index % 2,
    }));
    expect(changes.slice(1, 5)).toEqual(toggles);
  });

  it("tells programs what happens, one JSON object a line", () => {
    const { stdout } = run({ "app.wasm": opener }, ["app.wasm", "--json", "--allow", "gpio.write(led0)"]);
    const events = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events).toEqual(
      expect.arrayContaining([
        { event: "started", app: "app" },
        expect.objectContaining({ event: "decision", decision: "allowed", permission: "gpio.write(led0)" }),
        { event: "log", app: "app", level: "info", target: "", message: "hello" },
        { event: "ended", app: "app", kind: "exited", code: 0, restarts: false },
      ]),
    );
  });

  it("plays a script of the world beside the app", () => {
    const folder = prepare({
      "app.wasm": opener,
      "busy.jsonl": '{"line":"led0","fault":"busy"}\n',
      "wrong.jsonl": '{"line":"led0","fault":"tired"}\n',
    });
    expect(runIn(folder, ["app.wasm", "--allow-all", "--sim", "busy.jsonl"]).status).toBe(10);
    expect(runIn(folder, ["app.wasm", "--allow-all", "--sim", "wrong.jsonl"])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("wrong.jsonl:1:1 error sim/step"),
    });
  });

  it("ends when nothing is left that could happen, and leaves nothing on the disk that nobody stored", () => {
    const idle = blinker.replace(/\(call \$timer[^)]*\)[^)]*\)[^)]*\)[^)]*\)/, "(i32.const 0)");
    const folder = prepare({ "app.wasm": idle });
    const { status, stdout } = runIn(folder, ["app.wasm", "--allow-all"]);
    expect(status).toBe(0);
    expect(stdout).toContain("nothing is left that could happen");
    expect(existsSync(join(folder, ".ocrekit"))).toBe(false);
    expect(readdirSync(folder)).toEqual(["app.wasm"]);
  });
});

function run(files: Readonly<Record<string, string>>, args: readonly string[]): Ran {
  return runIn(prepare(files), args);
}

function runIn(cwd: string, args: readonly string[]): Ran {
  return ocrekit(["run", ...args], { cwd, timeout: 20_000 });
}

/** `.wasm` files are assembled from their text. */
function prepare(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    if (!name.endsWith(".wasm")) {
      writeFileSync(join(folder, name), text);
      continue;
    }
    const module = parseWat(name, text);
    writeFileSync(join(folder, name), module.toBinary({}).buffer);
    module.destroy();
  }
  return folder;
}

function manifest(requires: readonly string[]): string {
  return JSON.stringify({ name: "a", module: "a.wasm", requires });
}
