/** What a compiled policy means for drivers: limits, bindings of lines, and the decisions that come after the call. */
import type { Decider, Policy } from "ocrekit/policy";
import type { LateDecisions } from "./container.js";
import type { DriverLimits, LineBinding } from "./context.js";

export function driverLimits({ limits }: Policy): DriverLimits {
  return {
    timers: limits.timers,
    subscriptions: limits.subscriptions,
    sockets: limits.sockets,
    messageBytes: limits.messageBytes,
    storageBytes: limits.storageBytes,
    objects: limits.objects,
  };
}

export function lineBindings({ config }: Policy): ReadonlyMap<string, LineBinding> {
  return new Map(
    Object.entries(config.gpio).map(([name, { chip, line, activeLow, safe, maxHz }]) => [
      name,
      {
        chip,
        line,
        activeLow,
        ...(safe === undefined ? {} : { safe }),
        ...(maxHz === undefined ? {} : { maxHz }),
      },
    ]),
  );
}

export function lateDecisions(decider: Decider): LateDecisions {
  return {
    connectAllowed: (protocol, name, address, port) =>
      decider.connectAllowed("net.connect", [protocol, name, String(port)], address),
    allowed: (scope, args) => decider.checkText(scope, args),
  };
}

/** The rates that `@limit` names. */
export function rates({ limits }: Policy): Readonly<Record<string, number>> {
  const { messagesPerSecond, networkBytesPerSecond, togglesPerSecond, logBytesPerSecond } = limits;
  return { messagesPerSecond, networkBytesPerSecond, togglesPerSecond, logBytesPerSecond };
}
