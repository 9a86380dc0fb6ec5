/** The limits of a container: their names, units, defaults and how layers combine. */

export type LimitUnit = "bytes" | "ms" | "count" | "perSecond" | "bytesPerSecond";

export interface LimitSpec {
  readonly unit: LimitUnit;
  readonly standard: number;
  /** What the machinery can count at most. */
  readonly most: number;
  readonly doc: string;
}

const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;

export const limitTable = {
  memoryBytes: { unit: "bytes", standard: 16 * MiB, most: 4 * GiB, doc: "linear memory" },
  startMs: { unit: "ms", standard: 1000, most: 600_000, doc: "time to instantiate and start" },
  handlerMs: { unit: "ms", standard: 50, most: 600_000, doc: "time of one handler call" },
  handles: { unit: "count", standard: 32, most: 255, doc: "open handles" },
  timers: { unit: "count", standard: 16, most: 65_535, doc: "live timers" },
  subscriptions: { unit: "count", standard: 16, most: 65_535, doc: "live subscriptions" },
  sockets: { unit: "count", standard: 8, most: 65_535, doc: "open sockets" },
  callBytes: { unit: "bytes", standard: 64 * KiB, most: 1 * GiB, doc: "bytes that one call passes in" },
  messageBytes: { unit: "bytes", standard: 16 * KiB, most: 1 * GiB, doc: "payload of one message" },
  storageBytes: { unit: "bytes", standard: 1 * MiB, most: 1024 * GiB, doc: "stored bytes" },
  objects: { unit: "count", standard: 256, most: 1_000_000, doc: "files, directories and keys" },
  messagesPerSecond: { unit: "perSecond", standard: 100, most: 1_000_000, doc: "messages sent" },
  networkBytesPerSecond: { unit: "bytesPerSecond", standard: 1 * MiB, most: 100 * GiB, doc: "bytes sent" },
  togglesPerSecond: { unit: "perSecond", standard: 1000, most: 1_000_000, doc: "changes of output lines" },
  logBytesPerSecond: { unit: "bytesPerSecond", standard: 8 * KiB, most: 1 * GiB, doc: "bytes logged" },
  auditLinesPerSecond: { unit: "perSecond", standard: 100, most: 1_000_000, doc: "lines of the audit log" },
  instances: { unit: "count", standard: 64, most: 65_535, doc: "instances of this app" },
} as const satisfies Record<string, LimitSpec>;

export type LimitName = keyof typeof limitTable;
export type Limits = Readonly<Record<LimitName, number>>;
/** What one layer says. */
export type LimitLayer = Readonly<Partial<Record<LimitName, number>>>;

/** Short spellings that are accepted in files. */
export const limitAliases: Readonly<Record<string, LimitName>> = { memory: "memoryBytes", storage: "storageBytes" };

export const limitNames: readonly LimitName[] = Object.keys(limitTable).filter(isLimitName);

export function isLimitName(name: string): name is LimitName {
  return Object.hasOwn(limitTable, name);
}

/**
 * The minimum of all layers. The default stands for an operator who says nothing, so a grant may raise a limit above
 * it and a manifest may not.
 */
export function combineLimits(manifest: LimitLayer, grants: readonly LimitLayer[]): Limits {
  const of = (name: LimitName): number => {
    const given = grants.map((layer) => layer[name]).filter((value) => value !== undefined);
    const operator = given.length === 0 ? limitTable[name].standard : Math.min(...given);
    return Math.min(operator, manifest[name] ?? operator);
  };
  return {
    memoryBytes: of("memoryBytes"),
    startMs: of("startMs"),
    handlerMs: of("handlerMs"),
    handles: of("handles"),
    timers: of("timers"),
    subscriptions: of("subscriptions"),
    sockets: of("sockets"),
    callBytes: of("callBytes"),
    messageBytes: of("messageBytes"),
    storageBytes: of("storageBytes"),
    objects: of("objects"),
    messagesPerSecond: of("messagesPerSecond"),
    networkBytesPerSecond: of("networkBytesPerSecond"),
    togglesPerSecond: of("togglesPerSecond"),
    logBytesPerSecond: of("logBytesPerSecond"),
    auditLinesPerSecond: of("auditLinesPerSecond"),
    instances: of("instances"),
  };
}

/** `128KiB`, `1MiB`, `512`, or a number; `undefined` for anything else. */
export function parseSize(value: string | number): number | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  const match = /^([0-9]{1,12})(?: ?(B|KiB|MiB|GiB))?$/.exec(value);
  if (match === null) return undefined;
  const factor = { B: 1, KiB, MiB, GiB };
  const unit = match[2];
  const bytes = Number(match[1]) * (unit === "KiB" || unit === "MiB" || unit === "GiB" ? factor[unit] : 1);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}
