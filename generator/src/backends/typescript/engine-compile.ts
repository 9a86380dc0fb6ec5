/** Runs the engine at build time, to turn a script into its bytecode. */
import { setFlagsFromString } from "node:v8";

export type Compiled =
  | { readonly ok: true; readonly bytecode: Uint8Array }
  /** What is wrong with the script. */
  | { readonly ok: false; readonly reason: string };

/** `compiler` is the engine with its parser. */
export function compileScript(compiler: Uint8Array, script: string): Compiled {
  // Node may never exit while it still optimizes a large module.
  setFlagsFromString("--no-wasm-tier-up");
  const engine = instantiate(compiler);
  const source = new TextEncoder().encode(script);
  const at = engine.call("cabi_realloc", 0, 0, 1, source.length + 1);
  engine.memory().set(source, at);
  engine.memory()[at + source.length] = 0;
  const result = attempt(() => engine.call("compile", at, source.length));
  if (result === undefined) return { ok: false, reason: "SyntaxError: the script is nested too deep" };
  const slots = engine.call("slots");
  const memory = engine.memory();
  const slot = (index: number): number => new DataView(memory.buffer).getUint32(slots + 8 * index, true);
  if (result !== 0) return { ok: true, bytecode: memory.slice(result, result + slot(0)) };
  return { ok: false, reason: new TextDecoder().decode(memory.subarray(slot(0), slot(0) + slot(1))) };
}

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
