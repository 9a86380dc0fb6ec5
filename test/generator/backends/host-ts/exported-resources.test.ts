/** A generated host and resources that the guest implements: representations, owners, destructors. */
import { createInstanceRuntime, GuestObject, type InstanceRuntime } from "@ocrekit/host/rt";
import { beforeEach, describe, expect, it } from "vitest";
import { type Callable, loadGenerated } from "../../../support/generated-host.js";
import { generateCase } from "../../../support/golden.js";

const counters = "test:counter/counters";
const { all } = await generateCase("exported-resources", "host-ts");
const host = await loadGenerated(all);

type Fields = Readonly<Record<string, Callable>>;

/** A guest by hand: counters are numbers in a list, and their index plus one is the representation. */
class Guest {
  readonly rt: InstanceRuntime = createInstanceRuntime({ decider: { scope: () => never }, limits: {} });
  readonly values: number[] = [];
  readonly destroyed: number[] = [];
  readonly own: Fields;
  readonly counter: Fields;

  constructor() {
    const imports = host.fn("createImports")(this.rt, { logs: {} });
    this.own = fieldsOf(imports, `[export]${counters}`);
    const instance = { exports: this.#exports() };
    this.rt.attach(instance);
    this.counter = fieldsOf(fieldsOf(host.fn("bindExports")(this.rt, instance), "counters"), "counter");
  }

  make(value: number): number {
    return Number(this.own["[resource-new]counter"]?.(this.values.push(value)));
  }

  #exports(): Record<string, unknown> {
    return {
      [`${counters}#[constructor]counter`]: (start: number) => this.make(start),
      [`${counters}#[method]counter.increment`]: (rep: number, by: number) => {
        const next = (this.values[rep - 1] ?? Number.NaN) + by;
        this.values[rep - 1] = next;
        return next;
      },
      [`${counters}#[method]counter.label`]: () => 0,
      [`${counters}#[static]counter.join`]: (a: number, b: number) => {
        const sum =
          (this.values[Number(this.own["[resource-rep]counter"]?.(a)) - 1] ?? Number.NaN) +
          (this.values[b - 1] ?? Number.NaN);
        this.own["[resource-drop]counter"]?.(a);
        // Its frame is on the stack: the destructor waits.
        expect(this.destroyed).toEqual([]);
        return this.make(sum);
      },
      [`${counters}#[dtor]counter`]: (rep: number) => this.destroyed.push(rep),
    };
  }
}

const refused = { allowed: false, reason: "not-granted" } as const;
const never = { admitted: false, check1: () => refused, check: () => refused };

function fieldsOf(value: unknown, name: string): Fields {
  const found: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  if (typeof found !== "object" || found === null) throw new Error(`no ${name}`);
  return Object.fromEntries(Object.entries(found));
}

describe("an object of the guest", () => {
  let guest: Guest;
  beforeEach(() => {
    guest = new Guest();
  });

  it("is made, called and destroyed at once when the host drops it, once", () => {
    const counter = guest.counter["create"]?.(40);
    expect(counter).toBeInstanceOf(GuestObject);
    expect(guest.counter["increment"]?.(counter, 2)).toBe(42);
    expect(guest.rt.handles.live).toBe(0);
    if (!(counter instanceof GuestObject)) throw new Error("no object");
    counter.drop();
    counter.drop();
    expect(guest.destroyed).toEqual([1]);
    expect(() => guest.counter["increment"]?.(counter, 1)).toThrow("not a counter of this guest");
  });

  it("goes to the guest as an owned argument, and is destroyed when the guest drops it, after the call", () => {
    const [a, b] = [guest.counter["create"]?.(1), guest.counter["create"]?.(2)];
    const sum = guest.counter["join"]?.(a, b);
    expect(guest.destroyed).toEqual([1]);
    expect(guest.counter["increment"]?.(sum, 0)).toBe(3);
    expect(guest.counter["increment"]?.(b, 0)).toBe(2);
  });

  it("means nothing to another instance", () => {
    const stranger = new Guest().counter["create"]?.(7);
    expect(() => guest.counter["increment"]?.(stranger, 1)).toThrow("not a counter of this guest");
    expect(guest.values).toEqual([]);
  });

  it("is not destroyed in a guest that has ended", () => {
    const counter = guest.counter["create"]?.(1);
    guest.rt.end();
    if (counter instanceof GuestObject) counter.drop();
    expect(guest.destroyed).toEqual([]);
  });
});
