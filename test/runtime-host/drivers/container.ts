/** A container without a guest: what drivers see of one, on a clock that tests move. */
import { type ErrorCode, errorCodes } from "../../../runtime-host/src/fail.js";
import { Container } from "../../../runtime-host/src/kernel/container.js";
import type { DriverLimits, LineBinding } from "../../../runtime-host/src/kernel/context.js";
import type { EventKind } from "../../../runtime-host/src/kernel/events.js";
import { type Timeline, VirtualTimeline } from "../../../runtime-host/src/kernel/timeline.js";
import { WitError } from "../../../runtime-host/src/rt/index.js";

export const ms = (count: number): bigint => BigInt(count) * 1_000_000n;

export interface Wanted {
  readonly kind?: "command" | "reactor";
  readonly name?: string;
  readonly timeline?: Timeline;
  readonly handled?: readonly EventKind[];
  readonly limits?: Partial<DriverLimits>;
  readonly lines?: Readonly<Record<string, LineBinding>>;
  /** What may be done later; anything if not given. */
  readonly allowed?: (scope: string, args: readonly string[]) => boolean;
  readonly connectAllowed?: (protocol: string, name: string, address: string, port: number) => boolean;
}

let nextId = 1;

export function container(wanted: Wanted = {}): Container {
  const id = nextId;
  nextId += 1;
  return new Container({
    id,
    name: wanted.name ?? `app${id}`,
    kind: wanted.kind ?? "command",
    limits: {
      timers: 4,
      subscriptions: 4,
      sockets: 4,
      messageBytes: 1024,
      storageBytes: 4096,
      objects: 16,
      ...wanted.limits,
    },
    lines: new Map(Object.entries(wanted.lines ?? {})),
    handled: new Set(wanted.handled ?? ["timer", "line", "socket", "name", "message", "store", "sensor", "config"]),
    timeline: wanted.timeline ?? new VirtualTimeline(),
    late: {
      connectAllowed: wanted.connectAllowed ?? (() => true),
      allowed: wanted.allowed ?? (() => true),
    },
    onWake: () => undefined,
    onQuiet: () => undefined,
    onFault: (_, error) => {
      throw error;
    },
  });
}

/** The events that wait, as `kind token data lost`. */
export function events(of: Container): string[] {
  const found: string[] = [];
  for (let taken = of.events.take(); taken !== undefined && found.length < 100; taken = of.events.take()) {
    const { kind, token, data, lost } = taken.event;
    found.push(`${kind} ${token} ${data} ${lost}`);
  }
  return found;
}

/** The error code that the call answers with. */
export function code(call: () => unknown): ErrorCode | "no error" {
  try {
    call();
    return "no error";
  } catch (error) {
    return codeOf(error);
  }
}

export async function laterCode(answer: unknown): Promise<ErrorCode | "no error"> {
  try {
    await answer;
    return "no error";
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): ErrorCode {
  const found = error instanceof WitError ? errorCodes.find((candidate) => candidate === error.payload) : undefined;
  if (found === undefined) throw error;
  return found;
}
