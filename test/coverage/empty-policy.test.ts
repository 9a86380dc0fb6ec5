/** Default deny, proved on every function: the import table is walked, so that a new function cannot be left out. */
import { createInstanceRuntime, type ImportEntry, resourceType } from "@ocrekit/host/rt";
import type { FuncPlan } from "ocrekit/abi";
import { describe, expect, it } from "vitest";
import { callWithNothing, fieldsOf, type Observed, poisoned, refusal } from "./denial.js";
import { ourHost, type ServedGraph, userHost } from "./served.js";

const hosts = [
  { name: "our worlds", served: await ourHost() },
  { name: "a user's package", served: await userHost("test/coverage/plant.wit", "plant") },
  { name: "acme:relay of the examples", served: await userHost("examples/relay/wit/relay.wit", "board") },
];

/** Never given out, or given out and out of date: no such handle exists. */
const forged = [0, 1, 2, 255, 256, 257, 0x0fff_ff01, 0x7fff_ffff, -1, -2, -0x8000_0000];
const beyond = -16;

const key = (module: string, field: string): string => `${module} ${field}`;
const keyOf = (entry: ImportEntry): string => key(entry.module, entry.field);

describe.each(hosts)("a guest of $name without any grant", ({ served }) => {
  const { table, plan } = served;
  const planned = new Map(
    plan.groups
      .filter((g) => g.direction === "import")
      .flatMap((g) => g.functions.map((fn): [string, FuncPlan] => [key(fn.core.module, fn.core.field), fn])),
  );
  const drops = plan.resources.map((r) => key(r.drop.module, r.drop.field));
  const of = (guard: ImportEntry["guard"]): readonly ImportEntry[] => table.filter((entry) => entry.guard === guard);
  const call = (entry: ImportEntry, value: number): Observed =>
    callWithNothing(served, entry, poisoned(entry, planned.get(keyOf(entry)), value));
  const must = (entry: ImportEntry): FuncPlan => {
    const fn = planned.get(keyOf(entry));
    if (fn === undefined) throw new Error(`${keyOf(entry)} is not in the plan`);
    return fn;
  };

  it("meets every function of the WIT exactly once, in the table and in the import object", () => {
    const names = table.map(keyOf);
    expect(names.toSorted()).toEqual([...new Set([...planned.keys(), ...drops])].toSorted());
    const imports = served.createImports(createInstanceRuntime({ decider: never, limits: {} }), anything());
    expect(
      [...fieldsOf(imports)].flatMap(([module, fields]) => fields.map((field) => key(module, field))).toSorted(),
    ).toEqual(names.toSorted());
    const called = of("requires").length + of("inherits").length + of("intrinsic").length + of("unrestricted").length;
    expect(called).toBe(table.length);
  });

  it("is answered 'denied' by all that needs a permission, and nothing is read first", () => {
    for (const entry of of("requires")) {
      const fn = must(entry);
      const { trap, returned, reads, written, touched, audited } = call(entry, beyond);
      const expected = refusal(plan, fn);
      expect({ entry, trap, returned, reads, written, touched }).toEqual({
        entry,
        trap: undefined,
        returned: expected.returned,
        reads: [],
        written: expected.written,
        touched: [],
      });
      expect(audited.length, `${keyOf(entry)} leaves a line in the audit log`).toBeGreaterThan(0);
      expect(entry.scopes.length).toBeGreaterThan(0);
    }
    expect(of("requires").length).toBeGreaterThan(0);
  });

  it("traps with a forged handle, and nothing is read or written", () => {
    for (const entry of [...of("inherits"), ...of("intrinsic")]) {
      for (const handle of forged) {
        const { trap, reads, written, touched } = call(entry, handle);
        expect(trap, `${keyOf(entry)} with ${handle}`).toMatch(/^\d+ is no handle of an? /);
        expect({ entry, reads, written, touched }).toEqual({ entry, reads: [], written: new Map(), touched: [] });
      }
    }
  });

  it("traps with a handle of another type", () => {
    const other = resourceType<object>("elsewhere:made/up", "thing");
    for (const entry of [...of("inherits"), ...of("intrinsic")]) {
      let handle = 0;
      const args = poisoned(entry, planned.get(keyOf(entry)), 0);
      const { trap, touched } = callWithNothing(served, entry, [1, ...args.slice(1)], (rt) => {
        handle = rt.handles.mint(other, {}, undefined);
      });
      expect(handle).toBe(1);
      expect(trap, keyOf(entry)).toMatch(/^1 is no handle of an? /);
      expect(touched).toEqual([]);
    }
  });

  it("reaches an implementation only where a function says that it needs no permission", () => {
    // With zeros for arguments a function that takes no handle is called through to its implementation.
    const reached: string[] = [];
    for (const entry of table) {
      const { touched } = call(entry, 0);
      if (touched.length > 0) reached.push(keyOf(entry));
      expect(touched.length).toBeLessThanOrEqual(1);
    }
    const open = of("unrestricted").filter((entry) => must(entry).kind !== "method");
    expect(reached.toSorted()).toEqual(open.map(keyOf).toSorted());
  });
});

describe("the tables of our worlds", () => {
  it("have every function of every package of wit/, once", async () => {
    const { graph, table }: ServedGraph = await ourHost();
    const loaded = await import("../../runtime-host/src/gen/index.js");
    const served = [
      ...table.filter((e) => e.guard !== "intrinsic").map(keyOf),
      ...loaded.exportTable.map((e) => e.name.replace("#", " ")),
    ];
    const written = graph.interfaces.flatMap((it) => {
      const { namespace, name, version } = graph.packages[it.package]?.name ?? { namespace: "", name: "" };
      return [...it.functions.keys()].map((fn) => key(`${namespace}:${name}/${it.name}@${version}`, fn));
    });
    expect(served.toSorted()).toEqual(written.toSorted());
    expect(written.length).toBeGreaterThan(100);
  });
});

const no = { allowed: false, reason: "not-granted" } as const;
const never = { scope: () => ({ admitted: false, check1: () => no, check: () => no }) };
const anything = (): object => new Proxy({}, { get: () => anything() });
