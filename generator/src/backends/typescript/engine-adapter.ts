/**
 * The module between the engine and one app: it brings the script into memory, calls what the script imports, and
 * exports what the script exports.
 */
import {
  type AvailableImport,
  attach,
  type Code,
  type FunctionType,
  ModuleWriter,
  memoryPages,
  op,
  type Prelinked,
  pageBytes,
  prelink,
  type ValueType,
} from "../../wasm/index.js";

/** `"iI:f"`: parameters and the result, as in the generated glue. */
export type Signature = string;

export interface ScriptImport {
  readonly module: string;
  readonly name: string;
  readonly signature: Signature;
}

export interface ScriptExport {
  readonly name: string;
  readonly signature: Signature;
  /** The host calls `cabi_post_<name>` when it has read the result. */
  readonly post: boolean;
}

export interface Program {
  /** Bytecode of the same engine, or source. */
  readonly script: { readonly kind: "bytecode" | "source"; readonly bytes: Uint8Array };
  readonly imports: readonly ScriptImport[];
  readonly exports: readonly ScriptExport[];
  /** What the engine itself calls, where the world has it and the script needs it. */
  readonly services: Services;
}

export interface Services {
  /** `ocre:system/log`: the last words of a script. */
  readonly log?: AvailableImport;
  /** `ocre:system/system-clock`: `Date`. */
  readonly date?: AvailableImport;
  /** `ocre:system/monotonic-clock`: `performance.now`. */
  readonly now?: AvailableImport;
  /** `ocre:system/random`: `Math.random`. */
  readonly random?: AvailableImport;
}

/** What the adapter exports for the engine, first and in this order. */
const provided = ["program", "call", "log-error", "date", "now", "random"] as const;
/** No name of WIT starts so. */
const internal = "$";
export const keepsExport = (name: string, part: string): boolean =>
  part === "engine" ? name === "memory" || name === "cabi_realloc" : !name.startsWith(internal);

export function prepareEngine(engine: Uint8Array): Prelinked {
  return prelink(engine, {
    needed: ["memory", "cabi_realloc", "slots", "enter", "post"],
    provided: provided.map((name) => internal + name),
  });
}

/** Engine and program as one module with canonical names, which imports nothing else. */
export function injectProgram(prelinked: Prelinked, program: Program): Uint8Array {
  const adapter = engineAdapter(program, memoryPages(prelinked));
  return attach({ prelinked, partName: "engine", adapterName: "adapter", adapter, keepExport: keepsExport });
}

const errorLevel = 4;
const slotBytes = 8;
/** As the engine has them, see `struct program` there. */
const programBytes = 28;
const nameBytes = 8;
/** Of `result<instant, error-code>`: a tag, at 8 the seconds, at 16 the nanoseconds. */
const instantBytes = 24;

const letters: Readonly<Record<string, ValueType>> = { i: "i32", I: "i64", f: "f32", F: "f64" };
const loads = { i32: op.load32, i64: op.load64, f32: op.loadFloat32, f64: op.loadFloat64 };
const stores = { i32: op.store32, i64: op.store64, f32: op.storeFloat32, f64: op.storeFloat64 };

type SlotType = keyof typeof loads;

function slotType(type: ValueType): SlotType {
  if (type in loads) return type === "i64" || type === "f32" || type === "f64" ? type : "i32";
  throw new Error(`no slot holds ${type}`);
}

export function functionType(signature: Signature): FunctionType {
  const [params = "", results = ""] = signature.split(":");
  const types = (text: string): readonly ValueType[] =>
    Array.from(text, (letter) => {
      const type = letters[letter];
      if (type === undefined) throw new Error(`bad signature '${signature}'`);
      return type;
    });
  return { params: types(params), results: types(results) };
}

