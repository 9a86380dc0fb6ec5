/** The linker against the engine: a linked module does what its parts do when the engine connects them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LinkOptions, linkModules, readModule, WasmFormatError } from "../../../generator/src/wasm/index.js";
import type {} from "../../../runtime-host/src/webassembly.js";
import { assemble } from "./assemble.js";

function linked(main: string, adapter: string, options: LinkOptions = {}): Uint8Array {
  const result = linkModules(
    [
      { name: "main", bytes: assemble(main) },
      { name: "adapter", bytes: assemble(adapter) },
    ],
    options,
  );
  if (!result.ok) throw new Error(result.reason);
  if (!WebAssembly.validate(result.bytes.slice())) new WebAssembly.Module(result.bytes.slice());
  return result.bytes;
}

function start(bytes: Uint8Array, imports: WebAssembly.Imports = {}) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes.slice()), imports);
  return {
    exports,
    call: (name: string, ...args: readonly unknown[]): unknown => {
      const fn = exports[name];
      if (typeof fn !== "function") throw new Error(`no export ${name}`);
      return Reflect.apply(fn, undefined, args);
    },
  };
}

const importsOf = (bytes: Uint8Array): readonly string[] =>
  readModule(bytes).imports.map(({ module, name }) => `${module} ${name}`);
const exportsOf = (bytes: Uint8Array): readonly string[] => readModule(bytes).exports.map(({ name }) => name);

describe("linkModules", () => {
  it("connects both directions: functions, the memory, globals and tables", () => {
    const bytes = linked(
      `(module
        (import "adapter" "store" (func $store (param i32 i32)))
        (import "adapter" "base" (global $base i32))
        (memory (export "memory") 1)
        (table (export "table") 2 funcref)
        (elem (i32.const 1) $seven)
        (func $seven (result i32) i32.const 7)
        (func (export "twice") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
        (func (export "run") (result i32)
          (call $store (i32.const 16) (i32.const 5))
          (i32.add (global.get $base) (i32.load (i32.const 16)))))`,
      `(module
        (import "main" "twice" (func $twice (param i32) (result i32)))
        (import "main" "memory" (memory 1))
        (import "main" "table" (table 1 funcref))
        (type $number (func (result i32)))
        (global (export "base") i32 (i32.const 1000))
        (func (export "store") (param i32 i32)
          (i32.store (local.get 0)
            (i32.add (call $twice (local.get 1)) (call_indirect (type $number) (i32.const 1))))))`,
    );
    expect(importsOf(bytes)).toEqual([]);
    expect(exportsOf(bytes)).toEqual(["memory", "table", "twice", "run"]);
    expect(start(bytes).call("run")).toBe(1017);
  });

  it("takes the bytes of a file as Node reads it", () => {
    const parts = [
      '(module (import "adapter" "f" (func (param i32))) (func (export "g")))',
      '(module (func (export "f") (param i32)))',
    ];
    const plain = parts.map((text, i) => ({ name: i === 0 ? "main" : "adapter", bytes: assemble(text) }));
    const buffers = plain.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) }));
    expect(linkModules(buffers)).toEqual(linkModules(plain));
    expect(linkModules(buffers).ok).toBe(true);
  });

  it("leaves other imports, one for each thing, and drops those that nobody calls", () => {
    const log = `(import "host" "log" (func $log (param i32)))`;
    const bytes = linked(
      `(module ${log} (import "adapter" "f" (func $f)) (import "host" "unused" (func))
        (func (export "run") (call $f) (call $log (i32.const 1)))
        (func $dead (call $dead)))`,
      `(module ${log} (import "host" "other" (func $other)) (func (export "f") (call $log (i32.const 2)))
        (func (export "g") (call $other)))`,
    );
    expect(importsOf(bytes)).toEqual(["host log"]);
    const seen: unknown[] = [];
    start(bytes, { host: { log: (value: unknown) => seen.push(value) } }).call("run");
    expect(seen).toEqual([2, 1]);
  });

  it("keeps the exports that it is told to", () => {
    const bytes = linked(
      `(module (import "adapter" "f" (func $f)) (func (export "a") (call $f)) (func (export "b")))`,
      `(module (func (export "f")) (func (export "ocre:app/run@0.1.0#run")))`,
      { keepExport: (name) => name === "a" || name.includes("#") },
    );
    expect(exportsOf(bytes)).toEqual(["a", "ocre:app/run@0.1.0#run"]);
  });

  it("gives a memory as many pages as the part asks for that wants most, with that part's data in them", () => {
    const bytes = linked(
      `(module (import "adapter" "at" (func $at (result i32))) (memory 2) (export "memory" (memory 0))
        (func (export "run") (result i32) (i32.load8_u (call $at))))`,
      `(module (import "main" "memory" (memory 3)) (data (i32.const 131072) "x")
        (func (export "at") (result i32) (i32.const 131072)))`,
    );
    expect(readModule(bytes).memories).toEqual([{ imported: false, limits: { min: 3n, shared: false, is64: false } }]);
    expect(start(bytes).call("run")).toBe("x".charCodeAt(0));
  });

  it("starts the adapter before the main module", () => {
    const bytes = linked(
      `(module (import "adapter" "g" (global $g (mut i32))) (func $start (global.set $g (i32.mul (global.get $g) (i32.const 3))))
        (start $start) (func (export "run") (result i32) (global.get $g)))`,
      `(module (global $g (export "g") (mut i32) (i32.const 1)) (func $start (global.set $g (i32.add (global.get $g) (i32.const 4))))
        (start $start))`,
    );
    expect(start(bytes).call("run")).toBe(15);
  });

  it("shifts passive data and elements, and keeps tables apart", () => {
    const part = (value: number, rest: string) => `(module ${rest}
      (table $t 3 funcref) (type $v (func (result i32)))
      (func $one (result i32) (i32.const ${value})) (func $two (result i32) (i32.const ${value + 1}))
      (elem $e func $two $one) (data $d "abc${value}")
      (func $both (export "both${value}") (result i32)
        (table.init $t $e (i32.const 1) (i32.const 0) (i32.const 2)) (elem.drop $e)
        (memory.init $d (i32.const ${value}) (i32.const 3) (i32.const 1)) (data.drop $d)
        (i32.add (i32.mul (i32.const 100) (call_indirect $t (type $v) (i32.const 1)))
          (i32.add (call_indirect $t (type $v) (i32.const 2)) (i32.load8_u (i32.const ${value}))))))`;
    const bytes = linked(
      part(3, `(import "adapter" "both6" (func $other (result i32))) (memory (export "memory") 1)`),
      part(6, `(import "main" "memory" (memory 1)) (func (export "f"))`),
      { keepExport: (name) => name.startsWith("both") },
    );
    const { call } = start(bytes);
    expect(call("both3")).toBe(403 + "3".charCodeAt(0));
    expect(call("both6")).toBe(706 + "6".charCodeAt(0));
  });

  it("puts a global's value in the place of a constant that imports it", () => {
    const bytes = linked(
      `(module (import "adapter" "base" (global $base i32)) (memory 1) (data (global.get $base) "hi")
        (global $copy i32 (global.get $base)) (table 8 funcref) (elem (global.get $base) $f) (func $f)
        (func (export "run") (result i32) (i32.add (global.get $copy) (i32.load8_u (i32.const 5)))))`,
      `(module (global (export "base") i32 (i32.const 4)))`,
    );
    expect(start(bytes).call("run")).toBe(4 + "i".charCodeAt(0));
  });

  it("declares references whose exports are gone", () => {
    const bytes = linked(
      `(module (table $t 1 funcref) (func $f (export "f") (result i32) (i32.const 9)) (type $v (func (result i32)))
        (func (export "run") (result i32) (table.set $t (i32.const 0) (ref.func $f)) (call_indirect $t (type $v) (i32.const 0))))`,
      "(module)",
      { keepExport: (name) => name === "run" },
    );
    expect(start(bytes).call("run")).toBe(9);
  });

  it("keeps names of functions and other custom sections of the main module", () => {
    const bytes = linked(
      `(module (import "adapter" "f" (func $imported)) (func $gone) (func $run (export "run") (call $imported)))`,
      `(module (func $given (export "f") unreachable))`,
    );
    expect(readModule(bytes).customSections.map(({ name }) => name)).toEqual(["name"]);
    expect(() => start(bytes).call("run")).toThrow(
      expect.objectContaining({ stack: expect.stringMatching(/given.*run/s) }),
    );
  });

  it.each([
    ["a missing export", `(import "adapter" "f" (func))`, "", "'adapter' does not export 'f'"],
    ["another type", `(import "adapter" "f" (func (param i32)))`, `(func (export "f"))`, "another type"],
    ["another kind", `(import "adapter" "f" (func))`, `(global (export "f") i32 (i32.const 0))`, "is a global"],
    [
      "mutability",
      `(import "adapter" "g" (global i32))`,
      `(global (export "g") (mut i32) (i32.const 0))`,
      "another type",
    ],
    ["limits", `(import "adapter" "m" (memory 1 2))`, `(memory (export "m") 1)`, "other limits"],
    [
      "too few pages",
      `(import "adapter" "m" (memory 9))`,
      `(memory (export "m") 1 4)`,
      "at most 4 pages is asked for 9",
    ],
    ["two memories", `(memory 1)`, `(memory 1)`, "several memories"],
    [
      "a circle",
      `(import "adapter" "f" (func $f)) (export "g" (func $f))`,
      `(import "main" "g" (func $g)) (export "f" (func $g))`,
      "circle",
    ],
  ])("refuses %s", (_, main, adapter, reason) => {
    const result = linkModules([
      { name: "main", bytes: assemble(`(module ${main})`) },
      { name: "adapter", bytes: assemble(`(module ${adapter})`) },
    ]);
    expect(result).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });

  it("refuses an instruction that it does not know, with its offset", () => {
    const bytes = assemble(`(module (func (export "f") (drop (i32.const 42)) nop))`);
    bytes[bytes.indexOf(42) + 2] = 0xfb;
    expect(() => linkModules([{ name: "main", bytes }])).toThrow(/instruction 0xfb is not supported \(at byte \d+\)/);
  });
});

/** Functions `(i32) -> i32` in two parts; each calls only ones of a lower number, wherever they are. */
const program = fc.array(
  fc.record({
    part: fc.constantFrom("main", "adapter"),
    calls: fc.array(fc.tuple(fc.nat(30), fc.boolean()), { maxLength: 4 }),
    constant: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    block: fc.boolean(),
  }),
  { minLength: 1, maxLength: 14 },
);

