import { describe, expect, it } from "vitest";
import { parseSimScript } from "../../../runtime-host/src/run/sim-script.js";

describe("a script of the simulated world", () => {
  it("is read as JSON lines with comments, and as one array", () => {
    const lines = `# the board
{"lines":["button","led"]}
{"wire":["led","sense"]}

// then
{"at":"100ms","line":"button","level":"high","every":"1.5s","times":3}
{"at":250,"sensor":"room","channel":1,"value":22.5}
{"sensor":"room","channels":[{"quantity":"temperature","value":21}]}`;
    const { script, diagnostics } = parseSimScript("sim.jsonl", lines);
    expect(diagnostics).toEqual([]);
    expect(script.lines).toEqual(["button", "led"]);
    expect(script.wires).toEqual([["led", "sense"]]);
    expect(script.sensors).toEqual([{ name: "room", channels: [{ quantity: "temperature", value: 21 }] }]);
    expect(script.steps).toEqual([
      {
        atNs: 100_000_000n,
        everyNs: 1_500_000_000n,
        times: 3,
        action: { kind: "level", line: "button", level: "high" },
      },
      {
        atNs: 250_000_000n,
        everyNs: undefined,
        times: 1,
        action: { kind: "sensor-value", sensor: "room", channel: 1, value: 22.5 },
      },
    ]);
    const array = `[${lines
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .join(",\n")}]`;
    expect(parseSimScript("sim.json", array)).toEqual({ script, diagnostics: [] });
  });

  it.each([
    [`{"at":"soon","line":"x","level":1}`, /"soon" is no time/],
    [`{"at":1,"line":"x","level":"up"}`, /high, low, float or toggle/],
    [`{"at":1,"line":"x","fault":"fire"}`, /busy, io, unplugged/],
    [`{"at":1}`, /a step has one of/],
    [`{"wire":"x"}`, /list of names/],
    [`{"sensor":"s","channels":[{"quantity":"luck","value":1}]}`, /'quantity' is one of/],
    [`{"at":1,`, /not JSON/],
    [`7`, /a step is an object/],
  ])("points at the line of a mistake: %s", (bad, message) => {
    const { diagnostics } = parseSimScript("sim.jsonl", `{"lines":["a"]}\n${bad}\n`);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.message).toMatch(message);
    expect(diagnostics[0]?.span?.start).toBe(16);
  });
});
