/** The bindings of components: an app's own glue over an engine that takes less than it is given. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "../../../compile/typescript.js";
import { repository } from "../../../support/toolchain.js";
import { bundle } from "./bundle.js";
import { ComponentEngine, type Export, type Import, type Native } from "./component-engine.js";
import { sdkFor, unformatted } from "./generate.js";

const wit = `
package test:echo@0.1.0;
interface values {
  resource thing { constructor(of: u32); number: func() -> u32; swap: func(other: thing) -> thing; }
  word: func(v: u32) -> u32;
  long: func(v: s64) -> s64;
  real: func(v: f32) -> f32;
  text: func(v: string) -> string;
  either: func(v: result<u64, f64>) -> result<u64, f64>;
}
world app { import values; export values; }`;

const at = "test:echo/values@0.1.0";

/** What the host is told, and answers: the values themselves, as they are in the core. */
function imports(engine: () => ComponentEngine): readonly Import[] {
  const one = (name: string, signature: string, host: Native, resultBytes = 0): Import => ({
    module: at,
    name,
    signature,
    resultBytes,
    host,
  });
  const same: Native = (value) => value;
  const view = (): DataView => new DataView(engine().buffer);
  let last = 0;
  const reps = new Map<number, number>();
  const own = (name: string, signature: string, host: Native): Import => ({
    ...one(name, signature, host),
    module: `[export]${at}`,
  });
  return [
    one("[constructor]thing", "i:i", (v) => Number(v) + 1000),
    one("[method]thing.number", "i:i", (v) => Number(v) - 1000),
    one("[method]thing.swap", "ii:i", (_, other) => other),
    one("word", "i:i", same),
    one("long", "I:I", same),
    one("real", "f:f", same),
    one(
      "text",
      "iii:",
      (from, length, area) => {
        const copy = engine().allocate(Number(length));
        new Uint8Array(engine().buffer).copyWithin(copy, Number(from), Number(from) + Number(length));
        view().setUint32(Number(area), copy, true);
        view().setUint32(Number(area) + 4, Number(length), true);
        return undefined;
      },
      8,
    ),
    one(
      "either",
      "iIi:",
      (tag, payload, area) => {
        view().setUint8(Number(area), Number(tag));
        view().setBigInt64(Number(area) + 8, BigInt(payload ?? 0), true);
        return undefined;
      },
      16,
    ),
    one("[resource-drop]thing", "i:", () => undefined),
    own("[resource-new]thing", "i:i", (rep) => {
      last += 1;
      reps.set(last, Number(rep));
      return last;
    }),
    own("[resource-rep]thing", "i:i", (handle) => reps.get(Number(handle))),
    own("[resource-drop]thing", "i:", () => {
      throw new Error("the destructor would be called while the engine runs");
    }),
  ];
}

const exported = (name: string, signature: string, resultBytes = 0): Export => ({
  name: `${at}#${name}`,
  signature,
  resultBytes,
});
const exports = [
  exported("[constructor]thing", "i:i"),
  exported("[method]thing.number", "i:i"),
  exported("[method]thing.swap", "ii:i"),
  exported("word", "i:i"),
  exported("long", "I:I"),
  exported("real", "f:f"),
  exported("text", "ii:i", 8),
  exported("either", "iI:i", 16),
  exported("[dtor]thing", "i:"),
];

async function start(
  script?: string,
  more: readonly Export[] = [],
  others: readonly Import[] = [],
): Promise<ComponentEngine> {
  let engine: ComponentEngine | undefined;
  const given = imports(() => {
    if (engine === undefined) throw new Error("the host is called at the start");
    return engine;
  });
  const app = script ?? (await bundle(sdkFor(wit, "echo")));
  engine = await ComponentEngine.start(app, [...given, ...others], [...exports, ...more]);
  return engine;
}

it("passes the strictest options, and is formatted", { timeout: 300_000 }, async () => {
  const folder = join(repository, "sdk-templates/typescript");
  const paths = ["component/bindings.ts", "component/services.ts", "runtime/engine.ts"];
  const files = paths.map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
  expect(check(files)).toBe("");
  expect(await unformatted(files)).toEqual([]);
});

const itself = <T>(value: T): T => value;

