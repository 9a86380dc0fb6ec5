/** Handles of an instance: minted, lent, given away, forged, used up. */
import { createInstanceRuntime, Grant, HandleTable, resourceType, WasmTrap } from "@ocrekit/host/rt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

class Thing {
  dropped = 0;
  drop(): void {
    this.dropped++;
  }
}

const thing = resourceType<Thing>("test:things/things", "thing");
const other = resourceType<Thing>("test:things/things", "other");
const sameName = resourceType<Thing>("test:things/things", "thing");

interface Faulty {
  readonly table: HandleTable;
  readonly faults: string[];
}

function table(limit = 255, policy: { readonly epoch?: number } = {}): Faulty {
  const faults: string[] = [];
  const options = {
    limit,
    policy,
    trap: (message: string) => new WasmTrap(message),
    onFault: (_: unknown, where: string) => faults.push(where),
  };
  return { table: new HandleTable(options), faults };
}

describe("a handle", () => {
  it("is never zero and never negative", () => {
    const { table: handles } = table();
    for (let i = 0; i < 3000; i++) {
      const handle = handles.mint(thing, new Thing(), undefined);
      expect(handle).toBeGreaterThan(0);
      expect(handle).toBeLessThan(2 ** 28);
      handles.drop(thing, handle);
    }
  });

  it("leads to its object, and to that of no other type, not even one of the same name", () => {
    const { table: handles } = table();
    const object = new Thing();
    const handle = handles.mint(thing, object, undefined);
    expect(handles.get(thing, handle)).toBe(object);
    expect(() => handles.get(other, handle)).toThrow(WasmTrap);
    expect(() => handles.get(sameName, handle)).toThrow(WasmTrap);
  });

  it("is worth nothing once it was dropped, even when its place is used again", () => {
    const { table: handles } = table();
    const first = handles.mint(thing, new Thing(), undefined);
    handles.drop(thing, first);
    const second = handles.mint(thing, new Thing(), undefined);
    expect(second & 255).toBe(first & 255);
    expect(() => handles.get(thing, first)).toThrow(WasmTrap);
    expect(() => handles.drop(thing, first)).toThrow(WasmTrap);
    expect(handles.live).toBe(1);
  });

  it("retires its place before a generation comes again", { timeout: 30_000 }, () => {
    const { table: handles } = table(1);
    const seen = new Set<number>();
    const first = handles.mint(thing, new Thing(), undefined);
    handles.drop(thing, first);
    let handle = handles.mint(thing, new Thing(), undefined);
    while ((handle & 255) === (first & 255)) {
      seen.add(handle);
      handles.drop(thing, handle);
      handle = handles.mint(thing, new Thing(), undefined);
    }
    expect(seen.size).toBe(2 ** 20 - 1);
    expect(seen.has(first)).toBe(false);
    expect(() => handles.get(thing, first)).toThrow(WasmTrap);
  });

  it("cannot be forged", () => {
    const { table: handles } = table();
    const minted = new Set(Array.from({ length: 40 }, () => handles.mint(thing, new Thing(), undefined)));
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (forged) => {
        fc.pre(!minted.has(forged));
        expect(() => handles.get(thing, forged)).toThrow(WasmTrap);
        expect(() => handles.take(thing, forged)).toThrow(WasmTrap);
        expect(() => handles.lend(thing, forged)).toThrow(WasmTrap);
        expect(() => handles.drop(thing, forged)).toThrow(WasmTrap);
      }),
      { numRuns: 2000 },
    );
    expect(handles.live).toBe(40);
  });
});

