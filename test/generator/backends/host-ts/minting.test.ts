/** All handles that one call returns are given, or none. */
import { createInstanceRuntime, type ImportFields, type InstanceRuntime, WasmTrap } from "@ocrekit/host/rt";
import { describe, expect, it } from "vitest";
import { type Callable, loadGenerated } from "../../../support/generated-host.js";
import { generateCase } from "../../../support/golden.js";

const { all } = await generateCase("resources-both-ways", "host-ts");
const host = await loadGenerated(all);

class Item {
  dropped = 0;
  drop(): void {
    this.dropped++;
  }
}

interface Given {
  readonly rt: InstanceRuntime;
  readonly list: Callable;
  readonly bytes: DataView;
}

/** A guest with room for so many handles, and an implementation that returns these items. */
function given(handles: number, items: readonly Item[]): Given {
  const rt = createInstanceRuntime({
    decider: {
      scope: () => {
        throw new Error("no scope is needed");
      },
    },
    limits: { handles },
    servesUndirected: true,
  });
  const buffer = new ArrayBuffer(1024);
  rt.attach({ exports: { memory: { buffer }, cabi_realloc: () => 64 } });
  const imports = host.fn("createImports")(rt, { stores: { all: () => items, first: () => undefined, item: {} } });
  const fields: ImportFields = Reflect.get(Object(imports), "test:both/stores");
  const list = fields["all"];
  if (list === undefined) throw new Error("no import");
  return { rt, list: (at) => Reflect.apply(list, undefined, [at]), bytes: new DataView(buffer) };
}

describe("a call that returns five objects", () => {
  const make = () => Array.from({ length: 5 }, () => new Item());

  it("gives five handles when there is room", () => {
    const items = make();
    const { rt, list, bytes } = given(5, items);
    list(0);
    expect(rt.handles.live).toBe(5);
    const handles = Array.from({ length: bytes.getUint32(4, true) }, (_, i) => bytes.getUint32(64 + 4 * i, true));
    expect(new Set(handles).size).toBe(5);
    rt.end();
    expect(items.map((item) => item.dropped)).toEqual([1, 1, 1, 1, 1]);
  });

  it.each([0, 1, 4])("gives none when there is room for %i, and drops them all", (room) => {
    const items = make();
    const { rt, list } = given(room, items);
    expect(() => list(0)).toThrow(WasmTrap);
    expect(rt.handles.live).toBe(0);
    expect(items.map((item) => item.dropped)).toEqual([1, 1, 1, 1, 1]);
    rt.end();
    expect(items.map((item) => item.dropped)).toEqual([1, 1, 1, 1, 1]);
  });
});
