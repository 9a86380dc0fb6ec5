/** Refusals in words: the hint is exact, and following it makes the call succeed. */
import { type Refused, refusalText, refusedScopeText } from "ocrekit/policy";
import { describe, expect, it } from "vitest";
import { decider, type Layers } from "./support.js";

const site = { module: "ocre:gpio/lines@0.1.0", field: "[static]output.open" };

function refused(
  layers: Layers,
  scope: string,
  args: readonly string[],
): { readonly decision: Refused; readonly text: string } {
  const d = decider(layers);
  const decision = d.decide(scope, args);
  if (decision.allowed) throw new Error("allowed");
  return { decision, text: refusalText("thermostat", site, d.scope(scope).spec, decision) };
}

describe("a refusal in words", () => {
  it("says who called what, what that needs, and what grants it", () => {
    expect(refused({ manifest: { optional: ["gpio.write(relay)"] } }, "gpio.write", ["relay"]).text).toBe(
      `denied: thermostat called ocre:gpio/lines.output.open(line="relay"): needs gpio.write(relay), which is requested but not granted.
        Grant it with --allow 'gpio.write(relay)' or "allow": ["gpio.write(relay)"] in grants.json.`,
    );
  });

  it("names the rule of an explicit deny and gives no hint", () => {
    const { text } = refused({ grants: { allow: ["gpio.write(*)"], deny: ["gpio.write(re*)"] } }, "gpio.write", [
      "relay",
    ]);
    expect(text).toBe(
      `denied: thermostat called ocre:gpio/lines.output.open(line="relay"): needs gpio.write(relay), which gpio.write(re*) denies (grants.json:1).`,
    );
  });

  it("never shows what would move a cursor or reorder text", () => {
    const { text } = refused({}, "gpio.write", ["\u202eyaler\u200b"]);
    expect(text).toContain("\\u202eyaler\\u200b");
    expect(refused({}, "gpio.write", ["a\u001b[2J"]).text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it("of a scope as a whole names what the manifest asks for", () => {
    const d = decider({ manifest: { optional: ["gpio.write(relay)"] } });
    expect(refusedScopeText("app", site, d.scope("gpio.write"))).toContain("--allow 'gpio.write(relay)'");
    expect(refusedScopeText("app", site, d.scope("gpio.read"))).toContain("of which the manifest requests nothing");
    expect(refusedScopeText("app", site, decider({}).scope("kv.read"))).toContain("--allow 'kv.read(<store>, <key>)'");
  });
});

describe("the hint", () => {
  const calls: readonly (readonly [string, readonly string[], readonly (readonly string[])[]])[] = [
    ["gpio.write", ["relay"], [["relay2"], ["rela"]]],
    ["gpio.write", ["Bo'iler, (3)"], [["Bo'iler"]]],
    ["gpio.write", ["\u202ex\u{e0001}"], [["x"]]],
    ["storage.read", ["/data/a.txt"], [["/data"], ["/data/a.txt/b"]]],
    ["storage.read", ["/"], [["/a"]]],
    ["kv.watch", ["plant", ""], [["plant2", ""]]],
    [
      "kv.watch",
      ["plant", "line1/te"],
      [
        ["plant", "line1/"],
        ["plant", "line1/t"],
      ],
    ],
    ["messaging.publish", ["a/b"], [["a"], ["a/b/c"]]],
    ["messaging.subscribe", ["a/+/#"], [["a/#"], ["#"]]],
    ["messaging.subscribe", ["/#"], [["#"]]],
    [
      "net.connect",
      ["tls", "API.example.com.", "443"],
      [
        ["tcp", "api.example.com", "443"],
        ["tls", "example.com", "443"],
      ],
    ],
    [
      "net.connect",
      ["udp", "::ffff:127.0.0.1", "0"],
      [
        ["udp", "127.0.0.2", "0"],
        ["udp", "127.0.0.1", "1"],
      ],
    ],
    ["net.listen", ["tcp", "0.0.0.0", "502"], [["udp", "any", "502"]]],
    ["system.restart", [], []],
  ];

  it.each(calls)("for %s %j grants that call and no other", (scope, args, others) => {
    const { text } = refused({}, scope, args);
    const flag = /--allow '((?:[^']|'\\'')*)'/.exec(text)?.[1]?.replaceAll("'\\''", "'");
    const json: unknown = JSON.parse(`{${/"allow": \[.*\]/.exec(text)?.[0]}}`);
    expect(json).toEqual({ allow: [flag] });
    const after = decider({ allow: [flag ?? ""] });
    expect(after.decide(scope, args).allowed).toBe(true);
    for (const other of others) expect([other, after.decide(scope, other).allowed]).toEqual([other, false]);
  });

  it.each([true, false])("for what is not requested names both files when needed (granted: %s)", (granted) => {
    const layers: Layers = { manifest: {}, ...(granted ? { allow: ["gpio.write(*)"] } : {}) };
    const { text, decision } = refused(layers, "gpio.write", ["relay"]);
    expect(decision).toMatchObject({ reason: "not-requested", granted });
    const optional: unknown = JSON.parse(`{${/"optional": \[.*\]/.exec(text)?.[0]}}`);
    const flag = /--allow '(.*)'/.exec(text)?.[1];
    expect(flag === undefined).toBe(granted);
    const after = decider({
      ...layers,
      manifest: Object(optional),
      allow: [...(layers.allow ?? []), ...(flag === undefined ? [] : [flag])],
    });
    expect(after.decide("gpio.write", ["relay"]).allowed).toBe(true);
  });
});
