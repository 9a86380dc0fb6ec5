/** `ocre.json` and `grants.json`: what is read, which mistakes are found where, and that the schemas say the same. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { locate, renderDiagnostic } from "ocrekit/diagnostics";
import { gpioKeys, grantsKeys, limitNames, limitTable, manifestKeys, parseGrants, parseManifest } from "ocrekit/policy";
import { describe, expect, it } from "vitest";
import { compile } from "./support.js";

const manifestMistakes = (text: string) => places(parseManifest({ path: "ocre.json", text }).diagnostics);
const grantsMistakes = (text: string) => places(parseGrants({ path: "grants.json", text }).diagnostics);

function places(diagnostics: ReturnType<typeof parseManifest>["diagnostics"]): readonly string[] {
  return diagnostics.map((d) => {
    const at = d.span && locate(d.span);
    return `${at?.line}:${at?.column} ${d.code}`;
  });
}

describe("ocre.json", () => {
  it("is read into typed data", () => {
    const text = JSON.stringify({
      name: "thermostat",
      version: "1.0.0",
      module: "build/app.wasm",
      world: "ocre:app/reactor",
      build: { lang: "c", sources: ["a.c"], options: { stack: 1024, fast: true } },
      requires: ["gpio.write(relay)"],
      optional: ["net.connect(tls, *.acme.io, 8883)"],
      limits: { memory: "128KiB", handles: 16 },
      args: ["-v"],
      env: { TZ: "UTC", __proto__2: "x" },
      resources: { logo: "res/logo.bin" },
      volumes: { shared: { kind: "shared" } },
      watchdogMs: 5000,
      restart: "on-failure",
    });
    const read = parseManifest({ path: "ocre.json", text });
    expect(read.diagnostics).toEqual([]);
    expect(read.ok && read.value).toMatchObject({
      name: "thermostat",
      build: { lang: "c", sources: ["a.c"], options: { stack: 1024, fast: true } },
      requires: [{ text: "gpio.write(relay)", origin: "ocre.json:1" }],
      limits: { memoryBytes: 131_072, handles: 16 },
      volumes: { data: { kind: "private" }, tmp: { kind: "temporary" }, shared: { kind: "shared", readOnly: false } },
      watchdogMs: 5000,
      restart: "on-failure",
    });
  });

  it("reports every unknown, duplicate and mistyped key at its place, in one go", () => {
    const text = `{
  "name": "App!",
  "requries": [],
  "optional": "gpio.write(a)",
  "limits": { "memory": "12 apples", "handlesMs": 3, "handles": 300, "memoryBytes": 1 },
  "args": ["a", 1],
  "args": [],
  "restart": "sometimes",
  "resources": { "a": "../b" },
  "watchdogMs": 1.5
}`;
    expect(manifestMistakes(text)).toEqual([
      "3:3 policy/unknown-key",
      "7:3 policy/duplicate-key",
      "2:11 policy/bad-value",
      "4:15 policy/wrong-type",
      "5:38 policy/unknown-key",
      "5:25 policy/bad-value",
      "5:65 policy/bad-value",
      "6:17 policy/wrong-type",
      "9:23 policy/bad-value",
      "10:17 policy/bad-value",
      "8:14 policy/bad-value",
    ]);
  });

  it("suggests the key that was probably meant", () => {
    const read = parseManifest({ path: "ocre.json", text: `{ "name": "a", "requries": [] }` });
    const [first] = read.diagnostics;
    expect(first && renderDiagnostic(first)).toContain("did you mean 'requires'?");
  });

  it.each([
    ["", "1:1"],
    ["{", "1:2"],
    ['{"name": "a",}', "1:13"],
    ['{"name": "a"', "1:13"],
    ['{"name": a}', "1:10"],
    ["{'name': 1}", "1:2"],
    ['{"name": "a\n"}', "1:10"],
    ['{"name": "a"} x', "1:15"],
    ["{\n  // no\n}", "2:3"],
    ['{"name": 01}', "1:10"],
    ["[".repeat(100_000), "1:34"],
  ])("says where JSON ends to be JSON: %.20j", (text, place) => {
    expect(manifestMistakes(text)).toEqual([`${place} policy/json`]);
  });

  it("reads what JSON.parse reads, and nothing else", () => {
    const accepted = (text: string) => !manifestMistakes(text).some((m) => m.endsWith("policy/json"));
    const parses = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const noise = fc.string({ unit: fc.constantFrom(...'{}[],:"\\ue01-+.ntrfals \n'), maxLength: 12 });
    const near = fc
      .json({ maxDepth: 3 })
      .chain((json) =>
        fc.nat(json.length).chain((at) => noise.map((n) => json.slice(0, at) + n.slice(0, 1) + json.slice(at + 1))),
      );
    fc.assert(
      fc.property(fc.oneof(noise, near, fc.json()), (text) => {
        expect([text, accepted(text)]).toEqual([text, parses(text)]);
      }),
      { numRuns: 2000 },
    );
  });

  it("treats __proto__ as a name like any other", () => {
    const read = parseManifest({ path: "ocre.json", text: `{ "name": "a", "env": { "__proto__": "x" } }` });
    expect(read.ok && Object.entries(read.value.env)).toEqual([["__proto__", "x"]]);
  });

  it("points into the permission text", () => {
    const { diagnostics } = compile({
      manifest: { requires: ["gpio.write(led0)", "gpoi.write(x)", "net.connect(tcp, 127.1, 80)"] },
    });
    expect(diagnostics.map((d) => [d.code, d.span?.file.text.slice(d.span.start, d.span.end)])).toEqual([
      ["policy/unknown-scope", "gpoi.write"],
      ["policy/bad-pattern", "127.1"],
    ]);
  });
});

describe("grants.json", () => {
  it("is one object or a list, and binds lines", () => {
    const text = `[{ "for": "a", "gpio": { "relay": { "chip": "gpiochip0", "line": 17, "activeLow": true, "safe": "inactive", "maxHz": 2 } } }, {}]`;
    const read = parseGrants({ path: "grants.json", text });
    expect(read.ok && read.value.map((g) => [g.for, g.gpio])).toEqual([
      ["a", { relay: { chip: "gpiochip0", line: 17, activeLow: true, safe: "inactive", maxHz: 2 } }],
      [undefined, {}],
    ]);
  });

  it("refuses two names for one physical line, in one object or in several", () => {
    const line = { chip: "c", line: 1 };
    expect(grantsMistakes(JSON.stringify({ gpio: { a: line, b: line } }))).toEqual(["1:40 policy/one-line-two-names"]);
    const { policy, diagnostics } = compile({ grants: [{ gpio: { a: line } }, { gpio: { b: line } }] });
    expect([policy, diagnostics.map((d) => d.code)]).toEqual([undefined, ["policy/one-line-two-names"]]);
  });

  it("refuses one name for two lines, and takes the same binding twice", () => {
    const gpio = (line: number) => ({ gpio: { a: { chip: "c", line } } });
    expect(compile({ grants: [gpio(1), gpio(2)] }).diagnostics.map((d) => d.code)).toEqual([
      "policy/one-name-two-lines",
    ]);
    expect(compile({ grants: [gpio(1), gpio(1)] }).diagnostics).toEqual([]);
  });

  it("finds missing and wrong keys of a line", () => {
    expect(grantsMistakes(`{ "gpio": { "a": { "chip": 1, "lin": 2 } } }`)).toEqual([
      "1:31 policy/unknown-key",
      "1:28 policy/wrong-type",
      "1:18 policy/missing-key",
    ]);
  });
});

describe("limits", () => {
  it("are the minimum of all layers; only the operator raises a default", () => {
    const limits = (manifest: object, ...grants: object[]) =>
      compile({ manifest: { limits: manifest }, grants: grants.map((limit) => ({ limits: limit })) }).policy?.limits;
    expect(limits({})?.handlerMs).toBe(50);
    expect(limits({ handlerMs: 500 })?.handlerMs).toBe(50);
    expect(limits({ handlerMs: 5 }, { handlerMs: 500 })?.handlerMs).toBe(5);
    expect(limits({}, { handlerMs: 500 }, { handlerMs: 300 })?.handlerMs).toBe(300);
    expect(limits({ memory: "64KiB" }, { memory: "1MiB" })?.memoryBytes).toBe(65_536);
  });
});

describe("the published schemas", () => {
  const schema = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../../generator/schema/${name}.schema.json`, import.meta.url), "utf8"));
  const at = (value: unknown, ...path: readonly string[]): unknown =>
    path.reduce<unknown>(
      (node, key) => (typeof node === "object" && node !== null ? Reflect.get(node, key) : undefined),
      value,
    );
  const keys = (value: unknown) => Object.keys(typeof value === "object" && value !== null ? value : {}).toSorted();

  it("have the keys that are read", () => {
    expect(keys(at(schema("ocre"), "properties"))).toEqual([...manifestKeys].toSorted());
    const grants = at(schema("grants"), "$defs", "grants", "properties");
    expect(keys(grants)).toEqual([...grantsKeys].toSorted());
    expect(keys(at(grants, "gpio", "additionalProperties", "properties"))).toEqual([...gpioKeys].toSorted());
  });

  it.each(["ocre", "grants"])("of %s have the limits with their defaults", (name) => {
    const limits = at(schema(name), "$defs", "limits", "properties");
    expect(keys(limits)).toEqual([...limitNames, "memory", "storage"].toSorted());
    for (const limit of limitNames) expect(at(limits, limit, "default")).toBe(limitTable[limit].standard);
  });
});
