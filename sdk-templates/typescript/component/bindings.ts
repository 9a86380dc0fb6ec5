/**
 * The bindings of a component: `__ocre`, as the engine of core modules has it, over what componentize-js hands to the
 * bindings that it would generate itself. So an app's own glue lifts and lowers here, too.
 */
import type { CoreFunction, Engine } from "../runtime/engine.js";
import { bindServices, type Globals, lastWords } from "./services.js";

type Value = number | bigint;
type CoreLike = (...args: readonly Value[]) => Value | undefined;

/** The engine takes 32 bits from numbers that are integers inside, and bigints that are not negative. */
interface Given {
  readonly 0: { readonly buffer: ArrayBuffer };
  /** Such blocks go with the call at the latest. */
  readonly 1: (block: number, oldSize: number, align: number, size: number) => number;
  readonly 2: (block: number) => void;
  /** The functions of the world, in the order of `$world.imports`. */
  readonly [index: number]: unknown;
}

interface World {
  readonly imports: readonly {
    readonly module: string;
    readonly name: string;
    readonly resultBytes: number;
  }[];
  readonly exports: readonly { readonly name: string; readonly resultBytes: number }[];
}

interface Encoder {
  encode(text: string): Uint8Array;
}
interface Decoder {
  decode(bytes: Uint8Array): string;
}

interface Content extends Globals {
  readonly TextEncoder: new () => Encoder;
  readonly TextDecoder: new (label: string, options: { readonly ignoreBOM: boolean }) => Decoder;
  readonly setTimeout: (callback: () => void, ms: number) => void;
}

declare const $bindings: Given;
/** Written above this script. */
declare const $world: World;
/** The globals of the app. */
declare const contentGlobal: Content;

const { 0: memory, 1: reallocate, 2: deallocate, ...functions } = $bindings;
Reflect.deleteProperty(globalThis, "$bindings");
const encoder = new contentGlobal.TextEncoder();
// A mark of byte order is a character like others.
const decoder = new contentGlobal.TextDecoder("utf-8", { ignoreBOM: true });
// Calls back when nothing that was promised can go on; the engine's clock stands still.
const { setTimeout: nextTurn } = contentGlobal;
for (const name of ["setTimeout", "setInterval", "clearTimeout", "clearInterval"])
  Reflect.deleteProperty(contentGlobal, name);

const firstFunction = 3;
const numbers = new Map($world.imports.map(({ module, name }, i) => [`${module}\n${name}`, i]));

interface Exported {
  readonly fn: CoreLike;
  readonly results: string;
  readonly params: string;
  readonly post: (() => void) | undefined;
}
const exported = new Map<string, Exported>();

/** Where the host reads the result of the export that runs. */
let resultAt = 0;
let resultBytes = 0;
/** The host reads blocks of a result after the call; the engine frees them then. */
let keepsBlocks = false;
let encodedLength = 0;

const isCore = (value: unknown): value is CoreLike => typeof value === "function";

function integer(value: Value): number {
  const of = Number(value) | 0;
  if (of !== value && of >>> 0 !== value) throw new RangeError(`${value} is no integer of 32 bits`);
  return of;
}

function long(value: Value): bigint {
  const of = BigInt.asUintN(64, BigInt(value));
  if (of !== value && BigInt.asIntN(64, of) !== value)
    throw new RangeError(`${value} is no integer of 64 bits`);
  return of;
}

/** A value as the engine takes it. */
function toEngine(letter: string | undefined, value: Value | undefined): Value {
  if (value === undefined) throw new TypeError("a core function lacks a value");
  if (letter === "i") return integer(value);
  return letter === "I" ? long(value) : Number(value);
}

/** The engine knows no sign of 64 bits. */
const fromEngine = (letter: string | undefined, value: Value): Value =>
  letter === "I" ? BigInt.asIntN(64, BigInt(value)) : value;

const split = (signature: string): readonly [string, string] => {
  const [params = "", results = ""] = signature.split(":");
  return [params, results];
};