describe("the table", () => {
  it("gives no more handles than its limit, and again when one was dropped", () => {
    const { table: handles } = table(3);
    const all = [1, 2, 3].map(() => handles.mint(thing, new Thing(), undefined));
    expect(handles.mint(thing, new Thing(), undefined)).toBe(0);
    handles.drop(thing, all[1] ?? 0);
    expect(handles.mint(thing, new Thing(), undefined)).toBeGreaterThan(0);
  });

  it("has at most 255 places, whatever the limit", () => {
    const { table: handles } = table(10_000);
    let count = 0;
    while (handles.mint(thing, new Thing(), undefined) !== 0) count++;
    expect(count).toBe(255);
  });

  it("does not let a handle go while a call uses it", () => {
    const { table: handles } = table();
    const handle = handles.mint(thing, new Thing(), undefined);
    handles.lend(thing, handle);
    handles.lend(thing, handle);
    handles.endLend(handle);
    expect(() => handles.drop(thing, handle)).toThrow("while a call was using it");
    expect(() => handles.take(thing, handle)).toThrow(WasmTrap);
    handles.endLend(handle);
    handles.drop(thing, handle);
    expect(handles.live).toBe(0);
  });

  it("drops an object once, when its handle is dropped or at the end", () => {
    const { table: handles } = table();
    const [a, b, taken] = [new Thing(), new Thing(), new Thing()];
    handles.drop(thing, handles.mint(thing, a, undefined));
    handles.mint(thing, b, undefined);
    handles.take(thing, handles.mint(thing, taken, undefined));
    handles.dropAll();
    handles.dropAll();
    expect([a.dropped, b.dropped, taken.dropped, handles.live]).toEqual([1, 1, 0, 0]);
  });

  it("drops the rest when one of them fails, and reports it", () => {
    const { table: handles, faults } = table();
    const good = new Thing();
    handles.mint(thing, good, undefined);
    handles.mint(
      resourceType<{ drop(): void }>("test:things/things", "bad"),
      {
        drop: () => {
          throw new Error("stuck");
        },
      },
      undefined,
    );
    handles.dropAll();
    expect(good.dropped).toBe(1);
    expect(faults).toEqual(["test:things/things [resource-drop]bad"]);
  });

  it("takes back what a failed call minted, and leaves the objects to the caller", () => {
    const { table: handles } = table();
    const object = new Thing();
    const minted = [handles.mint(thing, object, undefined), handles.mint(thing, object, undefined)];
    handles.revert(minted);
    expect([handles.live, object.dropped]).toEqual([0, 0]);
  });
});

describe("what a handle remembers", () => {
  it("is the arguments of the call that minted it, until it is gone", () => {
    const { table: handles } = table();
    const grant = new Grant(["a.read"], [{ live: true }]);
    const handle = handles.mint(thing, new Thing(), grant, { name: "plant" });
    expect(handles.remembered(handle, "name")).toBe("plant");
    expect(handles.grant(handle)).toBe(grant);
    handles.drop(thing, handle);
    expect(handles.grant(handle)).toBeUndefined();
    expect(handles.remembered(handle, "name")).toBeUndefined();
  });

  it.each([["a.read"], ["a.read", "a.write"]])("is the rights of its grant: %s", (...scopes) => {
    const policy = { epoch: 1 };
    const { table: handles } = table(255, policy);
    const rules = scopes.map(() => ({ live: true }));
    const handle = handles.mint(thing, new Thing(), new Grant(scopes, rules));
    for (let twice = 0; twice < 2; twice++) {
      handles.get(thing, handle);
      for (const scope of scopes) expect(handles.standing(handle, scope)).toBe("held");
      expect(handles.standing(handle, "a.erase")).toBe("lacking");
      expect(handles.stands(handle)).toBe(true);
    }
    // Withdrawn by a new policy; a rule that stays the same in it stays good.
    policy.epoch = 2;
    expect(handles.standing(handle, "a.read")).toBe("held");
    const [first] = rules;
    if (first !== undefined) first.live = false;
    policy.epoch = 3;
    for (const scope of scopes) expect(handles.standing(handle, scope)).toBe("withdrawn");
    expect(handles.standing(handle, "a.erase")).toBe("lacking");
    expect(handles.stands(handle)).toBe(false);
  });

  it("is asked of the rule each time when the policy has no epoch", () => {
    const { table: handles } = table();
    const rule = { live: true };
    const handle = handles.mint(thing, new Thing(), new Grant(["a.read"], [rule]));
    expect(handles.standing(handle, "a.read")).toBe("held");
    rule.live = false;
    expect(handles.standing(handle, "a.read")).toBe("withdrawn");
  });

  it("is nothing for what was minted without a grant: no right, and nothing to withdraw", () => {
    const { table: handles } = table(255, { epoch: 1 });
    const handle = handles.mint(thing, new Thing(), undefined);
    expect(handles.standing(handle, "a.read")).toBe("lacking");
    expect(handles.stands(handle)).toBe(true);
  });

  it("does not pass to the next handle in its place", () => {
    const { table: handles } = table(1, { epoch: 1 });
    const old = handles.mint(thing, new Thing(), new Grant(["a.read"], [{ live: true }]));
    expect(handles.standing(old, "a.read")).toBe("held");
    handles.drop(thing, old);
    const next = handles.mint(thing, new Thing(), new Grant(["b.read"], [{ live: true }]));
    expect(handles.standing(next, "a.read")).toBe("lacking");
    expect(handles.standing(next, "b.read")).toBe("held");
  });
});

it("an instance that ended drops what its guest held", () => {
  const rt = createInstanceRuntime({ decider: { scope: () => never }, limits: {} });
  const object = new Thing();
  rt.handles.mint(thing, object, undefined);
  rt.end();
  expect(object.dropped).toBe(1);
  expect(() => rt.memory.enter()).toThrow(WasmTrap);
});

const refused = { allowed: false, reason: "not-granted" } as const;
const never = { admitted: false, check1: () => refused, check: () => refused };
