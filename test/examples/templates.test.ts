/** The starter apps behave the same in every language: what they log, publish and do to their lines. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keptFolder, ocrekit } from "../support/ocrekit.js";
import { requireTool, type ToolId } from "../support/toolchain.js";

/** A language joins when it has all four templates. */
const languages: readonly (readonly [string, ToolId])[] = [
  ["c", "zig"],
  ["cpp", "zig"],
  ["go", "go"],
  ["d", "ldc"],
  ["typescript", "cargo"],
];

const presses = [
  { at: "100ms", line: "button", level: "high" },
  // A contact that bounces counts once.
  { at: "105ms", line: "button", level: "low" },
  { at: "108ms", line: "button", level: "high" },
  { at: "300ms", line: "button", level: "low" },
  { at: "500ms", line: "button", level: "high" },
  { at: "600ms", line: "button", level: "low" },
];

describe.each(languages)("in %s", (language, tool) => {
  const cwd = keptFolder();

  function run(template: string, ...options: readonly string[]) {
    for (const args of [
      ["new", language, template, "--template", template],
      ["build", template],
    ]) {
      const { status, stdout, stderr } = ocrekit(args, { cwd });
      expect({ status, output: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, output: "" });
    }
    const trace = `${template}.jsonl`;
    const args = ["run", template, "--grants", `${template}/grants.json`, "--virtual-time", "--json", "--trace", trace];
    const { status, stdout, stderr } = ocrekit([...args, ...options], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const events: readonly Event[] = parsed(stdout);
    return { events, logged: events.filter((e) => e.event === "log").map((e) => `${e.level} ${e.message}`), trace };
  }

  const levels = (trace: string, line: string): readonly string[] => {
    const all: readonly { line: string; level: number; timeNs: string }[] = parsed(
      readFileSync(join(cwd, trace), "utf8"),
    );
    return all.filter((c) => c.line === line).map((c) => `${BigInt(c.timeNs) / 1_000_000n} ${c.level}`);
  };

  it("blinky changes its line twenty times and ends", { timeout: 120_000 }, (context) => {
    requireTool(tool, context);
    const { trace } = run("blinky");
    const changes = Array.from({ length: 20 }, (_, i) => `${(i + 1) * 100} ${(i + 1) % 2}`);
    expect(levels(trace, "led0").slice(1, 21)).toEqual(changes);
  });

  it("button toggles its line at each press that is none of a bounce", { timeout: 120_000 }, (context) => {
    requireTool(tool, context);
    writeFileSync(join(cwd, "presses.jsonl"), presses.map((p) => JSON.stringify(p)).join("\n"));
    const { logged, trace } = run("button", "--sim", "presses.jsonl", "--for", "1s");
    expect(logged).toEqual(["info led0 on", "info led0 off"]);
    expect(levels(trace, "led0").slice(0, 3)).toEqual(["0 0", "128 1", "520 0"]);
  });

  it("pubsub hears the five numbers that it publishes", { timeout: 120_000 }, (context) => {
    requireTool(tool, context);
    expect(run("pubsub").logged).toEqual([1, 2, 3, 4, 5].map((n) => `info received ${n}`));
  });

  it("command publishes once and says so", { timeout: 120_000 }, (context) => {
    requireTool(tool, context);
    expect(run("command").logged).toEqual(["info published"]);
  });
});

interface Event {
  readonly event: string;
  readonly level?: string;
  readonly message?: string;
}

const parsed = (text: string) =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
