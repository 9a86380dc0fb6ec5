/** The engine of JavaScript apps: what it offers a script, and how a script ends. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { compileScript } from "../../../generator/src/backends/typescript/engine-compile.js";
import { withChanges } from "../../../generator/src/toolchain/quickjs-source.js";
import { capMemory, readModule } from "../../../generator/src/wasm/index.js";
import { requireTool } from "../../support/toolchain.js";
import { engine, engineIsThere, link, run, start } from "./engine.js";

beforeAll(() => {
  // It is built before the tests run; without cargo it cannot be.
  if (!engineIsThere) requireTool("cargo");
});

const trap = expect.stringMatching(/^RuntimeError: unreachable/);

describe("an app on the engine", () => {
  it("imports what it is linked with and nothing else", () => {
    const module = readModule(
      link("0", {
        imports: [{ module: "ocre:x/y@0.1.0", name: "f", signature: "iI:f" }],
        exports: [{ name: "ocre:x/z@0.1.0#g", signature: "i:i", post: true }],
        services: {},
      }),
    );
    expect(module.imports).toEqual([
      {
        module: "ocre:x/y@0.1.0",
        name: "f",
        type: { kind: "func", type: { params: ["i32", "i64"], results: ["f32"] } },
      },
    ]);
    expect(module.exports.map(({ name }) => name).toSorted()).toEqual([
      "cabi_post_ocre:x/z@0.1.0#g",
      "cabi_realloc",
      "memory",
      "ocre:x/z@0.1.0#g",
    ]);
  });

  it("is small, and starts with little memory", () => {
    const bytes = link("0");
    expect(bytes.length).toBeLessThan(600_000);
    expect(Number(readModule(bytes).memories[0]?.limits.min)).toBeLessThanOrEqual(8);
  });

  it("passes every core type both ways, however large the numbers", () => {
    const signature = "iIfF:";
    const seen: unknown[][] = [];
    const { call } = start(
      `const host = __ocre.import("host", "take", "${signature}");
       const same = ["i", "I", "f", "F"].map((type) => __ocre.import("host", type, type + ":" + type));
       __ocre.export("run", "${signature}", (i, I, f, F) => host(same[0](i), same[1](I), same[2](f), same[3](F)));`.replaceAll(
        /type \+ ":" \+ type/g,
        `type + ":" + type`,
      ),
      {
        imports: [
          { module: "host", name: "take", signature },
          ...["i", "I", "f", "F"].map((type) => ({ module: "host", name: type, signature: `${type}:${type}` })),
        ],
        exports: [{ name: "run", signature, post: false }],
        host: {
          host: {
            take: (...args: unknown[]) => seen.push(args),
            i: (value: unknown) => value,
            I: (value: unknown) => value,
            f: (value: unknown) => value,
            F: (value: unknown) => value,
          },
        },
      },
    );
    const numbers = fc.tuple(
      fc.integer(),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.float(),
      fc.double(),
    );
    fc.assert(
      fc.property(numbers, (args) => {
        seen.length = 0;
        call("run", ...args);
        expect(seen).toEqual([args]);
      }),
    );
  });

  it("writes and reads any text, halves of pairs as U+FFFD", () => {
    const { call, lines } = start(
      `__ocre.export("run", "ii:", (at, length) => { const text = __ocre.decode(at, length); __ocre.free(at); say(text); });`,
      { exports: [{ name: "run", signature: "ii:", post: false }] },
    );
    expect(run(`say("\\ud800|\\udc00\\ud800");`)).toEqual(["2 �|��"]);
    expect(() => call("run", 0, -1)).toThrow(/unreachable/);
    expect(lines).toEqual([expect.stringContaining("4 Uncaught RangeError: not inside the memory")]);
  });

  it("hands texts through memory unchanged", () => {
    const started = start(
      `__ocre.export("run", "ii:", (at, length) => { const text = __ocre.decode(at, length); __ocre.free(at); say(text); });`,
      { exports: [{ name: "run", signature: "ii:", post: false }] },
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), (text) => {
        const bytes = new TextEncoder().encode(text);
        const at = Number(started.call("cabi_realloc", 0, 0, 1, bytes.length));
        started.memory().set(bytes, at);
        started.call("run", at, bytes.length);
        expect(started.lines.at(-1)).toBe(`2 ${text}`);
      }),
    );
  });

  it("reads bytes that are no text as TextDecoder does", () => {
    const { call, lines, memory } = start(
      `__ocre.export("run", "ii:", (at, length) => { const text = __ocre.decode(at, length); __ocre.free(at); say(text); });`,
      { exports: [{ name: "run", signature: "ii:", post: false }] },
    );
    const part = fc.constantFrom(
      0xc2,
      0xe0,
      0xe2,
      0x82,
      0xac,
      0xed,
      0xa0,
      0x80,
      0xf0,
      0x9f,
      0x98,
      0x90,
      0xf4,
      0x8f,
      0xbf,
    );
    const texts = fc.array(fc.oneof(part, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(texts, (text) => {
        const bytes = Uint8Array.from(text);
        const at = Number(call("cabi_realloc", 0, 0, 1, bytes.length));
        memory().set(bytes, at);
        call("run", at, bytes.length);
        expect(lines.at(-1)).toBe(`2 ${new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)}`);
      }),
      { numRuns: 1000 },
    );
  });

  it("sees all of memory, also after it has grown, and always as one object", () => {
    expect(
      run(`const block = __ocre.alloc(8, 16);
        const before = __ocre.memory();
        new DataView(before).setUint32(block, 0xabcdef01, true);
        const large = new Uint8Array(3e6);
        const after = __ocre.memory();
        say([before === __ocre.memory(), after === __ocre.memory(), after.byteLength > before.byteLength,
          new DataView(after).getUint32(block, true).toString(16), new Uint8Array(after, 0, 1).length].join());`),
    ).toEqual(["2 false,true,true,abcdef01,1"]);
  });

  it("calls an export's second function when the host has read the result", () => {
    const { call, lines } = start(`__ocre.export("run", ":i", () => 42, (at) => say("post " + at));`, {
      exports: [{ name: "run", signature: ":i", post: true }],
    });
    expect(call("run")).toBe(42);
    expect(lines).toEqual([]);
    call("cabi_post_run", 42);
    expect(lines).toEqual(["2 post 42"]);
  });

  it("runs promises to their end before an export returns", () => {
    expect(run(`(async () => { await null; say("b"); })(); queueMicrotask(() => say("c")); say("a");`)).toEqual([
      "2 a",
      "2 b",
      "2 c",
    ]);
  });
});

describe("a script that fails", () => {
  it.each([
    ["an exception", `null.x;`, "4 Uncaught TypeError: cannot read property 'x' of null at <anonymous> (app.js:1:"],
    ["a thrown text", `throw "boom\\n  now";`, "4 Uncaught boom now"],
    ["an error that cannot be printed", `throw { toString() { throw 1; } };`, "4 Uncaught exception"],
    ["a rejection", `Promise.reject(new RangeError("no"));`, "4 Unhandled rejection: RangeError: no"],
    ["a failing job", `queueMicrotask(() => { throw new Error("late"); });`, "4 Uncaught Error: late"],
    ["its own decision", `__ocre.trap("enough");`, "4 enough"],
  ])("ends the app with one line of the log: %s", (_, body, line) => {
    expect(run(body)).toEqual([expect.stringContaining(line), trap]);
  });

  it("may handle a rejection later in the same call", () => {
    expect(run(`const p = Promise.reject(1); queueMicrotask(() => p.catch((e) => say("caught " + e)));`)).toEqual([
      "2 caught 1",
    ]);
  });

  it("says nothing more than fits a line, and no half characters", () => {
    const [line = ""] = run(`throw new Error("é".repeat(400));`);
    expect(Buffer.byteLength(line.slice(2))).toBeLessThanOrEqual(256);
    expect(line).toMatch(/^4 Uncaught Error: é+$/);
  });

  it("says at build time what is wrong with its text", () => {
    expect(compileScript(engine("compiler"), "let a = ;")).toEqual({
      ok: false,
      reason: expect.stringContaining("SyntaxError"),
    });
  });

  it("says which names the module lacks", () => {
    expect(run(`__ocre.import("a", "b", "i:");`)[0]).toContain("the module does not import a b");
    // A library may offer more handlers than the world has.
    expect(run(`__ocre.export("c", "i:", () => {});`)).toEqual([]);
    expect(run(`__ocre.import("ocre:system/log@0.1.0", "log", "x:");`)[0]).toContain("bad signature 'x:'");
  });

  it("may export another function in the place of the one that runs", () => {
    const { call, lines } = start(
      `__ocre.export("run", ":", () => { __ocre.export("run", ":", () => say("second")); say("first"); });`,
      { exports: [{ name: "run", signature: ":", post: false }] },
    );
    for (let n = 0; n < 2; n += 1) call("run");
    expect(lines).toEqual(["2 first", "2 second"]);
  });

  it("is refused at build time when it is nested too deep", () => {
    expect(compileScript(engine("compiler"), "(".repeat(200_000))).toEqual({
      ok: false,
      reason: expect.stringMatching(/SyntaxError|RangeError|InternalError/),
    });
  });

  it("ends when it does not define what it exports", () => {
    const { call, lines } = start("", { exports: [{ name: "run", signature: ":", post: false }] });
    expect(() => call("run")).toThrow(/unreachable/);
    expect(lines).toEqual(["4 the script does not define an export that it names"]);
  });
});

describe("a script that goes too deep or takes too much", () => {
  const deep: Readonly<Record<string, string>> = {
    calls: `const f = () => f() + 1; f();`,
    constructors: `class A { constructor() { new A(); } } new A();`,
    getters: `const o = { get a() { return this.a; } }; o.a;`,
    "array methods": `const f = (a) => [a].map((x) => f(x)); f(1);`,
    sorting: `const f = () => [2, 1].sort(f); f();`,
    replacing: `const f = (s) => s.replace(/a/g, f); f("a");`,
    proxies: `let o = {}; for (let i = 0; i < 5000; i++) o = new Proxy(o, {}); o.x;`,
    generators: `function* g() { yield* g(); } [...g()];`,
    "text of nested arrays": `let a = []; for (let i = 0; i < 20000; i++) a = [a]; String(a);`,
    "JSON.parse": `JSON.parse("[".repeat(20000));`,
    "JSON.parse of objects": `JSON.parse('{"a":'.repeat(20000));`,
    "JSON.parse with a reviver": `JSON.parse("[".repeat(20000) + "]".repeat(20000), (k, v) => v);`,
    "JSON.stringify": `let a = []; for (let i = 0; i < 20000; i++) a = [a]; JSON.stringify(a);`,
    flat: `let a = []; for (let i = 0; i < 20000; i++) a = [a]; a.flat(Infinity);`,
    "regular expressions": `new RegExp("(?:".repeat(20000) + ")".repeat(20000));`,
    arguments: `Math.max(...new Array(60000).fill(1));`,
  };
  it.each(Object.entries(deep))("gets an error that it can catch: %s", (_, body) => {
    const said = run(`try { ${body} say("none"); } catch (e) { say(e.name); }
      say([1, 2, 3].map((x) => x * 2).join());`);
    expect(["2 RangeError", "2 SyntaxError", "2 none"]).toContain(said[0]);
    expect(said.slice(1)).toEqual(["2 2,4,6"]);
    if (said[0] === "2 none") expect(body).toMatch(/arguments|Math\.max/);
  });

  it("gets an error when memory is used up, and goes on when it lets go", () => {
    const bytes = link(
      `__ocre.export("run", ":i", () => { let kept = []; let caught = "";
        try { for (;;) kept.push(new Uint8Array(100000)); } catch (e) { kept = []; caught = e.message; }
        return caught === "out of memory" && new Uint8Array(100000).length === 100000 ? 1 : 0; });`,
      { exports: [{ name: "run", signature: ":i", post: false }], services: {} },
    );
    const capped = capMemory(bytes, 64);
    if (!capped.ok) throw new Error(capped.reason);
    const instance = new WebAssembly.Instance(new WebAssembly.Module(capped.bytes.slice()));
    const fn = instance.exports["run"];
    if (typeof fn !== "function") throw new Error("no export");
    expect(fn()).toBe(1);
  });

  it("gives memory back over many calls", () => {
    const { call, memory } = start(
      `__ocre.export("run", "ii:", (at, length) => { JSON.parse(__ocre.decode(at, length)); __ocre.free(at); });`,
      { exports: [{ name: "run", signature: "ii:", post: false }] },
    );
    const bytes = new TextEncoder().encode(JSON.stringify(Array.from({ length: 500 }, (_, i) => ({ i, s: "x" }))));
    let after100 = 0;
    for (let n = 0; n < 1000; n += 1) {
      const at = Number(call("cabi_realloc", 0, 0, 1, bytes.length));
      memory().set(bytes, at);
      call("run", at, bytes.length);
      if (n === 100) after100 = memory().length;
    }
    expect(memory().length).toBe(after100);
  });
});

describe("the language", () => {
  it.each([
    [
      "dates",
      `say(new Date(1e12).toISOString() + new Date(0).toString())`,
      "2001-09-09T01:46:40.000ZThu Jan 01 1970 00:00:00 GMT+0000",
    ],
    [
      "numbers",
      `say([0.1 + 0.2, 1e21, 5e-324, (255).toString(16), (1.005).toFixed(2), JSON.parse("1.25e-7")])`,
      "0.30000000000000004,1e+21,5e-324,ff,1.00,1.25e-7",
    ],
    ["bigints", `say(2n ** 70n % 1000007n)`, String(2n ** 70n % 1000007n)],
    ["regular expressions", String.raw`say("Äb-ç".replace(/\p{Lu}(?<x>.)/u, "$<x>!"))`, "b!-ç"],
    [
      "newer methods",
      `say([3, 1, 2].toSorted() + "|" + [1, 2].at(-1) + "|" + Object.keys(Object.groupBy([1, 2], (x) => x % 2 ? "a" : "b")))`,
      "1,2,3|2|a,b",
    ],
    ["disposal", `let s = ""; { const d = { [Symbol.dispose]() { s += "d"; } }; d[Symbol.dispose](); } say(s)`, "d"],
    ["escapes", `say(encodeURIComponent("ü/") + escape("ü\\u0123") + btoa("hi"))`, "%C3%BC%2F%FC%u0123aGk="],
  ])("has %s", (_, body, said) => {
    expect(run(body)).toEqual([`2 ${said}`]);
  });

  it("does the same from source as from bytecode", () => {
    const body = `say([1.5, "é", 7n, /a+/g, Symbol("s").toString(), new Map([[1, 2]]).size].map(String).join());`;
    expect(run(body, { kind: "source" })).toEqual(run(body));
  });

  it("has no way to make code from text", () => {
    expect(
      run(`try { eval("1"); } catch (e) { say(e.name); } try { new Function("1"); } catch (e) { say(e.name); }`),
    ).toEqual(["2 TypeError", "2 TypeError"]);
  });

  it("takes dates, time and random numbers from the world, when it has them", () => {
    const at = (view: DataView, pointer: number): void => {
      view.setUint8(pointer, 0);
      view.setBigInt64(pointer + 8, 1_700_000_000n, true);
      view.setUint32(pointer + 16, 123_456_789, true);
    };
    let memory: (() => Uint8Array) | undefined;
    const started = start(
      `__ocre.export("run", ":", () => { say(Date.now()); const a = performance.now(); say(performance.now() - a); say(Math.random()); });`,
      {
        exports: [{ name: "run", signature: ":", post: false }],
        services: {
          date: { module: "clock", field: "date" },
          now: { module: "clock", field: "now" },
          random: { module: "random", field: "get" },
        },
        host: {
          clock: {
            date: (pointer: number) => at(new DataView((memory?.() ?? new Uint8Array()).buffer), pointer),
            now: (() => {
              let now = 0n;
              return () => (now += 2_000_000n);
            })(),
          },
          random: { get: () => 77n },
        },
      },
    );
    memory = started.memory;
    started.call("run");
    expect(started.lines.slice(0, 2)).toEqual(["2 1700000000123", "2 2"]);
    expect(started.lines[2]).toMatch(/^2 0\.\d+$/);
    expect(run(`say(Date.now() > Date.now() - 1000 && Math.random() < 1);`)).toEqual(["2 true"]);
  });
});

describe("building the engine", () => {
  it("refuses a QuickJS that is not the one it changes", () => {
    expect(() => withChanges("int main;")).toThrow(/has not once what is changed/);
  });
});
