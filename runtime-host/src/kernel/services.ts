/** The drivers of the main thread: what all containers of a run share, and each container's view of it. */

import type { Board } from "../drivers/gpio/board.js";
import { createLines } from "../drivers/gpio/lines.js";
import type { Bus } from "../drivers/messaging/bus.js";
import { createBus } from "../drivers/messaging/messaging.js";
import { createSensors, type SensorBoard } from "../drivers/sensors/sensors.js";
import type { ServiceDirectory } from "../drivers/sockets/names.js";
import { createKv, type KvStores } from "../drivers/storage/kv.js";
import { createConfig, type Settings } from "../drivers/system/config.js";
import { createHealth, type HealthBoard } from "../drivers/system/health.js";
import { createRestart } from "../drivers/system/process.js";
import { createTimers } from "../drivers/system/timers.js";
import { createClockWaits, createEvents } from "../drivers/system/waits.js";
import type { Container } from "./container.js";

/** One of each for a run. */
export interface SharedParts {
  readonly board: Board;
  readonly sensors: SensorBoard;
  readonly bus: Bus;
  readonly stores: KvStores;
  readonly services: ServiceDirectory;
}

/** What a container brings itself. */
export interface OwnParts {
  readonly settings: Settings;
  readonly health: HealthBoard;
  requestRestart(): void;
}

type Serve = (container: Container, shared: SharedParts, own: OwnParts) => unknown;

const makers: ReadonlyMap<string, Serve> = new Map<string, Serve>([
  ["ocre:system/events", (container) => createEvents(container)],
  ["ocre:system/monotonic-clock", (container) => createClockWaits(container)],
  ["ocre:system/timers", (container) => createTimers(container)],
  ["ocre:system/config", (container, _, own) => createConfig(own.settings, container)],
  ["ocre:system/health", (container, _, own) => createHealth(own.health, container)],
  ["ocre:system/process", (container, _, own) => createRestart(() => own.requestRestart(), container)],
  ["ocre:gpio/lines", (container, shared) => createLines(shared.board, container)],
  ["ocre:messaging/bus", (container, shared) => createBus(shared.bus, container)],
  ["ocre:storage/kv", (container, shared) => createKv(shared.stores, container)],
  ["ocre:sensors/sensors", (container, shared) => createSensors(shared.sensors, container)],
]);

/** Serves the interfaces that the container imports; sockets load Node's network modules only then. */
export async function serveInterfaces(
  container: Container,
  interfaces: ReadonlySet<string>,
  shared: SharedParts,
  own: OwnParts,
): Promise<void> {
  container.serve("kernel", { next: (answer: unknown) => container.next(answer) });
  for (const name of interfaces) {
    const make = makers.get(name);
    if (make !== undefined) container.serve(name, make(container, shared, own));
  }
  if (![...interfaces].some((name) => name.startsWith("ocre:sockets/"))) return;
  const { SocketCount } = await import("../drivers/sockets/network.js");
  const count = new SocketCount(container);
  if (interfaces.has("ocre:sockets/tcp")) {
    const { createTcp } = await import("../drivers/sockets/tcp.js");
    container.serve("ocre:sockets/tcp", createTcp(container, count));
  }
  if (interfaces.has("ocre:sockets/udp")) {
    const { createUdp } = await import("../drivers/sockets/udp.js");
    container.serve("ocre:sockets/udp", createUdp(container, count));
  }
  if (interfaces.has("ocre:sockets/names")) {
    const { createNames } = await import("../drivers/sockets/names.js");
    container.serve("ocre:sockets/names", createNames(container, shared.services));
  }
}
