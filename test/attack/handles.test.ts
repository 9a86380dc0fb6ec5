/** Handles that were never given out, are gone, belong to others, or are given away while they are used. */
import { createInstanceRuntime, type InstanceRuntime, resourceType, WasmTrap } from "@ocrekit/host/rt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const nothing = { scope: () => ({ admitted: false, check1: refuse, check: refuse }) };
function refuse() {
  return { allowed: false, reason: "not-granted" } as const;
}

interface Thing {
  readonly id: number;
  drop(): void;
}
const thingType = resourceType<Thing>("a:b/c", "thing");
const otherType = resourceType<Thing>("a:b/c", "thing");

function table(limit: number): { rt: InstanceRuntime; dropped: number[]; thing(id: number): Thing } {
  const dropped: number[] = [];
  return {
    rt: createInstanceRuntime({ decider: nothing, limits: { handles: limit } }),
    dropped,
    thing: (id) => ({ id, drop: () => dropped.push(id) }),
  };
}

describe("a table of handles", () => {
  it("agrees with a map, whatever a guest opens, drops, forges and mixes up", () => {
    const step = fc.oneof(
      fc.constant({ kind: "mint" } as const),
      fc.record({ kind: fc.constantFrom("drop", "get", "take", "wrong-type"), which: fc.nat(40) }),
      fc.record({ kind: fc.constant("forged" as const), handle: fc.oneof(fc.integer(), fc.nat(5000)) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { rt, thing, dropped } = table(6);
        const live = new Map<number, number>();
        const ever: number[] = [];
        const gone: number[] = [];
        for (const [id, each] of steps.entries()) {
          if (each.kind === "mint") {
            const handle = rt.handles.mint(thingType, thing(id), undefined);
            expect(handle > 0).toBe(live.size < 6);
            if (handle === 0) continue;
            expect(ever).not.toContain(handle);
            ever.push(handle);
            live.set(handle, id);
            continue;
          }
          const handle = each.kind === "forged" ? each.handle : (ever[each.which % Math.max(1, ever.length)] ?? 7);
          const known = live.get(handle);
          const type = each.kind === "wrong-type" ? otherType : thingType;
          const work = (): unknown => {
            if (each.kind === "drop") return rt.handles.drop(type, handle);
            return each.kind === "take" ? rt.handles.take(type, handle).id : rt.handles.get(type, handle).id;
          };
          if (known === undefined || each.kind === "wrong-type") {
            expect(work).toThrow(WasmTrap);
            return;
          }
          const answer = work();
          if (each.kind === "drop") gone.push(known);
          else expect(answer).toBe(known);
          if (each.kind === "drop" || each.kind === "take") live.delete(handle);
          expect(rt.handles.live).toBe(live.size);
        }
        expect(dropped).toEqual(gone);
        rt.end();
        expect(dropped.toSorted()).toEqual([...gone, ...live.values()].toSorted());
      }),
      { numRuns: 300 },
    );
  });

  it("gives no handle out twice, also when the numbers of a slot are used up", () => {
    const { rt, thing } = table(1);
    const one = thing(1);
    let last = 0;
    const changes: number[] = [];
    let repeated = 0;
    // One slot after the other is used 2^20 times and then never again.
    for (let i = 0; i < (1 << 20) + 3; i += 1) {
      const handle = rt.handles.mint(thingType, one, undefined);
      if ((handle & 0xff) !== (last & 0xff)) changes.push(i);
      else if (handle <= last) repeated += 1;
      rt.handles.drop(thingType, handle);
      last = handle;
    }
    expect(repeated).toBe(0);
    expect(changes).toEqual([0, 1 << 20]);
    expect(last & 0xff).toBe(2);
    expect(() => rt.handles.get(thingType, 1)).toThrow(WasmTrap);
  });

  it("does not let a handle go that a call is using, and the instance is dead after the attempt", () => {
    for (const how of ["drop", "take"] as const) {
      const { rt, thing, dropped } = table(4);
      const handle = rt.handles.mint(thingType, thing(1), undefined);
      rt.handles.lend(thingType, handle);
      expect(() => rt.handles[how](thingType, handle)).toThrow("while a call was using it");
      expect(dropped).toEqual([]);
      expect(() => rt.memory.enter()).toThrow(WasmTrap);
      rt.end();
      expect(dropped).toEqual([1]);
    }
  });

  it("is its instance's own: a number of another one means nothing, or something else", () => {
    const mine = table(4);
    const theirs = table(4);
    const handle = theirs.rt.handles.mint(thingType, theirs.thing(9), undefined);
    expect(() => mine.rt.handles.get(thingType, handle)).toThrow(WasmTrap);
    const own = table(4);
    expect(own.rt.handles.mint(thingType, own.thing(1), undefined)).toBe(handle);
    expect(own.rt.handles.get(thingType, handle).id).toBe(1);
  });

  it("ends every object once, though one of them fails to end", () => {
    const { rt, thing, dropped } = table(4);
    rt.handles.mint(thingType, thing(1), undefined);
    const failing = {
      id: 2,
      drop: (): void => {
        throw new Error("stuck");
      },
    };
    rt.handles.mint(thingType, failing, undefined);
    rt.handles.mint(thingType, thing(3), undefined);
    rt.end();
    rt.end();
    expect(dropped).toEqual([3, 1]);
  });
});
