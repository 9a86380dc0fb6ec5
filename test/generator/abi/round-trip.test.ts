/** For random types and values, what a callee lifts is what its caller lowered, in both directions. */
import fc from "fast-check";
import { type FuncPlan, type Plan, planWorld } from "ocrekit/abi";
import { describe, expect, it } from "vitest";
import { worldId } from "../../../generator/src/ids.js";
import { shapeWithValue } from "../../support/arbitrary.js";
import { graphOf, noDirectives } from "../../support/graph-of.js";
import { bumpMachine, type Core, runFunction } from "../../support/interpret.js";
import { hostProfile } from "../../support/profiles.js";
import type { Shape, Value } from "../../support/shapes.js";

const runs = Number(process.env["OCREKIT_FUZZ_RUNS"] ?? 2000);

function plans(shape: Shape): { readonly caller: FuncPlan; readonly callee: FuncPlan; readonly plan: Plan } {
  const graph = graphOf([shape]);
  const of = (world: number): Plan =>
    planWorld(graph, noDirectives, worldId(world), { side: "host", profile: hostProfile, undirected: "allow" }).plan;
  const plan = of(1);
  const caller = plan.groups[0]?.functions[0];
  const callee = of(0).groups[0]?.functions[0];
  if (caller === undefined || callee === undefined) throw new Error("a function is missing");
  return { caller, callee, plan };
}

/** Calls the import plan from inside the export plan, over one memory: parameters go one way, results the other. */
function echo(shape: Shape, value: Value): { readonly seen: unknown; readonly returned: unknown } {
  const { caller, callee, plan } = plans(shape);
  const machine = bumpMachine(plan.types, 1 << 12, 16);
  let seen: Value | undefined;
  machine.callUser = ([arg]) => {
    seen = arg;
    return arg;
  };
  machine.callCore = (args) => {
    if (!callee.signature.spilledResult) return coreOf(runFunction(callee, args, machine));
    const layout = plan.types[caller.result ?? -1]?.layout ?? { size: 0, align: 1 };
    const area = machine.allocate(layout.align, layout.size);
    runFunction(callee, [...args, area], machine);
    return area;
  };
  const returned = runFunction(caller, [value], machine);
  return { seen, returned };
}

function coreOf(cell: unknown): Core {
  if (typeof cell !== "number" && typeof cell !== "bigint") throw new Error("no core value");
  return cell;
}

describe("a round trip through core values and memory", () => {
  it("keeps every value", () => {
    fc.assert(
      fc.property(shapeWithValue({ depth: 3, maps: true }), ({ shape, value }) => {
        const machine = echo(shape, value);
        expect(machine.returned).toEqual(value);
        expect(machine.seen).toEqual(value);
      }),
      { numRuns: runs },
    );
  });
});
