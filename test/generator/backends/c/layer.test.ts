/** The layer above the C bindings: formatted logs, assertions, timers and topics with functions, the loop of a command. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../support/ocrekit.js";
import { requireTool } from "../../../support/toolchain.js";
import { runLayerApp } from "../layer-app.js";

const sourceOf = (name: string): string => fileURLToPath(new URL(`layer/${name}.c`, import.meta.url));

it("logs what printf would write, and traps where an assertion fails", { timeout: 120_000 }, (context) => {
  requireTool("zig", context);
  const { logged, status } = runLayerApp(sourceOf("format"));
  expect(logged.filter((e) => e.level === "info").map((e) => e.message)).toEqual([
    "0 -7 2147483647 -2147483648",
    "4294967295 beef 0",
    `${-(2n ** 63n)} ${2n ** 63n - 1n} ${2n ** 64n - 1n} 123456789abcdef0`,
    "-5 8 200 -3",
    `[${"42".padStart(5)}] [-0042] [1234] [${"abc".padStart(8, "0")}] [${"abc".padStart(6)}]`,
    "ok% whole [cu] []",
    `${(1.5).toFixed(6)} 3 -0.1 ${(1234.567).toFixed(2)} ${(0.9996).toFixed(3)}`,
    `${(0.123456789).toFixed(9)} ${(1e17).toFixed(6)} -273.15`,
    "text [no zero after this]",
    "4 1234",
    `1 ${-(2n ** 63n)}`,
    "0000",
  ]);
  expect(logged.find((e) => e.level === "warn")?.message).toBe("x".repeat(256));
  expect(logged.at(-1)).toMatchObject({
    level: "error",
    target: "panic",
    message: expect.stringMatching(/^app\.c:\d+: assertion failed: number == 0 && "a reason"$/),
  });
  expect(status).toBe(12);
});

describe("the loop of a command", () => {
  const permissions = ["messaging.publish(*)", "messaging.subscribe(*)", "gpio.read(button)"];

  it("calls what a reactor would export, and ends with the stop", { timeout: 120_000 }, (context) => {
    requireTool("zig", context);
    const cwd = temporaryFolder();
    const sim = join(cwd, "sim.jsonl");
    writeFileSync(sim, `${JSON.stringify({ at: "150ms", line: "button", level: "high" })}\n`);
    const { logged, status, stderr } = runLayerApp(sourceOf("dispatch"), permissions, "--sim", sim, "--for", "1s");
    expect(logged.map((e) => e.message)).toEqual([
      "no timer is left; OCRE_TIMERS_MAX",
      "once 2",
      "once 1",
      "tick 1",
      "ticks says 10",
      "line 7 is 1, lost 0, stamped",
      "tick 2",
      "ticks says 20",
      "tick 3",
      "ticks says 30",
      "all of the queue",
      "stop 0, with grace",
      "ended after 3 ticks",
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