/** Its data lie behind the `pages` that the engine has. */
export function engineAdapter(program: Program, pages: number): Uint8Array {
  const module = new ModuleWriter();
  const { services } = program;
  const imported = program.imports.map(({ module: from, name, signature }) =>
    module.importFunction(from, name, functionType(signature)),
  );
  const service = (core: AvailableImport | undefined, signature: Signature): number | undefined =>
    core === undefined ? undefined : module.importFunction(core.module, core.field, functionType(signature));
  const log = service(services.log, "iiiii:");
  const date = service(services.date, "i:");
  const now = service(services.now, ":I");
  const random = service(services.random, ":I");
  const slots = module.importFunction("engine", "slots", functionType(":i"));
  const enter = module.importFunction("engine", "enter", functionType("i:"));
  const post = module.importFunction("engine", "post", functionType("i:"));

  const { data, start, scratch } = programData(program, pages * pageBytes);
  module.importMemory("engine", "memory", pages + Math.ceil(data.length / pageBytes));
  module.addData(start, data);
  const add = (name: (typeof provided)[number], signature: Signature, code: Code): void => {
    module.addFunction({ ...functionType(signature), code, exportAs: internal + name });
  };
  const counter = module.addGlobal("i64");
  const count = (step: bigint): Code => [
    [op.getGlobal(counter), op.i64(step), op.add64, op.setGlobal(counter)],
    op.getGlobal(counter),
  ];
  add("program", ":i", op.i32(start));
  add("call", "ii:", callImport(program.imports, imported));
  add("log-error", "ii:", log === undefined ? [] : lastWords(log));
  add("date", ":I", date === undefined ? count(1n) : readDate(date, scratch, counter));
  add("now", ":I", now === undefined ? count(1000n) : op.call(now));
  add("random", ":I", random === undefined ? op.i64(0n) : op.call(random));
  for (const [index, { name, signature, post: hasPost }] of program.exports.entries()) {
    const type = functionType(signature);
    module.addFunction({ ...type, code: callExport(type, index, slots, enter), exportAs: name });
    if (!hasPost) continue;
    const results = { params: type.results, results: [] };
    module.addFunction({ ...results, code: callExport(results, index, slots, post), exportAs: `cabi_post_${name}` });
  }
  return module.finish();
}

/** Parameters: the import's number, where its arguments are and its result goes. */
function callImport(imports: readonly ScriptImport[], functions: readonly number[]): Code {
  const [number, slots] = [0, 1];
  let code: Code = [
    op.get(number),
    op.branchTable(
      imports.map((_, index) => index),
      imports.length,
    ),
  ];
  for (const [index, { signature }] of imports.entries()) {
    const { params, results } = functionType(signature);
    const args = params.map((type, at) => [op.get(slots), loads[slotType(type)](at * slotBytes)]);
    const call = [args, op.call(functions[index] ?? 0)];
    const [result] = results;
    const stored = result === undefined ? call : [op.get(slots), call, stores[slotType(result)](0)];
    code = [op.block(code), stored, op.return];
  }
  return [op.block(code), op.trap];
}

function callExport({ params, results }: FunctionType, index: number, slots: number, engine: number): Code {
  const [result] = results;
  return [
    params.map((type, at) => [op.call(slots), op.get(at), stores[slotType(type)](at * slotBytes)]),
    [op.i32(index), op.call(engine)],
    result === undefined ? [] : [op.call(slots), loads[slotType(result)](0)],
  ];
}

const lastWords = (log: number): Code => [
  [op.i32(errorLevel), op.i32(0), op.i32(0)],
  [op.get(0), op.get(1), op.call(log)],
];

/** Microseconds; a device that does not know the date counts calls. */
function readDate(date: number, scratch: number, counter: number): Code {
  return [
    [op.i32(scratch), op.call(date), op.i32(scratch), op.load8(0), op.isZero],
    op.when(
      [op.i32(scratch), op.load64(8), op.i64(1_000_000n), op.multiply64],
      [op.i32(scratch), op.load32(16), op.i32(1000), op.divideUnsigned, op.toI64Unsigned, op.add64, op.return],
    ),
    [op.getGlobal(counter), op.i64(1n), op.add64, op.setGlobal(counter)],
    op.getGlobal(counter),
  ];
}

interface ProgramData {
  readonly data: Uint8Array;
  readonly start: number;
  /** Room for what a service returns. */
  readonly scratch: number;
}

/** `struct program` of the engine, with everything that it points to. */
function programData({ script, imports, exports }: Program, start: number): ProgramData {
  const encoder = new TextEncoder();
  const keys = [...imports.map(({ module, name }) => `${module}\n${name}`), ...exports.map(({ name }) => name)];
  const names = keys.map((key) => encoder.encode(key));
  const tables = start + programBytes + 4;
  const scratch = tables + names.length * nameBytes;
  const scriptAt = scratch + instantBytes;
  const textsAt = scriptAt + script.bytes.length + 1;
  const data = new Uint8Array(textsAt - start + names.reduce((sum, name) => sum + name.length, 0));
  const view = new DataView(data.buffer);
  const words = (at: number, ...values: readonly number[]): void => {
    for (const [index, value] of values.entries()) view.setUint32(at - start + 4 * index, value, true);
  };
  const bytecode = script.kind === "bytecode" ? 1 : 0;
  words(start, scriptAt, script.bytes.length, bytecode);
  words(start + 12, tables, imports.length, tables + imports.length * nameBytes, exports.length);
  data.set(script.bytes, scriptAt - start);
  let at = textsAt;
  for (const [index, name] of names.entries()) {
    words(tables + index * nameBytes, at, name.length);
    data.set(name, at - start);
    at += name.length;
  }
  return { data, start, scratch };
}