function importCore<S extends string>(module: string, name: string, signature: S): CoreFunction<S>;
function importCore(module: string, name: string, signature: string): CoreLike {
  const [params, results] = split(signature);
  // The engine cannot be entered while it runs, so the destructor of an object that came back could not be called. Its
  // handle stays.
  if (module.startsWith("[export]") && name.startsWith("[resource-drop]")) return () => undefined;
  const number = numbers.get(`${module}\n${name}`);
  const native = number === undefined ? undefined : functions[firstFunction + number];
  const area = number === undefined ? 0 : ($world.imports[number]?.resultBytes ?? 0);
  if (!isCore(native)) {
    return () => {
      throw new TypeError(`the world does not import '${name}' of '${module}'`);
    };
  }
  return (...args) => {
    const slots = args.map((value, i) => toEngine(params[i], value));
    if (area === 0) {
      const result = native(...slots);
      return result === undefined || results === "" ? undefined : fromEngine(results, result);
    }
    // The engine makes room for the result itself.
    const to = integer(slots.pop() ?? 0) >>> 0;
    const from = Number(native(...slots)) >>> 0;
    new Uint8Array(memory.buffer).copyWithin(to, from, from + area);
    deallocate(from | 0);
    return undefined;
  };
}

function exportCore<S extends string>(
  name: string,
  signature: S,
  fn: CoreFunction<S>,
  post?: () => void,
): void;
function exportCore(name: string, signature: string, fn: unknown, post?: () => void): void {
  if (!isCore(fn)) throw new TypeError(`'${name}' is no function`);
  const [params, results] = split(signature);
  exported.set(name, { fn, params, results, post });
}

/** Thrown by a call that goes on when its `step` was taken often enough. */
class Waits {
  readonly step: () => boolean;
  constructor(step: () => boolean) {
    this.step = step;
  }
}

let failure: { readonly reason: unknown } | undefined;
/** The app wants to know of rejections. */
let isWatched = false;
const fail = (reason: unknown): void => {
  failure ??= { reason };
};
const turn = (): Promise<void> => new Promise((go) => nextTurn(go, 0));

const engine: Engine = {
  import: importCore,
  export: exportCore,
  memory: () => memory.buffer,
  alloc: (align, size) => reallocate(0, 0, align, Math.max(1, size)) >>> 0,
  free(pointer) {
    if (!keepsBlocks) deallocate(pointer | 0);
  },
  resultArea(size) {
    if (size > resultBytes)
      throw new RangeError(`a result of ${size} bytes has room for ${resultBytes}`);
    return resultAt;
  },
  encode(text) {
    const bytes = encoder.encode(text);
    encodedLength = bytes.length;
    const block = engine.alloc(1, bytes.length);
    new Uint8Array(memory.buffer, block, bytes.length).set(bytes);
    return block;
  },
  get length() {
    return encodedLength;
  },
  decode: (pointer, length) => decoder.decode(new Uint8Array(memory.buffer, pointer, length)),
  // What was promised goes on when a call has returned, or waits by `turns`.
  jobs: () => undefined,
  turns(step) {
    throw new Waits(step);
  },
  get fail() {
    isWatched = true;
    return fail;
  },
  trap(message) {
    throw new Error(message);
  },
};

let isStarted = false;
const world = {
  moduleOf: (start: string) =>
    $world.imports.find(({ module }) => module.startsWith(start))?.module,
  isStarted: () => isStarted,
};

/** A call of the host's. One that waits is made anew when it need not wait any longer. */
async function call(index: number, args: readonly Value[]): Promise<Value | undefined> {
  const { name, resultBytes: area } = $world.exports[index] ?? { name: "", resultBytes: 0 };
  const found = exported.get(name);
  if (found === undefined) throw new TypeError(`the app does not implement '${name}'`);
  const given = (area === 0 ? args : args.slice(0, -1)).map((value, i) =>
    fromEngine(found.params[i], value),
  );
  resultAt = area === 0 ? 0 : Number(args.at(-1)) >>> 0;
  resultBytes = area;
  for (;;) {
    try {
      const result = found.fn(...given);
      keepsBlocks = true;
      found.post?.();
      return result === undefined || area > 0 ? undefined : toEngine(found.results, result);
    } catch (thrown) {
      if (!(thrown instanceof Waits)) throw thrown;
      do await turn();
      while (thrown.step());
    } finally {
      keepsBlocks = false;
    }
  }
}

async function enter(index: number, args: readonly Value[]): Promise<Value | undefined> {
  isStarted = true;
  try {
    const result = await call(index, args);
    if (isWatched) await turn();
    if (failure !== undefined) throw failure.reason;
    return result;
  } catch (thrown) {
    lastWords(thrown, world, engine);
    throw thrown;
  }
}

const define = (object: object, name: string, value: unknown): void => {
  Object.defineProperty(object, name, { value });
};
define(contentGlobal, "__ocre", engine);
bindServices(contentGlobal, world, engine);
// The engine looks for these by name.
define(globalThis, "bindExports", () => undefined);
for (const index of $world.exports.keys())
  define(globalThis, `$${index}`, (...args: readonly Value[]) => enter(index, args));
