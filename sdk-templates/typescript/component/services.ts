/** Date, time and chance of the app's globals, and the last line of its log, from the interfaces of the world that have them. */
import type { Engine } from "../runtime/engine.js";

export interface Globals {
  Date: DateConstructor;
  readonly Math: object;
  readonly performance: object;
}

export interface World {
  /** The module of an interface such as `ocre:system/log`, when the world imports it. */
  readonly moduleOf: (start: string) => string | undefined;
  /** The host can be called. Before that the app is being made, up to its snapshot. */
  readonly isStarted: () => boolean;
}

const errorLevel = 4;
const longestLine = 256;
/** Of `result<instant, error-code>`: a tag, at 8 the seconds, at 16 the nanoseconds. */
const instantBytes = 24;

export function bindServices(globals: Globals, world: World, engine: Engine): void {
  const date = world.moduleOf("ocre:system/system-clock@");
  if (date !== undefined) bindDate(globals, world, engine, date);
  const time = world.moduleOf("ocre:system/monotonic-clock@");
  if (time !== undefined) {
    const read = engine.import(time, "now", ":I");
    const now = (): number => (world.isStarted() ? Number(read()) / 1e6 : 0);
    Object.defineProperty(globals.performance, "now", { value: now });
  }
  const chance = world.moduleOf("ocre:system/random@");
  if (chance !== undefined) {
    const read = engine.import(chance, "get-random-u64", ":I");
    const bits = (): bigint => (world.isStarted() ? BigInt.asUintN(64, read()) : 0n);
    Object.defineProperty(globals.Math, "random", { value: () => Number(bits() >> 11n) / 2 ** 53 });
  }
}

function bindDate(globals: Globals, world: World, engine: Engine, module: string): void {
  const { Date: given } = globals;
  const read = engine.import(module, "now", "i:");
  let calls = 0;
  const now = (): number => {
    if (!world.isStarted()) return given.now();
    const area = engine.alloc(8, instantBytes);
    read(area);
    const view = new DataView(engine.memory(), area, instantBytes);
    const milliseconds =
      Number(view.getBigInt64(8, true)) * 1000 + Math.floor(view.getUint32(16, true) / 1e6);
    const isKnown = view.getUint8(0) === 0;
    engine.free(area);
    // A device that does not know the date counts calls.
    calls += 1;
    return isKnown ? milliseconds : Math.floor(calls / 1000);
  };
  Object.defineProperty(given, "now", { value: now });
  const made: DateConstructor = new Proxy(given, {
    construct: (type, args, target) =>
      Reflect.construct(type, args.length === 0 ? [now()] : args, target),
    apply: () => new given(now()).toString(),
  });
  Object.defineProperty(given.prototype, "constructor", { value: made });
  globals.Date = made;
}

/** What an app that fails says: one line of the log, as of the other engine. */
export function lastWords(thrown: unknown, world: World, engine: Engine): void {
  const module = world.moduleOf("ocre:system/log@");
  if (module === undefined) return;
  const stack = thrown instanceof Error ? ` ${thrown.stack ?? ""}` : "";
  const line = `Uncaught ${String(thrown)}${stack}`.replace(/\s+/g, " ").trim();
  const at = engine.encode(line.slice(0, longestLine));
  engine.import(module, "log", "iiiii:")(errorLevel, 0, 0, at, engine.length);
  engine.free(at);
}
