/** The parts of `ocre:system` that need no other thread: clocks, random, log, info, environment, exit. */
import { randomFillSync } from "node:crypto";
import { GuestExit } from "../../rt/index.js";
import { cutUtf8 } from "../../text.js";

export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "critical";
export const logLevels: readonly LogLevel[] = ["trace", "debug", "info", "warn", "error", "critical"];

/** How a guest's thread reads the clock of the run. */
export type ClockSource =
  | { readonly kind: "real"; readonly base: bigint }
  | { readonly kind: "virtual"; readonly shared: BigInt64Array<SharedArrayBuffer> };

export function readClock(source: ClockSource): bigint {
  return source.kind === "real" ? process.hrtime.bigint() - source.base : Atomics.load(source.shared, 0);
}

/** The waits are the main thread's: it knows when to give up. */
export interface ClockWaits {
  waitFor(howLong: bigint): undefined;
  waitUntil(when: bigint): undefined;
}

export function createMonotonicClock(source: ClockSource, waits: ClockWaits) {
  return {
    now: () => readClock(source),
    getResolution: () => (source.kind === "real" ? 1n : 1_000_000n),
    waitFor: (howLong: bigint) => waits.waitFor(howLong),
    waitUntil: (when: bigint) => waits.waitUntil(when),
  };
}

/** `started`: Unix time in nanoseconds at mark 0. With the real clock the machine's own date is asked. */
export function createSystemClock(source: ClockSource, started: bigint) {
  return {
    now: () => {
      const unix = source.kind === "real" ? BigInt(Date.now()) * 1_000_000n : started + readClock(source);
      return { seconds: unix / 1_000_000_000n, nanoseconds: Number(unix % 1_000_000_000n) };
    },
  };
}

const maxRandomBytes = 256;

export function createRandom() {
  const one = new BigUint64Array(1);
  return {
    getRandomU64: () => randomFillSync(one)[0] ?? 0n,
    getRandomBytes: (maxLen: number) => randomFillSync(new Uint8Array(Math.min(maxLen, maxRandomBytes))),
  };
}

export interface LogLine {
  readonly level: LogLevel;
  readonly target: string;
  readonly message: string;
}

export function createLog(threshold: LogLevel, write: (line: LogLine) => void) {
  const least = logLevels.indexOf(threshold);
  return {
    threshold: (): LogLevel => threshold,
    log: (level: LogLevel, target: string, message: string): undefined => {
      if (logLevels.indexOf(level) < least) return;
      write({ level, target: cutUtf8(target, 256), message: cutUtf8(message, 256) });
    },
  };
}

export interface RuntimeInfo {
  readonly name: string;
  readonly version: string;
  readonly platform: string;
  readonly machine: string;
  readonly container: string;
  readonly imageVersion: string;
}

export interface DeviceIdentity {
  readonly id: string;
  readonly hostname: string;
  readonly model: string;
}

export interface GuestLimits {
  readonly memoryBytes: number;
  readonly handles: number;
  readonly timers: number;
  readonly events: number;
  readonly messageBytes: number;
  readonly handlerMs: number;
}

export function createInfo(runtime: RuntimeInfo, identity: DeviceIdentity, limits: GuestLimits) {
  const cut = (text: string): string => cutUtf8(text, 64);
  return {
    getRuntime: (): RuntimeInfo => ({
      name: cut(runtime.name),
      version: cut(runtime.version),
      platform: cut(runtime.platform),
      machine: cut(runtime.machine),
      container: cut(runtime.container),
      imageVersion: cut(runtime.imageVersion),
    }),
    getIdentity: (): DeviceIdentity => ({
      id: cut(identity.id),
      hostname: cut(identity.hostname),
      model: cut(identity.model),
    }),
    getLimits: () => limits,
  };
}

/** At most 16 arguments of 1 KiB in all, and 32 variables of 2 KiB in all; what is more is left out. */
export function createEnvironment(args: readonly string[], variables: readonly (readonly [string, string])[]) {
  return {
    getArguments: () => within(args.slice(0, 16), 1024, (argument) => Buffer.byteLength(argument)),
    getEnvironment: () =>
      within(
        variables.slice(0, 32).map(([name, value]): [string, string] => [name, value]),
        2048,
        ([name, value]) => Buffer.byteLength(name) + Buffer.byteLength(value),
      ),
  };
}

function within<T>(items: readonly T[], maxBytes: number, size: (item: T) => number): T[] {
  let used = 0;
  return items.filter((item) => {
    used += size(item);
    return used <= maxBytes;
  });
}

export function createExit() {
  return {
    exit: (code: number): never => {
      throw new GuestExit(code);
    },
  };
}