describe("values go through as they are", () => {
  it("of 32 and 64 bits, of any sign", async () => {
    const engine = await start();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.integer(), fc.constantFrom(0, -1, 2 ** 31 - 1, -(2 ** 31))),
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        fc.float(),
        async (word, long, real) => {
          expect(await engine.call(`${at}#word`, [word], itself)).toBe(word);
          expect(await engine.call(`${at}#long`, [long], itself)).toBe(long);
          expect(await engine.call(`${at}#real`, [real], itself)).toBe(real);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("of texts, whose blocks are all given back", async () => {
    const engine = await start();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom("", "\ufeffmark", "é😀"), fc.string({ unit: "grapheme" })),
        async (v) => {
          const bytes = new TextEncoder().encode(v);
          const from = engine.allocate(bytes.length);
          new Uint8Array(engine.buffer).set(bytes, from);
          // An empty text has no block, and the engine none to free.
          if (bytes.length === 0) engine.blocks.delete(from);
          const read = await engine.call(`${at}#text`, [from, bytes.length], (area) => {
            const view = new DataView(engine.buffer);
            const [ptr, length] = [view.getUint32(Number(area), true), view.getUint32(Number(area) + 4, true)];
            return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(engine.buffer, ptr, length));
          });
          expect(read).toBe(v);
        },
      ),
      { numRuns: 100 },
    );
    expect([...engine.blocks]).toEqual([]);
  });

  it("of joined cases", async () => {
    const engine = await start();
    await fc.assert(
      fc.asyncProperty(fc.nat(1), fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }), async (tag, payload) => {
        const read = await engine.call(`${at}#either`, [tag, payload], (area) => {
          const view = new DataView(engine.buffer);
          return [view.getUint8(Number(area)), view.getBigInt64(Number(area) + 8, true)];
        });
        expect(read).toEqual([tag, payload]);
      }),
      { numRuns: 300 },
    );
  });

  it("of objects of the app's, also those that come back", async () => {
    const engine = await start();
    const one = await engine.call(`${at}#[constructor]thing`, [7], Number);
    const two = await engine.call(`${at}#[constructor]thing`, [8], Number);
    expect(await engine.call(`${at}#[method]thing.number`, [one], itself)).toBe(7);
    const back = await engine.call(`${at}#[method]thing.swap`, [one, two], Number);
    expect(back).toBeGreaterThan(two);
    await engine.call(`${at}#[dtor]thing`, [one], itself);
    await expect(engine.call(`${at}#[method]thing.number`, [one], itself)).rejects.toThrow("no such object");
  });
});

describe("what the engine would make something else of", () => {
  const calls = (signature: string, value: string): string =>
    `const f = __ocre.import("${at}", "${signature === "i:i" ? "word" : "long"}", "${signature}");
     __ocre.export("${at}#word", "i:i", () => { f(${value}); return 1; });`;
  it.each([
    ["i:i", "2 ** 32"],
    ["i:i", "-(2 ** 31) - 1"],
    ["i:i", "0.5"],
    ["i:i", "NaN"],
    ["I:I", "2n ** 64n"],
    ["I:I", "-(2n ** 63n) - 1n"],
  ])("is a RangeError: %s of %s", async (signature, value) => {
    const engine = await start(calls(signature, value));
    await expect(engine.call(`${at}#word`, [0], itself)).rejects.toThrow(RangeError);
  });

  it.each([
    ["i:i", "2 ** 32 - 1"],
    ["i:i", "2 ** 31"],
    ["i:i", "-0"],
    ["I:I", "2n ** 64n - 1n"],
    ["I:I", "-(2n ** 63n)"],
  ])("and nothing else is: %s of %s", async (signature, value) => {
    const engine = await start(calls(signature, value));
    expect(await engine.call(`${at}#word`, [0], itself)).toBe(1);
  });
});

