/** The proofs on plans can fail: every mandatory statement, left out or moved behind the call, is missed. */
import { type FuncPlan, type Plan, PlanError, planWorld, type Stmt, verifyPlan } from "ocrekit/abi";
import { loadWit, selectWorld } from "ocrekit/graph";
import { describe, expect, it } from "vitest";
import { parseDirectives } from "../../../generator/src/graph/directives.js";
import { hostProfile } from "../../support/profiles.js";

const { graph } = loadWit("wit");
if (graph === undefined) throw new Error("our packages do not load");
const world = selectWorld(graph, "command");
if (typeof world !== "number") throw new Error(world.message);
const { directives } = parseDirectives(graph);
const profile = { ...hostProfile, errors: "thrown" } as const;
const { plan } = planWorld(graph, directives, world, { side: "host", profile });
const imports = plan.groups.filter((g) => g.direction === "import").flatMap((g) => g.functions);

/** The plan with one function in place of all others. */
function only(fn: FuncPlan, body: readonly Stmt[]): Plan {
  const group = plan.groups.find((g) => g.functions.includes(fn));
  if (group === undefined) throw new Error("a function belongs to a group");
  return { ...plan, groups: [{ ...group, functions: [{ ...fn, body }] }] };
}

const without = (fn: FuncPlan, op: Stmt["op"]): readonly Stmt[] => fn.body.filter((s) => s.op !== op);
const behindCall = (fn: FuncPlan, op: Stmt["op"]): readonly Stmt[] => {
  const rest = without(fn, op);
  const call = rest.findIndex((s) => s.op === "callUser");
  return [...rest.slice(0, call + 1), ...fn.body.filter((s) => s.op === op), ...rest.slice(call + 1)];
};
const guarded = (kind: "requires" | "inherits"): readonly FuncPlan[] =>
  imports.filter((fn) => fn.directives?.guard.kind === kind);

describe("the verifier", () => {
  it("accepts the plans of our packages", () => {
    expect(imports.length).toBeGreaterThan(90);
    for (const fn of imports) expect(() => verifyPlan(only(fn, fn.body))).not.toThrow();
  });

  const mandatory = [
    { kind: "requires", op: "admit" },
    { kind: "requires", op: "check" },
    { kind: "inherits", op: "rights" },
  ] as const;

  it.each(mandatory)("misses $op in every function with @$kind", ({ kind, op }) => {
    expect(guarded(kind).length).toBeGreaterThan(20);
    for (const fn of guarded(kind)) {
      expect(() => verifyPlan(only(fn, without(fn, op))), fn.name).toThrow(PlanError);
      expect(() => verifyPlan(only(fn, behindCall(fn, op))), fn.name).toThrow(PlanError);
    }
  });

  it("misses the proof of the return area, and of every list", () => {
    const spanned = imports.filter((fn) => fn.body.some((s) => s.op === "span"));
    expect(spanned.length).toBeGreaterThan(40);
    for (const fn of spanned) expect(() => verifyPlan(only(fn, without(fn, "span"))), fn.name).toThrow(PlanError);
  });

  it("misses the filter of what a guest may see", () => {
    const filtering = imports.filter((fn) => (fn.directives?.filters.length ?? 0) > 0);
    expect(filtering.map((fn) => fn.item).sort()).toEqual(["list-keys", "list-lines", "list-sensors"]);
    for (const fn of filtering) expect(() => verifyPlan(only(fn, without(fn, "filter"))), fn.name).toThrow(PlanError);
  });

  it("refuses a local that is used before it is bound", () => {
    const fn = imports.find((f) => f.name === "[static]output.open");
    if (fn === undefined) throw new Error("there is an output");
    expect(() => verifyPlan(only(fn, without(fn, "liftBytes")))).toThrow(/before it is bound/);
  });
});

describe("the order of a host import", () => {
  it.each(guarded("requires").map((fn) => ({ fn, name: `${fn.core.module} ${fn.name}` })))(
    "of $name is admit, lift, check, call",
    ({ fn }) => {
      const at = (op: Stmt["op"]): number => fn.body.findIndex((s) => s.op === op);
      expect(at("admit")).toBe(0);
      expect(at("check")).toBeGreaterThan(Math.max(at("liftBytes"), at("liftHandle"), at("make")));
      expect(at("callUser")).toBeGreaterThan(at("check"));
      const charge = at("charge");
      if (charge >= 0) expect(charge).toBeGreaterThan(at("check"));
      if (charge >= 0) expect(charge).toBeLessThan(at("callUser"));
    },
  );
});