type Program = typeof program extends fc.Arbitrary<infer T> ? T : never;

function text(functions: Program, part: string): string {
  const own = functions.flatMap((fn, index) => (fn.part === part ? [{ ...fn, index }] : []));
  const used = new Set(own.flatMap(({ calls, index }) => calls.map(([callee]) => callee % Math.max(1, index))));
  const other = part === "main" ? "adapter" : "main";
  const imported = [...used].filter((index) => functions[index]?.part === other);
  const called = own.filter(({ index }) => used.has(index));
  return `(module
    ${imported.map((index) => `(import "${other}" "f${index}" (func $f${index} (param i32) (result i32)))`).join("\n")}
    (type $t (func (param i32) (result i32)))
    (table $table ${called.length + 1} funcref)
    (elem $table (i32.const 1) ${called.map(({ index }) => `$f${index}`).join(" ")})
    (global $g (mut i32) (i32.const 0))
    ${own
      .map(({ index, calls, constant, block }) => {
        const steps = calls
          .filter(() => index > 0)
          .map(([callee, indirect]) => {
            const id = callee % index;
            const slot = called.findIndex((fn) => fn.index === id) + 1;
            const call =
              indirect && slot > 0
                ? `(call_indirect $table (type $t) (local.get 0) (i32.const ${slot}))`
                : `(call $f${id} (local.get 0))`;
            return `(local.set 0 (i32.xor (i32.rotl (local.get 0) (i32.const 3)) ${call}))`;
          });
        const body = `(global.set $g (i32.add (global.get $g) (i32.const 1))) ${steps.join("\n")}
          (i32.add (i32.const ${constant}) (i32.add (local.get 0) (global.get $g)))`;
        return `(func $f${index} (export "f${index}") (param i32) (result i32)
          ${block ? `(block (result i32) ${body})` : body})`;
      })
      .join("\n")})`;
}

