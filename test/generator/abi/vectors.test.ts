/** The planner against the component model's reference implementation: 1,500 types, 6,000 values. */
import { readFileSync } from "node:fs";
import { type FuncPlan, type Plan, planWorld } from "ocrekit/abi";
import { describe, expect, it } from "vitest";
import { worldId } from "../../../generator/src/ids.js";
import { graphOf, noDirectives } from "../../support/graph-of.js";
import { bumpMachine, type Cell, type Core, runFunction, Trap } from "../../support/interpret.js";
import { hostProfile } from "../../support/profiles.js";
import type { Shape, Value } from "../../support/shapes.js";

interface Vector {
  readonly type: Shape;
  readonly size?: number;
  readonly align?: number;
  readonly flat?: readonly string[];
  readonly value?: Value;
  readonly lower?: readonly (number | string)[];
  readonly memory?: string;
  readonly stored?: string;
  readonly lift?: readonly (number | string)[];
  readonly trap?: true;
}

const lines: readonly Vector[] = readFileSync(new URL("../../data/canonical-abi.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const shapes = lines.filter((v) => v.size !== undefined);
const indexOf = new Map(shapes.map((v, i) => [JSON.stringify(v.type), i]));
const graph = graphOf(shapes.map((v) => v.type));
const planOf = (world: number): Plan =>
  planWorld(graph, noDirectives, worldId(world), { side: "host", profile: hostProfile, undirected: "allow" }).plan;
const imports = planOf(0);
const exports = planOf(1);

function funcOf(plan: Plan, type: Shape): FuncPlan {
  const fn = plan.groups[0]?.functions[indexOf.get(JSON.stringify(type)) ?? -1];
  if (fn === undefined) throw new Error(`no function for ${JSON.stringify(type)}`);
  return fn;
}

const coreOf = (value: number | string): Core =>
  typeof value === "number"
    ? value
    : value.startsWith("0x")
      ? value.length > 10
        ? BigInt(value)
        : Number(value)
      : BigInt.asUintN(64, BigInt(value));
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

/** Any NaN equals any other: hosts may canonicalise. */
function sameNaN(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, v) => {
    if (typeof v !== "string" || !/^0x([0-9a-f]{8}|[0-9a-f]{16})$/.test(v)) return v;
    const bits = BigInt(v);
    const nan =
      v.length === 10 ? (bits & 0x7fff_ffffn) > 0x7f80_0000n : (bits & 0x7fff_ffff_ffff_ffffn) > 0x7ff0_0000_0000_0000n;
    return nan ? "nan" : v;
  });
}

describe("the reference implementation's vectors", () => {
  it("has the size, alignment and flat form of every type", () => {
    for (const vector of shapes) {
      const param = funcOf(imports, vector.type).params[0];
      const type = param === undefined ? undefined : imports.types[param.type];
      expect({ type: vector.type, size: type?.layout.size, align: type?.layout.align }).toEqual({
        type: vector.type,
        size: vector.size,
        align: vector.align,
      });
      expect(type?.flat).toEqual(vector.flat?.slice(0, 17));
    }
  });

  it("lowers every value to the same core values and the same heap", () => {
    let checked = 0;
    for (const vector of lines) {
      if (vector.lower === undefined || vector.value === undefined) continue;
      const fn = funcOf(exports, vector.type);
      if (fn.signature.spilledParams) continue;
      const machine = bumpMachine(exports.types, 64);
      let passed: readonly Core[] = [];
      machine.callCore = (args) => {
        passed = args;
        throw new Stop();
      };
      stopped(() => runFunction(fn, [vector.value as Cell], machine));
      expect({ type: vector.type, core: passed.map(BigInt) }).toEqual({
        type: vector.type,
        core: vector.lower.map((c) => BigInt(coreOf(c))),
      });
      expect(Buffer.from(machine.memory.subarray(0, machine.top)).toString("hex")).toBe(vector.memory);
      checked++;
    }
    expect(checked).toBeGreaterThan(2000);
  });

  it("stores every value in the same bytes", () => {
    let checked = 0;
    for (const vector of lines) {
      if (vector.stored === undefined || vector.value === undefined) continue;
      const fn = funcOf(imports, vector.type);
      const type = imports.types[fn.params[0]?.type ?? -1];
      if (!fn.signature.spilledResult || type === undefined || fn.body.some((s) => s.op === "admit")) continue;
      const machine = bumpMachine(imports.types, 4096, type.layout.size);
      machine.callUser = () => vector.value;
      const inputs = fn.signature.params.map(
        (core, i): Cell => (i === fn.signature.params.length - 1 ? 0 : core === "i64" || core === "f64" ? 0n : 0),
      );
      stopped(() => runFunction(fn, inputs, machine));
      expect(Buffer.from(machine.memory.subarray(0, Math.max(machine.top, type.layout.size))).toString("hex")).toBe(
        vector.stored,
      );
      checked++;
    }
    expect(checked).toBeGreaterThan(1000);
  });

  it("lifts the same values, and traps where the reference does", () => {
    let lifted = 0;
    let trapped = 0;
    for (const vector of lines) {
      if (vector.lift === undefined) continue;
      const fn = funcOf(imports, vector.type);
      if (fn.signature.spilledParams) continue;
      const machine = bumpMachine(imports.types, 0);
      machine.memory = bytes(vector.memory ?? "");
      let seen: Value | undefined;
      machine.callUser = ([value]) => {
        seen = value;
        throw new Stop();
      };
      const area = fn.signature.spilledResult ? [0] : [];
      const outcome = stopped(() => runFunction(fn, [...(vector.lift ?? []).map(coreOf), ...area], machine));
      if (vector.trap) {
        expect({ vector, outcome }).toEqual({ vector, outcome: "trap" });
        trapped++;
      } else {
        expect({ type: vector.type, lift: vector.lift, value: sameNaN(seen) }).toEqual({
          type: vector.type,
          lift: vector.lift,
          value: sameNaN(vector.value),
        });
        lifted++;
      }
    }
    expect(lifted).toBeGreaterThan(1000);
    expect(trapped).toBeGreaterThan(300);
  });
});

class Stop extends Error {}

function stopped(run: () => unknown): "trap" | "done" {
  try {
    run();
  } catch (error) {
    if (error instanceof Trap) return "trap";
    if (!(error instanceof Stop)) throw error;
  }
  return "done";
}