describe("a call that waits", () => {
  it("lets everything go on that was promised before each step, and is made anew at the end", async () => {
    const engine = await start(
      `const log = [];
       let steps = 0;
       const chain = async (n) => { for (let i = 0; i < n; i++) await i; log.push(n); };
       __ocre.export("run", ":i", () => {
         if (steps === 3) return log.length === 3 && log.join() === "500,1,900" ? 7 : 8;
         chain(500);
         __ocre.turns(() => {
           steps++;
           if (log.length !== steps) throw new Error("not everything went on");
           if (steps < 3) chain(steps === 1 ? 1 : 900);
           return steps < 3;
         });
       });`,
      [{ name: "run", signature: ":i", resultBytes: 0 }],
    );
    expect(await engine.call("run", [], itself)).toBe(7);
  });

  it("fails with its step", async () => {
    const engine = await start(
      `__ocre.export("run", ":i", () => __ocre.turns(() => { throw new Error("no step"); }));`,
      [{ name: "run", signature: ":i", resultBytes: 0 }],
    );
    await expect(engine.call("run", [], itself)).rejects.toThrow("no step");
  });

  it("fails with what must hold and does not, in the call in which that is known", async () => {
    const engine = await start(
      `let reject;
       const first = new Promise((_, no) => { reject = no; });
       let calls = 0;
       __ocre.export("run", ":i", () => {
         if (calls === 0) (async () => { await first; throw new Error("late"); })().catch(__ocre.fail);
         if (calls === 1) reject(new Error("early"));
         return ++calls;
       });`,
      [{ name: "run", signature: ":i", resultBytes: 0 }],
    );
    expect(await engine.call("run", [], itself)).toBe(1);
    await expect(engine.call("run", [], itself)).rejects.toThrow("early");
  });

  it("is of no interface that the app lacks", async () => {
    const engine = await start("");
    await expect(engine.call(`${at}#word`, [1], itself)).rejects.toThrow("does not implement");
  });
});

describe("what the engine has no source for", () => {
  const system = (name: string, fn: string, signature: string, host: Native, resultBytes = 0): Import => ({
    module: `ocre:system/${name}@0.1.0`,
    name: fn,
    signature,
    resultBytes,
    host,
  });
  const run = { name: "run", signature: ":F", resultBytes: 0 };
  const answer = (of: string): string => `__ocre.export("run", ":F", () => ${of});`;

  async function asked(of: string, ...others: readonly Import[]): Promise<unknown> {
    return (await start(answer(of), [run], others)).call("run", [], itself);
  }

  it.each(["Date.now()", "new Date().getTime()", "new (new Date(5)).constructor().getTime()"])(
    "is the date of the world's clock: %s",
    async (of) => {
      let engine: ComponentEngine | undefined;
      const clock = system(
        "system-clock",
        "now",
        "i:",
        (area) => {
          const view = new DataView(engine?.buffer ?? new ArrayBuffer(0), Number(area));
          view.setUint8(0, 0);
          view.setBigInt64(8, 1_800_000_000n, true);
          view.setUint32(16, 123_456_789, true);
          return undefined;
        },
        24,
      );
      engine = await start(answer(of), [run], [clock]);
      expect(await engine.call("run", [], itself)).toBe(1_800_000_000_123);
      expect([...engine.blocks]).toEqual([]);
    },
  );

  it("is a given date as it was", async () => {
    expect(await asked("new Date(2020, 1, 3).getDate()")).toBe(3);
  });

  it("is time and chance", async () => {
    const time = system("monotonic-clock", "now", ":I", () => 1_500_000n);
    expect(await asked("performance.now()", time)).toBe(1.5);
    const chance = system("random", "get-random-u64", ":I", () => -(2n ** 63n));
    expect(await asked("Math.random()", chance)).toBe(0.5);
  });

  it("is the last line of the log", async () => {
    const lines: string[] = [];
    let engine: ComponentEngine | undefined;
    const log = system("log", "log", "iiiii:", (...args) => {
      const [level, , , from, length] = args.map(Number);
      lines.push(
        `${level} ${new TextDecoder().decode(new Uint8Array(engine?.buffer ?? new ArrayBuffer(0), from, length))}`,
      );
      return undefined;
    });
    engine = await start(answer(`{ throw new TypeError("bad\\nthing"); }`), [run], [log]);
    await expect(engine.call("run", [], itself)).rejects.toThrow("bad");
    expect(lines).toEqual([expect.stringMatching(/^4 Uncaught TypeError: bad thing/)]);
    expect(lines[0]?.length).toBeLessThan(260);
  });
});
