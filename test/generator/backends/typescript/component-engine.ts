/**
 * The engine of components as its source says that it is: of a number it takes the low 32 bits of how it is kept, of a
 * bigint it wants 64 bits without a sign, blocks of a call go with the call, and nobody enters it while it runs.
 */
import { join } from "node:path";
import { componentBindings } from "../../../../generator/src/backends/typescript/make-component.js";
import { repository } from "../../../support/toolchain.js";

export type CoreValue = number | bigint;
export type Native = (...args: readonly CoreValue[]) => CoreValue | undefined;

export interface Import {
  readonly module: string;
  readonly name: string;
  /** `"iI:f"` of the canonical ABI, with the pointer to a result that goes through memory. */
  readonly signature: string;
  /** Bytes of such a result. */
  readonly resultBytes: number;
  readonly host: Native;
}

export interface Export {
  readonly name: string;
  readonly signature: string;
  readonly resultBytes: number;
}

/** An engine that aborted is of no further use. */
export class Aborted extends Error {}

const bits = new DataView(new ArrayBuffer(8));

/** A number that is an integer of 32 bits is kept as one, and every other as a double. */
function low32(value: CoreValue | undefined): number {
  if (typeof value !== "number") throw new Aborted(`${String(value)} is no number`);
  if ((value | 0) === value && !Object.is(value, -0)) return value;
  bits.setFloat64(0, value);
  return bits.getInt32(4);
}

function unsigned64(value: CoreValue | undefined): bigint {
  if (typeof value !== "bigint" || BigInt.asUintN(64, value) !== value)
    throw new Aborted(`${String(value)} is no integer of 64 bits`);
  return value;
}

function float(value: CoreValue | undefined): number {
  if (typeof value !== "number") throw new Aborted(`${String(value)} is no float`);
  return value;
}

function toHost(letter: string, value: CoreValue | undefined): CoreValue {
  if (letter === "i") return low32(value);
  if (letter === "I") return BigInt.asIntN(64, unsigned64(value));
  return letter === "f" ? Math.fround(float(value)) : float(value);
}

const toScript = (letter: string | undefined, value: CoreValue): CoreValue =>
  typeof value === "bigint" ? BigInt.asUintN(64, value) : letter === "i" ? value | 0 : value;

export class ComponentEngine {
  readonly buffer = new ArrayBuffer(1 << 16);
  /** Sizes of the blocks that are in use, by address. */
  readonly blocks = new Map<number, number>();
  /** Those that the script asked for; they go when the host has read the result. */
  #ofCall: number[] = [];
  #top = 64;
  #runs = false;
  #global: Record<string, unknown> = {};
  readonly #exports: readonly Export[];

  private constructor(exports: readonly Export[]) {
    this.#exports = exports;
  }

  /** Runs the bindings, and then an app that finds `__ocre` and the globals that the bindings left. */
  static async start(script: string, imports: readonly Import[], exports: readonly Export[]): Promise<ComponentEngine> {
    const engine = new ComponentEngine(exports);
    const bindings = await componentBindings(join(repository, "sdk-templates/typescript/component"));
    const content: Record<string, unknown> = {
      ...{ TextEncoder, TextDecoder, setTimeout, setInterval, performance: {}, Math: {} },
      Date: class extends Date {},
    };
    const world = { imports: imports.map(({ host: _, ...rest }) => rest), exports };
    const given = [{ buffer: engine.buffer }, engine.#reallocate, engine.#deallocate, ...imports.map(engine.#native)];
    new Function("$bindings", "$world", "contentGlobal", "globalThis", bindings)(given, world, content, engine.#global);
    const globals = Object.getOwnPropertyNames(content);
    new Function(...globals, `"use strict";\n${script}`)(...globals.map((name) => content[name]));
    return engine;
  }

  /** A block of the host's. */
  allocate(size: number): number {
    const at = this.#top;
    this.#top += (size + 15) & ~15;
    this.blocks.set(at, size);
    return at;
  }

  /** Calls an export as the host does; `read` sees the result before its blocks go. */
  async call<T>(name: string, args: readonly CoreValue[], read: (result: CoreValue | undefined) => T): Promise<T> {
    const index = this.#exports.findIndex((e) => e.name === name);
    const { signature = ":", resultBytes = 0 } = this.#exports[index] ?? {};
    const fn: unknown = this.#global[`$${index}`];
    if (typeof fn !== "function") throw new Error(`no export '${name}'`);
    if (this.#runs) throw new Aborted("the engine runs already");
    this.#runs = true;
    const area = resultBytes === 0 ? [] : [this.allocate(resultBytes)];
    const given = args.map((value, i) => toScript(signature[i], value));
    const answer: CoreValue | undefined = await Reflect.apply(fn, undefined, [...given, ...area]);
    const letter = signature.split(":")[1] ?? "";
    const value = read(area[0] ?? (letter === "" ? undefined : toHost(letter, answer)));
    for (const block of [...this.#ofCall, ...area]) this.#free(block);
    this.#ofCall = [];
    this.#runs = false;
    return value;
  }

  readonly #reallocate = (...[, , , size]: readonly number[]): number => {
    const at = this.allocate(size ?? 0);
    this.#ofCall.push(at);
    return at;
  };

  readonly #deallocate = (block: number): void => {
    this.#free(block);
    this.#ofCall = this.#ofCall.filter((own) => own !== block);
  };

  /** What is read after it is never right by accident. */
  #free(block: number): void {
    const size = this.blocks.get(block);
    if (size === undefined) throw new Aborted(`${block} is freed and was not allocated`);
    new Uint8Array(this.buffer, block, size).fill(0xdd);
    this.blocks.delete(block);
  }

  readonly #native = ({ signature, resultBytes, host }: Import): Native => {
    const [params = "", results = ""] = signature.split(":");
    return (...args) => {
      const given = resultBytes > 0 ? params.slice(0, -1) : params;
      if (args.length !== given.length) throw new Aborted(`${args.length} values for '${given}'`);
      const area = resultBytes > 0 ? [this.allocate(resultBytes)] : [];
      const answer = host(...[...given].map((letter, i) => toHost(letter, args[i])), ...area);
      return area[0] ?? (answer === undefined ? undefined : toScript(results, answer));
    };
  };
}
