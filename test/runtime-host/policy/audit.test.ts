/** The audit log: what a line holds, how repeats and floods end, and that text in it is harmless. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { AuditLog, type AuditSubject, FileSink, MemorySink } from "../../../runtime-host/src/audit.js";
import { createPermissionDecider, type DecisionRecord } from "../../../runtime-host/src/permission-decider.js";
import { decider, type Layers } from "../../generator/policy/support.js";

const site = { module: "ocre:gpio/lines@0.1.0", field: "[static]output.open" };
const subject: AuditSubject = { container: "thermostat", module: "app.wasm", linesPerSecond: 3 };

function recorder(layers: Layers, options: { readonly kept?: number; readonly recordsPerSecond?: number } = {}) {
  const records: DecisionRecord[] = [];
  const clock = { now: 0 };
  const d = decider(layers);
  const guards = createPermissionDecider(d, (record) => records.push(record), { ...options, now: () => clock.now });
  const call = (line: string) => guards.audit(site, "gpio.write", guards.scope("gpio.write").check1(line));
  return { records, clock, guards, call, policy: d.policy };
}

function logged(...records: readonly Partial<DecisionRecord>[]) {
  const sink = new MemorySink();
  const log = new AuditLog(sink);
  const base = {
    time: 0,
    policy: "h",
    function: "f",
    permission: "p",
    args: [],
    decision: "denied",
    suppressed: 0,
  } as const;
  for (const record of records) log.record(subject, { ...base, ...record });
  return { log, sink, lines: () => sink.lines.map((line): Record<string, unknown> => JSON.parse(line)) };
}

describe("decisions on their way to the log", () => {
  it("are recorded with the rule or the reason, and with words for a refusal", () => {
    const { records, call, policy } = recorder({ allow: ["gpio.write(led*)"] });
    call("led0");
    call("relay");
    const common = {
      policy: policy.hash,
      function: "ocre:gpio/lines@0.1.0#[static]output.open",
      suppressed: 0,
      time: 0,
    };
    expect(records).toEqual([
      { ...common, permission: "gpio.write(led0)", args: ["led0"], decision: "allowed", rule: "gpio.write(led*)" },
      {
        ...common,
        permission: "gpio.write(relay)",
        args: ["relay"],
        decision: "denied",
        reason: "not-granted",
        text: expect.stringContaining("--allow 'gpio.write(relay)'"),
      },
    ]);
  });

  it("say of a call whose arguments were not read which scope it lacks", () => {
    const { records, guards } = recorder({});
    guards.audit(site, "gpio.write", undefined);
    expect(records).toMatchObject([{ permission: "gpio.write", args: [], decision: "denied", reason: "not-granted" }]);
  });

  it("are counted when they repeat, and the counts come with the flush", () => {
    const { records, call, guards } = recorder({ allow: ["gpio.write(a)"] });
    for (let i = 0; i < 1000; i++) call("a");
    for (let i = 0; i < 10; i++) for (const line of ["b", "a"]) call(line);
    expect(records.map((r) => [r.permission, r.suppressed])).toEqual([
      ["gpio.write(a)", 0],
      ["gpio.write(b)", 0],
    ]);
    guards.flush();
    guards.flush();
    expect(records.slice(2).map((r) => [r.permission, r.suppressed])).toEqual([
      ["gpio.write(a)", 1009],
      ["gpio.write(b)", 9],
    ]);
  });

  it("do not flood: what is too much is counted, and none is lost from the count", () => {
    const { records, call, clock, guards } = recorder({}, { kept: 16, recordsPerSecond: 10 });
    for (let i = 0; i < 5000; i++) call(`line${i % 700}`);
    expect(records).toHaveLength(10);
    clock.now = 10_000;
    guards.flush();
    call("last");
    const total = records.reduce((sum, r) => sum + (r.dropped ?? 0) + (r.suppressed === 0 ? 1 : r.suppressed), 0);
    expect(total).toBe(5001);
  });
});

describe("the audit log", () => {
  it("has lines of one shape, numbered", () => {
    const { sink } = logged({
      time: 1_700_000_000_000,
      permission: "gpio.write(a)",
      args: ["a"],
      reason: "not-granted",
    });
    expect(sink.lines).toEqual([
      `{"v":1,"seq":1,"time":"2023-11-14T22:13:20.000Z","container":"thermostat","module":"app.wasm","policy":"h","function":"f","permission":"gpio.write(a)","args":["a"],"decision":"denied","reason":"not-granted","rule":null,"handle":null,"suppressed":0}\n`,
    ]);
  });

  it("cuts fields at 256 bytes, between characters", () => {
    const { lines } = logged({ args: ["ü".repeat(1000), ...Array.from({ length: 50 }, () => "a")] });
    const args = lines()[0]?.["args"];
    expect(args).toEqual(["ü".repeat(128), ...Array.from({ length: 7 }, () => "a")]);
  });

  it("keeps one line a line, and shows nothing that reorders it", () => {
    const evil = `a\n{"v":1}\u2028\u202e\u200b\u001b[31m\ud800\u{e0001}`;
    const { sink, lines } = logged({ args: [evil], permission: evil });
    expect(sink.lines.join("").trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(lines()[0]?.["permission"]).toContain("\u202e");
  });

  it("limits the lines a second, and says how many it left out", () => {
    const many = Array.from({ length: 10 }, () => ({ suppressed: 1 }));
    const { lines, log } = logged(...many, { time: 1000 }, { time: 1000, dropped: 4 });
    const short = (all: readonly Record<string, unknown>[]) =>
      all.map((l) => [l["seq"], l["decision"], l["suppressed"]]);
    expect(short(lines())).toEqual([
      [1, "denied", 1],
      [2, "denied", 1],
      [3, "denied", 1],
      [4, "dropped", 14],
      [5, "denied", 0],
    ]);
    log.close(2000);
    expect(short(lines()).at(-1)).toEqual([6, "dropped", 5]);
  });

  it("counts each container by itself", () => {
    const { log, lines } = logged({}, {}, {}, {});
    const other = { ...subject, container: "other" };
    log.record(other, {
      time: 0,
      policy: "h",
      function: "f",
      permission: "p",
      args: [],
      decision: "allowed",
      suppressed: 0,
    });
    expect(lines().map((line) => line["container"])).toEqual(["thermostat", "thermostat", "thermostat", "other"]);
  });
});

describe("a file as sink", () => {
  const folder = mkdtempSync(join(tmpdir(), "ocrekit-audit-"));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("appends, and takes nothing after it was closed", () => {
    const path = join(folder, "audit.jsonl");
    for (const text of ["a\n", "b\n"]) {
      const sink = new FileSink(path);
      sink.write(text);
      sink.close();
      sink.write("c\n");
      sink.close();
    }
    expect(readFileSync(path, "utf8")).toBe("a\nb\n");
  });
});
