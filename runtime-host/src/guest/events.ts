/** Which export of an app handles which kind of event. */
import type { EventKind } from "../kernel/events.js";

export const handlers: ReadonlyMap<EventKind, string> = new Map([
  ["timer", "ocre:system/timer-handler#on-timer"],
  ["line", "ocre:gpio/line-handler#on-line"],
  ["socket", "ocre:sockets/socket-handler#on-socket"],
  ["name", "ocre:sockets/name-handler#on-name"],
  ["message", "ocre:messaging/message-handler#on-message"],
  ["store", "ocre:storage/store-handler#on-store-change"],
  ["sensor", "ocre:sensors/sensor-handler#on-sample"],
  ["config", "ocre:system/config-handler#on-config"],
]);

/** The exports that say which events an app can take. */
export function handledEvents(exportNames: Iterable<string>): ReadonlySet<EventKind> {
  const plain = new Set([...exportNames].map((name) => name.replace(/@[^#]*#/, "#")));
  return new Set([...handlers].flatMap(([kind, name]) => (plain.has(name) ? [kind] : [])));
}
