/** A function of a module, alone or inside of a component, does something else, and all around it stays. */
import { describe, expect, it } from "vitest";
import {
  callsIn,
  changeCoreModules,
  encodeUnsigned,
  ModuleWriter,
  op,
  replaceFunction,
} from "../../../generator/src/wasm/index.js";

/** `run` calls `first`; `other` is there to be left alone. */
function sample(): Uint8Array {
  const module = new ModuleWriter();
  const first = module.importFunction("env", "first", { params: ["i32"], results: [] });
  module.importFunction("env", "second", { params: ["i32"], results: [] });
  module.addFunction({ params: ["i32"], results: ["i32"], code: [op.get(0)], exportAs: "other" });
  module.addFunction({ params: ["i32"], results: [], code: [op.get(0), 0x10, first], exportAs: "run" });
  return module.finish();
}

const callsSecondTwice = {
  exported: "run",
  calls: ["second"],
  body: ([second = 0]: readonly number[]) => [
    ...[0x00, 0x20, 0x00, 0x10, ...encodeUnsigned(second)],
    ...[0x20, 0x00, 0x10, ...encodeUnsigned(second), 0x0b],
  ],
};

function heard(bytes: Uint8Array): readonly string[] {
  const calls: string[] = [];
  const say = (name: string) => (value: number) => void calls.push(`${name} ${value}`);
  const env = { first: say("first"), second: say("second") };
  const instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)), { env });
  const { run, other } = instance.exports;
  if (typeof run !== "function" || typeof other !== "function") throw new Error("not exported");
  run(7);
  return [...calls, `other ${other(9)}`];
}

describe("replaceFunction", () => {
  it("exchanges the body of one function", () => {
    expect(heard(sample())).toEqual(["first 7", "other 9"]);
    const changed = replaceFunction(sample(), callsSecondTwice);
    expect(changed && heard(changed)).toEqual(["second 7", "second 7", "other 9"]);
  });

  it("shows the old body, and where it calls a function", () => {
    const twice = replaceFunction(sample(), callsSecondTwice) ?? sample();
    const once = replaceFunction(twice, {
      exported: "run",
      calls: ["second"],
      body: ([second = 0], old) => {
        const calls = callsIn(old, second);
        const [, [start, end] = [0, 0]] = calls;
        // The second one is dropped.
        return calls.length === 2 ? [...old.subarray(0, start), 0x1a, ...old.subarray(end)] : undefined;
      },
    });
    expect(once && heard(once)).toEqual(["second 7", "other 9"]);
    expect(replaceFunction(sample(), { exported: "run", calls: ["first"], body: () => undefined })).toBeUndefined();
  });

  it("answers nothing when the function or what it calls is not there", () => {
    expect(replaceFunction(sample(), { ...callsSecondTwice, exported: "walk" })).toBeUndefined();
    expect(replaceFunction(sample(), { ...callsSecondTwice, calls: ["third"] })).toBeUndefined();
    expect(replaceFunction(new ModuleWriter().finish(), callsSecondTwice)).toBeUndefined();
  });
});

describe("changeCoreModules", () => {
  const header = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00];
  const section = (id: number, content: Uint8Array | readonly number[]): number[] => [
    id,
    ...encodeUnsigned(content.length),
    ...content,
  ];

  it("leaves other sections and other modules as they are", () => {
    const small = new ModuleWriter().finish();
    const custom = section(0, [1, 0x78, 1, 2, 3]);
    const component = Uint8Array.from([...header, ...section(1, small), ...custom, ...section(1, sample())]);
    const changed = changeCoreModules(component, (module) => replaceFunction(module, callsSecondTwice));
    const expected = replaceFunction(sample(), callsSecondTwice) ?? [];
    expect([...changed]).toEqual([...header, ...section(1, small), ...custom, ...section(1, expected)]);
    expect([...changeCoreModules(component, () => undefined)]).toEqual([...component]);
  });

  it("takes components only", () => {
    expect(() => changeCoreModules(sample(), () => undefined)).toThrow("not a component");
    expect(() => changeCoreModules(Uint8Array.from([...header, 1, 9, 0]), () => undefined)).toThrow("unexpected end");
  });
});
