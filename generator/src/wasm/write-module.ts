/** Writes small core modules: adapters that the linker puts beside an app. */
import { concatBytes, encodeName, encodeSigned, encodeUnsigned, encodeVector } from "./bytes.js";
import type { FunctionType, ValueType } from "./module.js";
import { joinSections, type Section, sectionIds } from "./sections.js";

/** Instructions, as bytes; nested so that a sequence of sequences needs no spreading. */
export type Code = readonly (number | Code)[];

export interface NewFunction extends FunctionType {
  readonly locals?: readonly ValueType[];
  /** Without the last `end`. */
  readonly code: Code;
  readonly exportAs?: string;
}

const valueTypeBytes = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
  funcref: 0x70,
  externref: 0x6f,
} as const satisfies Record<ValueType, number>;

/**
 * Imports come before functions, because one index counts both.
 *
 * @example
 * const module = new ModuleWriter();
 * module.importMemory("main", "memory", 1);
 * module.addFunction({ params: ["i32"], results: ["i32"], code: [op.get(0), op.load32()], exportAs: "peek" });
 * const bytes = module.finish();
 */
export class ModuleWriter {
  readonly #types: string[] = [];
  readonly #typeBytes: Uint8Array[] = [];
  readonly #imports: Uint8Array[] = [];
  readonly #functions: { readonly type: number; readonly body: Uint8Array }[] = [];
  readonly #globals: Uint8Array[] = [];
  readonly #exports: Uint8Array[] = [];
  readonly #data: Uint8Array[] = [];
  #importedFunctions = 0;

  importFunction(module: string, name: string, type: FunctionType): number {
    if (this.#functions.length > 0) throw new Error("imports come before functions");
    this.#import(module, name, [0, ...encodeUnsigned(this.#type(type))]);
    this.#importedFunctions += 1;
    return this.#importedFunctions - 1;
  }

  importMemory(module: string, name: string, pages: number): void {
    this.#import(module, name, [2, 0, ...encodeUnsigned(pages)]);
  }

  /** A variable of the module itself. */
  addGlobal(type: "i32" | "i64", initial: number | bigint = 0): number {
    const opcode = type === "i32" ? 0x41 : 0x42;
    this.#globals.push(Uint8Array.from([valueTypeBytes[type], 1, opcode, ...encodeSigned(initial), 0x0b]));
    return this.#globals.length - 1;
  }

  addFunction({ params, results, locals = [], code, exportAs }: NewFunction): number {
    const index = this.#importedFunctions + this.#functions.length;
    const groups = locals.map((type) => [1, valueTypeBytes[type]]);
    const body = concatBytes([encodeVector(groups), flatten(code), [0x0b]]);
    this.#functions.push({ type: this.#type({ params, results }), body });
    if (exportAs !== undefined) this.#exports.push(concatBytes([encodeName(exportAs), [0, ...encodeUnsigned(index)]]));
    return index;
  }

  addData(offset: number, content: Uint8Array): void {
    const at = [0, 0x41, ...encodeSigned(offset | 0), 0x0b];
    this.#data.push(concatBytes([at, encodeUnsigned(content.length), content]));
  }

  finish(): Uint8Array {
    const section = (id: number, elements: readonly (Uint8Array | readonly number[])[]): readonly Section[] =>
      elements.length === 0 ? [] : [{ id, start: 0, content: encodeVector(elements) }];
    return joinSections([
      ...section(sectionIds.type, this.#typeBytes),
      ...section(sectionIds.import, this.#imports),
      ...section(
        sectionIds.function,
        this.#functions.map(({ type }) => encodeUnsigned(type)),
      ),
      ...section(sectionIds.global, this.#globals),
      ...section(sectionIds.export, this.#exports),
      ...section(
        sectionIds.code,
        this.#functions.map(({ body }) => concatBytes([encodeUnsigned(body.length), body])),
      ),
      ...section(sectionIds.data, this.#data),
    ]);
  }

  #import(module: string, name: string, type: readonly number[]): void {
    this.#imports.push(concatBytes([encodeName(module), encodeName(name), type]));
  }

  #type({ params, results }: FunctionType): number {
    const bytes = (types: readonly ValueType[]) => encodeVector(types.map((type) => [valueTypeBytes[type]]));
    const encoded = concatBytes([[0x60], bytes(params), bytes(results)]);
    const known = this.#types.indexOf(String(encoded));
    if (known >= 0) return known;
    this.#types.push(String(encoded));
    return this.#typeBytes.push(encoded) - 1;
  }
}

function flatten(code: Code): readonly number[] {
  const out: number[] = [];
  const add = (part: Code): void => {
    for (const item of part) {
      if (typeof item === "number") out.push(item);
      else add(item);
    }
  };
  add(code);
  return out;
}

const access = (opcode: number, alignment: number) => (offset: number) => [
  opcode,
  alignment,
  ...encodeUnsigned(offset),
];
const indexed = (opcode: number) => (index: number) => [opcode, ...encodeUnsigned(index)];

/** Instructions by short names; blocks take their content. */
export const op = {
  get: indexed(0x20),
  set: indexed(0x21),
  tee: indexed(0x22),
  getGlobal: indexed(0x23),
  setGlobal: indexed(0x24),
  call: indexed(0x10),
  branch: indexed(0x0c),
  branchIf: indexed(0x0d),
  i32: (value: number) => [0x41, ...encodeSigned(value | 0)],
  i64: (value: bigint) => [0x42, ...encodeSigned(BigInt.asIntN(64, value))],
  load32: access(0x28, 2),
  load64: access(0x29, 3),
  loadFloat32: access(0x2a, 2),
  loadFloat64: access(0x2b, 3),
  load8: access(0x2d, 0),
  load16: access(0x2f, 1),
  store32: access(0x36, 2),
  store64: access(0x37, 3),
  storeFloat32: access(0x38, 2),
  storeFloat64: access(0x39, 3),
  store8: access(0x3a, 0),
  store16: access(0x3b, 1),
  block: (...content: Code) => [0x02, 0x40, content, 0x0b],
  loop: (...content: Code) => [0x03, 0x40, content, 0x0b],
  when: (...content: Code) => [0x04, 0x40, content, 0x0b],
  /** Jumps to the block of this depth; the last one is for every other number. */
  branchTable: (depths: readonly number[], otherwise: number) => [
    0x0e,
    ...encodeUnsigned(depths.length),
    ...depths.flatMap((depth) => encodeUnsigned(depth)),
    ...encodeUnsigned(otherwise),
  ],
  trap: [0x00],
  return: [0x0f],
  drop: [0x1a],
  select: [0x1b],
  isZero: [0x45],
  equal: [0x46],
  notEqual: [0x47],
  lessUnsigned: [0x49],
  greaterOrEqualUnsigned: [0x4f],
  add: [0x6a],
  subtract: [0x6b],
  multiply: [0x6c],
  divideUnsigned: [0x6e],
  and: [0x71],
  or: [0x72],
  isZero64: [0x50],
  lessUnsigned64: [0x54],
  greaterUnsigned64: [0x56],
  add64: [0x7c],
  subtract64: [0x7d],
  multiply64: [0x7e],
  shiftRightUnsigned64: [0x88],
  toI32: [0xa7],
  toI64Unsigned: [0xad],
} as const;
