/** A program is put into the prepared engine as the general linker would do it, in a fraction of its time. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  injectProgram,
  type Program,
  prepareEngine,
} from "../../../generator/src/backends/typescript/engine-adapter.js";
import { attach, ModuleWriter, op, prelink } from "../../../generator/src/wasm/index.js";
import { walkBody } from "../../../generator/src/wasm/link-code.js";
import { readLinkPart } from "../../../generator/src/wasm/link-part.js";
import { requireTool } from "../../support/toolchain.js";
import { engine, engineIsThere, linkProgram, prepared } from "./engine.js";

beforeAll(() => {
  if (!engineIsThere) requireTool("cargo");
});

/**
 * A module as text that does not depend on the order of its functions: they are numbered as exports, tables and calls
 * lead to them. Every byte of code, data and exports is in it.
 */
function outline(bytes: Uint8Array): readonly string[] {
  const part = readLinkPart("module", bytes);
  const hex = (start: number, end: number): string => Buffer.from(part.bytes.subarray(start, end)).toString("base64");
  const order = new Map<number, number>();
  const number = (index: number): string => {
    if (!order.has(index)) order.set(index, order.size);
    return `#${order.get(index)}`;
  };
  const typeOf = (index: number): string => String(part.types[index]);
  const lines = [
    ...part.exports.map(
      ({ name, space, index }) => `export ${name} ${space} ${space === "func" ? number(index) : index}`,
    ),
    ...part.elements.map(({ functions = [], offset }) => {
      const at = offset === undefined ? "" : hex(offset.start, offset.end);
      return `elements ${at} ${functions.map(number).join()}`;
    }),
    ...part.data.map(({ offset, content }) => {
      const at = offset === undefined ? "" : hex(offset.start, offset.end);
      return `data ${at} ${hex(content.start, content.end)}`;
    }),
    ...part.entities.global.map(({ body }) => `global ${body === undefined ? "" : hex(body.start, body.end)}`),
    ...part.entities.memory.map(({ shape }) => `memory ${shape.space === "memory" ? shape.limits.min : ""}`),
    ...part.customs.map(({ name, content }) => `custom ${name} ${hex(content.start, content.end)}`),
  ];
  // What a function calls is added while the functions are gone through.
  for (const [index] of order) {
    const entity = part.entities.func[index];
    if (entity?.shape.space !== "func") throw new Error(`no function ${index}`);
    const { origin, body, shape } = entity;
    let text = `${typeOf(shape.type)} ${origin === undefined ? "" : `${origin.module} ${origin.field}`} `;
    let copied = body?.start ?? 0;
    if (body !== undefined) {
      walkBody(part, body, (use, at, start, end) => {
        const known = use === "func" ? number(at) : use === "type" || use === "block-type" ? typeOf(at) : `${use}${at}`;
        text += `${hex(copied, start)} ${known} `;
        copied = end;
      });
      text += hex(copied, body.end);
    }
    lines.push(text);
  }
  return lines.map((line) => (line.length < 200 ? line : createHash("sha256").update(line).digest("hex")));
}

const signature = fc
  .tuple(
    fc.string({ unit: fc.constantFrom("i", "I", "f", "F"), maxLength: 16 }),
    fc.constantFrom("", "i", "I", "f", "F"),
  )
  .map(([params, result]) => `${params}:${result}`);
const service = fc.option(
  fc.string({ unit: "grapheme", maxLength: 5 }).map((field) => ({ module: "ocre:s", field })),
  { nil: undefined },
);
const programs: fc.Arbitrary<Program> = fc.record({
  script: fc.record({
    kind: fc.constantFrom("bytecode" as const, "source" as const),
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 50 }),
      fc.integer({ min: 0, max: 200_000 }).map((n) => new Uint8Array(n).fill(7)),
    ),
  }),
  imports: fc
    .tuple(fc.integer({ min: 0, max: 150 }), fc.array(signature, { minLength: 1, maxLength: 9 }))
    .map(([count, all]) =>
      Array.from({ length: count }, (_, i) => ({ module: "m", name: `f${i}`, signature: all[i % all.length] ?? ":" })),
    ),
  exports: fc
    .array(fc.tuple(signature, fc.boolean()), { maxLength: 12 })
    // With one of these all functions of the engine are reached, which `injectProgram` does not ask.
    .map((all) => [...all, ["i:i", true] as const].map(([own, post], i) => ({ name: `e${i}`, signature: own, post }))),
  services: fc.record({ log: service, now: service, random: service }).map(({ log, now, random }) => ({
    ...(log === undefined ? {} : { log }),
    ...(now === undefined ? {} : { now }),
    ...(random === undefined ? {} : { random }),
  })),
});