describe("a linked program", () => {
  it("computes what its parts compute when the engine connects them", () => {
    fc.assert(
      fc.property(program, fc.integer(), (functions, argument) => {
        const [main, adapter] = [text(functions, "main"), text(functions, "adapter")];
        const names = functions.map((_, index) => `f${index}`);
        const late = new Map<string, (value: unknown) => unknown>();
        const through = (name: string) => (value: unknown) => late.get(name)?.(value);
        const trampolines = Object.fromEntries(names.map((name) => [name, through(name)]));
        for (const [part, source] of [
          ["adapter", adapter],
          ["main", main],
        ] as const) {
          const { call } = start(assemble(source), { main: trampolines, adapter: trampolines });
          for (const [index, name] of names.entries())
            if (functions[index]?.part === part) late.set(name, (value) => call(name, value));
        }
        const whole = start(linked(main, adapter, { keepExport: () => true }));
        for (const name of names) expect(whole.call(name, argument)).toBe(late.get(name)?.(argument));
      }),
      { numRuns: 150 },
    );
  });

  it("answers hostile bytes with its own error, and never makes a bad module of good ones", () => {
    const main = assemble(
      `(module (import "adapter" "f" (func $f (param i32) (result i32))) (import "host" "log" (func $log (param i64)))
        (memory (export "memory") 1) (table 2 funcref) (elem (i32.const 0) $run) (data (i32.const 8) "abc")
        (global $g (mut i32) (i32.const 3))
        (func $run (export "run") (param i32) (result i32) (local i64)
          (block (br_table 0 0 (local.get 0))) (call $log (i64.const -5)) (global.set $g (i32.const 70000))
          (if (result i32) (local.get 0) (then (call $f (i32.load offset=4 (i32.const 8)))) (else (i32.const 1)))))`,
    );
    const adapter = assemble(
      `(module (import "main" "memory" (memory 1)) (func (export "f") (param i32) (result i32) (memory.size)))`,
    );
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        fc.option(fc.nat()),
        (second, at, value, cut) => {
          const hurt = (bytes: Uint8Array): Uint8Array => {
            const copy = bytes.slice();
            copy[at % copy.length] = value;
            return cut === null ? copy : copy.slice(0, cut % copy.length);
          };
          const parts = second ? [main, hurt(adapter)] : [hurt(main), adapter];
          try {
            const result = linkModules(
              parts.map((bytes, index) => ({ name: index === 0 ? "main" : "adapter", bytes })),
            );
            if (result.ok && parts.every((bytes) => WebAssembly.validate(bytes.slice())))
              expect(WebAssembly.validate(result.bytes.slice())).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(WasmFormatError);
          }
        },
      ),
      { numRuns: 4000 },
    );
  });
});
