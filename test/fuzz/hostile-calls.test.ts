/**
 * A guest that calls imports with anything: the generated host answers or ends it, and makes no mistake of its own.
 * All is granted and the implementations answer random values, so that every path behind the guards is reached.
 */
import { Unwind } from "@ocrekit/host/rt";
import fc from "fast-check";
import type { FuncPlan } from "ocrekit/abi";
import { expect, it } from "vitest";
import { ourImports } from "../components/runners.js";
import { arbitraryOf } from "../conformance/values.js";
import { ourHost } from "../coverage/served.js";
import { type Numbers, numbersFrom, seed } from "./numbers.js";

const count = Number(process.env["OCREKIT_FUZZ_CALLS"] ?? 20_000);

/** Calls of one instance, at most. */
const lifetime = 60;
const memoryBytes = 65_536;

it(`random calls are answered, or end the guest (seed ${seed})`, { timeout: 7_200_000 }, async () => {
  const { plan, table } = await ourHost();
  const generated: Record<string, unknown> = await import("../../runtime-host/src/gen/index.js");
  const host = { fn: () => callable(generated["createImports"]) };
  const numbers = numbersFrom(seed);
  const answers = new Map<FuncPlan, readonly unknown[]>();
  const serve = (fn: FuncPlan): unknown => {
    if (fn.result === undefined) return undefined;
    const { result } = fn;
    const made = answers.get(fn) ?? fc.sample(arbitraryOf(plan, result), { numRuns: 40, seed });
    answers.set(fn, made);
    return numbers.pick(made);
  };
  let returned = 0;
  let ended = 0;
  for (let calls = 0; calls < count; ) {
    const { rt, imports } = ourImports(plan, host, serve);
    const memory = { buffer: randomMemory(numbers) };
    rt.attach({ exports: { memory, cabi_realloc: (...args: readonly number[]) => allocate(args, numbers, memory) } });
    // A guest that somehow caught the trap tries again, once.
    for (let i = 0, traps = 0; i < lifetime && traps < 2 && calls < count; i++, calls++) {
      const { module, field, signature } = numbers.pick(table);
      const args = argumentsFor(signature, numbers);
      const fails = (what: string, cause?: unknown): Error =>
        new Error(`${module} ${field}(${args.join(", ")}) ${what}`, { cause });
      try {
        callable(imports[module]?.[field])(...args);
        if (traps > 0) throw fails("was served to a guest that had ended");
        returned++;
      } catch (error) {
        if (!(error instanceof Unwind)) throw fails("is a mistake of the host", error);
        if (rt.death === undefined) throw fails(`lets the guest live after '${error.message}'`);
        traps++;
        ended++;
      }
    }
    rt.end();
  }
  // Both happen often, or the calls are not random enough to mean anything.
  expect(returned).toBeGreaterThan(count / 10);
  expect(ended).toBeGreaterThan(count / 10);
});

function callable(value: unknown): (...args: unknown[]) => unknown {
  if (typeof value !== "function") throw new Error("no function");
  return (...args) => value(...args);
}

function randomMemory(numbers: Numbers): ArrayBuffer {
  const bytes = new Uint8Array(memoryBytes);
  // Mostly small numbers and letters: lengths that fit and strings that decode get further.
  for (let i = 0; i < 4096; i++) bytes[numbers.below(memoryBytes)] = numbers.pick([0, 1, 2, 8, 0x61, 0x2f, 0x80, 0xff]);
  return bytes.buffer;
}

/** An allocator that is honest, mostly. */
function allocate(
  [, , align = 1, size = 0]: readonly number[],
  numbers: Numbers,
  memory: { buffer: ArrayBuffer },
): number {
  switch (numbers.below(24)) {
    case 0:
      return numbers.below(0xffff_ffff);
    case 1:
      return memoryBytes - Math.min(size, 4);
    case 2: {
      // Memory grows: what the host remembered of it is detached.
      memory.buffer = structuredClone(memory.buffer, { transfer: [memory.buffer] });
      return 4096;
    }
    default:
      return Math.ceil(numbers.below(32_768) / align) * align;
  }
}

const odd = [
  0, 1, 2, 3, 4, 7, 8, 16, 255, 256, 257, 513, 1024, 4096, 65_535, 65_536, 0x7fff_ffff, -1, -4, -8, -16, -0x8000_0000,
];

function argumentsFor(signature: string, numbers: Numbers): readonly (number | bigint)[] {
  const params = signature
    .slice(1, signature.indexOf(")"))
    .split(", ")
    .filter((type) => type !== "");
  return params.map((type) => {
    // Mostly what an honest guest might pass, or nearly nothing gets beyond the first check.
    const number =
      [
        () => numbers.pick(odd),
        () => numbers.below(0xffff_ffff) | 0,
        ...Array.from({ length: 14 }, () => () => numbers.below(4)),
        ...Array.from({ length: 14 }, () => () => numbers.below(4096) * 8),
      ][numbers.below(30)]?.() ?? 0;
    return type === "i64" ? BigInt(number) * numbers.pick([1n, 0x1_0000_0001n]) : number;
  });
}
