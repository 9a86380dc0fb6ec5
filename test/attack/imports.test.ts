/** Every import of the host, called with every awkward number in every place, by a guest that was granted everything. */
import { createInstanceRuntime, type ImportEntry, type ImportObject, WasmTrap, WitError } from "@ocrekit/host/rt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createImports, importTable } from "../../runtime-host/src/gen/index.js";

const edges = [
  0, 1, 2, 3, 4, 7, 8, 63, 64, 255, 256, 1000, 4088, 4095, 4096, 4097, 65_535, 65_536, 0x7fff_ffff, -0x8000_0000, -1,
  -2, -8, -4096,
];
const memoryBytes = 4096;

/** Whatever is asked of it, it answers with the same error; any property is there. */
function refusing(): object {
  return new Proxy(Object, {
    get: (_, name) => (name === "views" ? undefined : refusing()),
    apply: () => {
      throw new WitError("io");
    },
  });
}

const allow = { scope: () => ({ admitted: true, check1: one, check: all }) };
function one(arg: string) {
  return all([arg]);
}
function all(args: readonly string[]) {
  return { allowed: true, args, live: true } as const;
}

function call(entry: ImportEntry, args: readonly (number | bigint)[]): unknown {
  const rt = createInstanceRuntime({ decider: allow, limits: {} });
  const imports: ImportObject = Reflect.apply(createImports, undefined, [rt, refusing()]);
  rt.attach({ exports: { memory: { buffer: new ArrayBuffer(memoryBytes) }, cabi_realloc: () => 1024 } });
  const fn = imports[entry.module]?.[entry.field];
  if (fn === undefined) throw new Error(`${entry.field} is not served`);
  try {
    return Reflect.apply(fn, undefined, [...args]);
  } catch (error) {
    return error;
  }
}

const parameters = (entry: ImportEntry): readonly string[] =>
  entry.signature
    .slice(1, entry.signature.indexOf(")"))
    .split(", ")
    .filter((type) => type !== "");

describe.each(importTable.map((entry) => [`${entry.module} ${entry.field}`, entry] as const))("%s", (_, entry) => {
  const types = parameters(entry);
  const number = fc.oneof(fc.constantFrom(...edges), fc.integer({ min: 0, max: memoryBytes }));
  const values = types.map((type) => (type === "i64" ? number.map(BigInt) : number));

  it("answers or traps, and nothing else comes out of it", () => {
    fc.assert(
      fc.property(fc.tuple(...values), (args) => {
        const answer = call(entry, args);
        if (answer instanceof Error) expect(answer).toBeInstanceOf(WasmTrap);
        else expect(["number", "bigint", "undefined"]).toContain(typeof answer);
      }),
      { numRuns: 60 },
    );
  });
});
