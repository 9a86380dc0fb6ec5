/** Runs the engine at build time, to turn a script into its bytecode. */
import { setFlagsFromString } from "node:v8";
import type { SourcePlaces } from "./source-places.js";

export type Compiled =
  | { readonly ok: true; readonly bytecode: Uint8Array }
  /** What is wrong with the script. */
  | { readonly ok: false; readonly reason: string };

/** Positions that bytecode has: those in the sources, or none, which is smaller. */
export type Positions = SourcePlaces | "none";

/** `compiler` is the engine with its parser. */
export function compileScript(compiler: Uint8Array, script: string, positions: Positions = scriptOnly): Compiled {
  // Node may never exit while it still optimizes a large module.
  setFlagsFromString("--no-wasm-tier-up");
  const engine = instantiate(compiler);
  const put = (bytes: Uint8Array): number => {
    const at = engine.call("cabi_realloc", 0, 0, 4, bytes.length + 1);
    engine.memory().set(bytes, at);
    engine.memory()[at + bytes.length] = 0;
    return at;
  };
  const text = new TextEncoder();
  const { places, files } = positions === "none" ? scriptOnly : positions;
  const source = text.encode(script);
  const names = text.encode(files.map((name) => `${name}\n`).join(""));
  // `struct source` of the engine.
  const fields = [
    [put(source), source.length],
    [put(new Uint8Array(places.buffer, places.byteOffset, places.byteLength)), places.length / placeNumbers],
    [put(names), names.length],
    [positions === "none" ? 1 : 0],
  ].flat();
  const given = put(new Uint8Array(Uint32Array.from(fields).buffer));
  const compiled = attempt(() => engine.call("compile", given));
  if (compiled === undefined) return { ok: false, reason: "SyntaxError: the script is nested too deep" };
  const memory = engine.memory();
  const word = (index: number): number => new DataView(memory.buffer).getUint32(compiled + 4 * index, true);
  const bytes = memory.slice(word(0), word(0) + word(1));
  return word(2) === 0 ? { ok: true, bytecode: bytes } : { ok: false, reason: new TextDecoder().decode(bytes) };
}

const placeNumbers = 5;
const scriptOnly: SourcePlaces = { files: ["app.js"], places: new Uint32Array() };

/** The parser goes as deep as the script does, and the stack of Node may end before its own. */
function attempt(compile: () => number): number | undefined {
  try {
    return compile();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

interface Engine {
  call(name: string, ...args: readonly number[]): number;
  memory(): Uint8Array;
}

/** Node's types leave `WebAssembly` to those of the browser, which are not here. */
function instantiate(module: Uint8Array): Engine {
  const webAssembly: unknown = Reflect.get(globalThis, "WebAssembly");
  const nothing = (): number => 0;
  const none = (): bigint => 0n;
  const adapter = {
    $program: nothing,
    $call: nothing,
    "$log-error": nothing,
    $date: none,
    $now: none,
    $random: none,
  };
  const compiled = construct(webAssembly, "Module", [module]);
  const exports = property(construct(webAssembly, "Instance", [compiled, { adapter }]), "exports");
  return {
    call: (name, ...args) => {
      const result: unknown = Reflect.apply(callable(property(exports, name)), undefined, args);
      return typeof result === "number" ? result >>> 0 : 0;
    },
    memory: () => {
      const buffer = property(property(exports, "memory"), "buffer");
      if (!(buffer instanceof ArrayBuffer)) throw new Error("the engine has no memory");
      return new Uint8Array(buffer);
    },
  };
}

function property(of: unknown, name: string): unknown {
  if (typeof of !== "object" || of === null) throw new Error(`nothing has ${name}`);
  return Reflect.get(of, name);
}

// biome-ignore lint/complexity/noBannedTypes: what `Reflect` calls.
function callable(value: unknown): Function {
  if (typeof value !== "function") throw new Error("not a function of the engine");
  return value;
}

function construct(of: unknown, name: string, args: readonly unknown[]): unknown {
  return Reflect.construct(callable(property(of, name)), args);
}