describe("injecting a program", () => {
  it("makes the module that the general linker makes", { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(programs, (program) => {
        const injected = injectProgram(prepared(), program);
        expect(WebAssembly.validate(injected.slice())).toBe(true);
        expect(outline(injected)).toEqual(outline(linkProgram(engine("runtime"), program)));
        expect(Buffer.from(injectProgram(prepared(), program)).equals(injected)).toBe(true);
      }),
      { numRuns: 8 },
    );
  });

  it("takes the engine that is kept for the one that would be made now", { timeout: 60_000 }, () => {
    expect(Buffer.from(prepared()).equals(prepareEngine(engine("runtime")))).toBe(true);
  });

  it("takes less than a fifth of the linker's time", { timeout: 120_000 }, () => {
    const program: Program = {
      script: { kind: "bytecode", bytes: new Uint8Array(10_000) },
      imports: Array.from({ length: 20 }, (_, i) => ({ module: "m", name: `f${i}`, signature: "iIfF:i" })),
      exports: [{ name: "e", signature: ":", post: false }],
      services: {},
    };
    const [ready, runtime] = [prepared(), engine("runtime")];
    // Time of this process, because others are at work; the best of some, because of its collector.
    const milliseconds = (work: () => unknown): number =>
      Math.min(
        ...Array.from({ length: 6 }, () => {
          const before = process.cpuUsage();
          work();
          const { user, system } = process.cpuUsage(before);
          return (user + system) / 1000;
        }),
      );
    const [injected, linked] = [
      milliseconds(() => injectProgram(ready, program)),
      milliseconds(() => linkProgram(runtime, program)),
    ];
    console.log(`injection ${injected.toFixed(1)} ms of processor time, linking ${linked.toFixed(1)} ms`);
    expect(injected).toBeLessThan(linked / 5);
  });
});

describe("a part that is made ready", () => {
  const part = (): Uint8Array => {
    const module = new ModuleWriter();
    const ask = module.importFunction("adapter", "ask", { params: [], results: ["i32"] });
    module.addFunction({ params: [], results: ["i32"], code: op.call(ask), exportAs: "run" });
    return module.finish();
  };
  const adapter = (...names: readonly string[]): Uint8Array => {
    const module = new ModuleWriter();
    for (const name of names) module.addFunction({ params: [], results: ["i32"], code: op.i32(42), exportAs: name });
    return module.finish();
  };
  const put = (own: Uint8Array, provided: readonly string[] = ["ask"]): Uint8Array =>
    attach({
      prelinked: prelink(part(), { needed: ["run"], provided }),
      partName: "part",
      adapterName: "adapter",
      adapter: own,
      keepExport: (name) => name === "run",
    });

  it("runs with its adapter", () => {
    const { run } = new WebAssembly.Instance(new WebAssembly.Module(put(adapter("ask")).slice())).exports;
    expect(typeof run === "function" ? run() : run).toBe(42);
  });

  it("refuses an adapter whose functions stand elsewhere", () => {
    expect(() => put(adapter("other", "ask"))).toThrow("function 0 of the adapter is not 'ask'");
    expect(() => put(adapter("ask"), ["ask", "more"])).toThrow("function 1 of the adapter is not 'more'");
  });

  it("refuses a part that imports more than adapters have", () => {
    expect(() => prelink(part(), { needed: ["run"], provided: [] })).toThrow("imports 'ask'");
  });

  it("refuses what is not prelinked, and too many functions", () => {
    const options = { partName: "part", adapterName: "adapter", keepExport: () => true };
    expect(() => attach({ ...options, prelinked: part(), adapter: adapter("ask") })).toThrow("not a prelinked module");
    const many = Array.from({ length: 16_384 }, (_, i) => (i === 0 ? "ask" : `f${i}`));
    expect(() => put(adapter(...many))).toThrow("more functions than two bytes can count");
  });
});
