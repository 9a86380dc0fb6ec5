/** The generated Node host against the component model's reference implementation: every type, every value. */
import { readFileSync } from "node:fs";
import { createInstanceRuntime, type InstanceRuntime, WasmTrap, WitError } from "@ocrekit/host/rt";
import { type FuncPlan, type Plan, planWorld } from "ocrekit/abi";
import { beforeAll, describe, expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/host-ts/backend.js";
import { worldId } from "../../../../generator/src/ids.js";
import { type Callable, loadGenerated } from "../../../support/generated-host.js";
import { graphOf, noDirectives } from "../../../support/graph-of.js";
import { fromNative, toNative } from "../../../support/native-values.js";
import type { Shape, Value } from "../../../support/shapes.js";

interface Vector {
  readonly type: Shape;
  readonly size?: number;
  readonly value?: Value;
  readonly lower?: readonly (number | string)[];
  readonly memory?: string;
  readonly stored?: string;
  readonly lift?: readonly (number | string)[];
  readonly trap?: true;
}

const file = new URL("../../../data/canonical-abi.jsonl", import.meta.url);
const vectors: readonly Vector[] = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const shapes = vectors.filter((v) => v.size !== undefined).map((v) => v.type);
const indexes = new Map(shapes.map((shape, i) => [JSON.stringify(shape), i]));
const graph = graphOf(shapes);
const planOf = (world: number): Plan =>
  planWorld(graph, noDirectives, worldId(world), { side: "host", profile: backend.profile, undirected: "allow" }).plan;
const plans = { imports: planOf(0), exports: planOf(1) };

class Stop extends Error {}
const never = { scope: () => ({ admitted: false, check1: () => refused, check: () => refused }) };
const refused = { allowed: false, reason: "not-granted" } as const;
const path = "test-shapes-shapes.ts";
let createImports: Callable;
let bindExports: Callable;

beforeAll(async () => {
  createImports = (await loadGenerated(generate(backend, plans.imports).files, path)).fn("createShapesImports");
  bindExports = (await loadGenerated(generate(backend, plans.exports).files, path)).fn("bindShapesExports");
}, 60_000);

/** A guest of which only memory and allocator exist; the allocator never gives back. */
class Guest {
  readonly rt: InstanceRuntime = createInstanceRuntime({ decider: never, limits: { callBytes: 1 << 20 } });
  readonly memory: { buffer: ArrayBuffer };
  passed: readonly unknown[] = [];
  answer: (value: unknown) => unknown = () => undefined;
  #top: number;
  readonly #imports: unknown;
  #exports: unknown;

  constructor(buffer: ArrayBuffer, top = 0) {
    this.memory = { buffer };
    this.#top = top;
    const any = (value: unknown): unknown => this.answer(value);
    this.#imports = createImports(this.rt, new Proxy({}, { get: () => any }));
    this.rt.attach({ exports: { memory: this.memory, cabi_realloc: this.#realloc } });
  }

  get used(): number {
    return this.#top;
  }

  reset(buffer: ArrayBuffer, top: number): void {
    this.memory.buffer = buffer;
    this.#top = top;
    this.rt.attach({ exports: { memory: this.memory, cabi_realloc: this.#realloc } });
  }

  import(shape: Shape, args: readonly unknown[]): void {
    call(this.#imports, nameOf(shape), args);
  }

  export(shape: Shape, value: unknown): void {
    this.#exports ??= this.#bind();
    call(this.#exports, nameOf(shape), [value]);
  }

  #bind(): unknown {
    const core = (...args: unknown[]): never => {
      this.passed = args;
      throw new Stop();
    };
    return bindExports(this.rt, {
      exports: Object.fromEntries(shapes.map((_, i) => [`test:shapes/shapes#f${i}`, core])),
    });
  }

  readonly #realloc = (_old: number, _oldSize: number, align: number, size: number): number => {
    const at = Math.ceil(this.#top / align) * align;
    this.#top = at + size;
    return at;
  };
}

function call(fields: unknown, name: string, args: readonly unknown[]): void {
  const found: unknown = typeof fields === "object" && fields !== null ? Reflect.get(fields, name) : undefined;
  if (typeof found !== "function") throw new Error(`no ${name}`);
  found(...args);
}

const nameOf = (shape: Shape): string => `f${indexes.get(JSON.stringify(shape))}`;

function funcOf(plan: Plan, shape: Shape): FuncPlan {
  const fn = plan.groups[0]?.functions[indexes.get(JSON.stringify(shape)) ?? -1];
  if (fn === undefined) throw new Error("no function");
  return fn;
}

const scratch = new DataView(new ArrayBuffer(8));
const types = ["i32", "i64", "f32", "f64"] as const;
type CoreType = (typeof types)[number];

function coreValue(type: CoreType, value: number | string): unknown {
  if (type === "i64") return BigInt.asIntN(64, BigInt(value));
  if (type === "i32") return Number(value) | 0;
  if (type === "f32") {
    scratch.setUint32(0, Number(value));
    return scratch.getFloat32(0);
  }
  scratch.setBigUint64(0, BigInt(value));
  return scratch.getFloat64(0);
}

/** Core values as the vectors write them; any NaN is the same. */
function written(type: CoreType, value: unknown): string {
  if (type === "i64") return String(BigInt.asUintN(64, BigInt(String(value))));
  if (type === "i32") return String(Number(value) >>> 0);
  return String(value);
}

/** NaN may lose its payload on the way through a JavaScript number. */
const sameNaN = (value: Value | undefined): unknown =>
  JSON.parse(JSON.stringify(value), (_, v) => {
    if (typeof v !== "string" || !/^0x([0-9a-f]{8}|[0-9a-f]{16})$/.test(v)) return v;
    const bits = BigInt(v);
    const nan =
      v.length === 10 ? (bits & 0x7fff_ffffn) > 0x7f80_0000n : (bits & 0x7fff_ffff_ffff_ffffn) > 0x7ff0_0000_0000_0000n;
    return nan ? "nan" : v;
  });

const bufferOf = (hex: string): ArrayBuffer => {
  const buffer = new ArrayBuffer(hex.length / 2);
  Buffer.from(buffer).write(hex, "hex");
  return buffer;
};

describe("the generated host and the reference implementation's vectors", () => {
  it("lowers every argument of an export to the same core values and the same heap", () => {
    const guest = new Guest(new ArrayBuffer(65_536));
    let checked = 0;
    for (const { type, value, lower, memory } of vectors) {
      const { signature } = funcOf(plans.exports, type);
      if (lower === undefined || signature.spilledParams) continue;
      guest.reset(new ArrayBuffer(4096), 0);
      expect(() => guest.export(type, toNative(type, value))).toThrow(Stop);
      guest.rt.leave();
      const expected = lower.map((core, i) =>
        written(signature.params[i] ?? "i32", coreValue(signature.params[i] ?? "i32", core)),
      );
      expect({ type, core: guest.passed.map((core, i) => written(signature.params[i] ?? "i32", core)) }).toEqual({
        type,
        core: expected,
      });
      expect(Buffer.from(guest.memory.buffer, 0, guest.used).toString("hex")).toBe(memory);
      checked++;
    }
    expect(checked).toBeGreaterThan(2000);
  });

  it("stores every result of an import in the same bytes", () => {
    const guest = new Guest(new ArrayBuffer(0));
    let checked = 0;
    for (const { type, value, stored } of vectors) {
      const { signature, params } = funcOf(plans.imports, type);
      const size = plans.imports.types[params[0]?.type ?? -1]?.layout.size;
      if (stored === undefined || size === undefined || !signature.spilledResult) continue;
      guest.reset(new ArrayBuffer(8192), size);
      const native = toNative(type, value);
      guest.answer = () => resultOf(type, native);
      guest.import(
        type,
        signature.params.map((core) => (core === "i64" ? 0n : 0)),
      );
      expect({ type, bytes: Buffer.from(guest.memory.buffer, 0, Math.max(guest.used, size)).toString("hex") }).toEqual({
        type,
        bytes: stored,
      });
      checked++;
    }
    expect(checked).toBeGreaterThan(1000);
  });

  it("lifts the same arguments of an import, and traps where the reference does", () => {
    let guest = new Guest(new ArrayBuffer(0));
    let lifted = 0;
    let trapped = 0;
    for (const { type, lift, memory, value, trap } of vectors) {
      const { signature } = funcOf(plans.imports, type);
      if (lift === undefined || signature.spilledParams) continue;
      guest.reset(bufferOf(memory ?? ""), 0);
      let seen: Value | undefined;
      guest.answer = (native) => {
        seen = fromNative(type, native);
        throw new Stop();
      };
      const args = [
        ...lift.map((core, i) => coreValue(signature.params[i] ?? "i32", core)),
        ...(signature.spilledResult ? [0] : []),
      ];
      let thrown: unknown;
      try {
        guest.import(type, args);
      } catch (error) {
        thrown = error;
      }
      if (trap) {
        expect({ type, lift, trap: thrown instanceof WasmTrap && thrown.kind === "abi", seen }).toEqual({
          type,
          lift,
          trap: true,
          seen: undefined,
        });
        trapped++;
      } else {
        expect({ type, lift, value: sameNaN(seen) }).toEqual({ type, lift, value: sameNaN(value) });
        lifted++;
      }
      // A trap, and the fault that stands for `Stop`, are the end of an instance.
      if (guest.rt.death !== undefined) guest = new Guest(new ArrayBuffer(0));
    }
    expect(lifted).toBeGreaterThan(1000);
    expect(trapped).toBeGreaterThan(300);
  });
});

/** An implementer returns the `ok` of a result and throws the error. */
function resultOf(shape: Shape, native: unknown): unknown {
  if (typeof shape === "string" || !("result" in shape) || typeof native !== "object" || native === null) return native;
  const payload = "val" in native ? native.val : undefined;
  if ("tag" in native && native.tag === "err") throw new WitError(payload);
  return payload;
}
