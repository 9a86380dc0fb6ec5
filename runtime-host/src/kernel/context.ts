/** What a driver on the main thread may know of the container that it serves, and no more. */
import type { EventQueue } from "./events.js";
import type { Waiter } from "./waiting.js";

/** The limits that drivers on the main thread count themselves; handles, bytes and rates are the guards' work. */
export interface DriverLimits {
  readonly timers: number;
  readonly subscriptions: number;
  readonly sockets: number;
  readonly messageBytes: number;
  readonly storageBytes: number;
  readonly objects: number;
}

/** How the operator bound one logical line. */
export interface LineBinding {
  readonly chip: string;
  readonly line: number;
  readonly activeLow: boolean;
  /** Driven when nobody owns the line; without one it becomes an input. */
  readonly safe?: "active" | "inactive";
  readonly maxHz?: number;
}

export interface ContainerContext extends Waiter {
  readonly name: string;
  readonly kind: "command" | "reactor";
  readonly limits: DriverLimits;
  readonly events: EventQueue;
  readonly lines: ReadonlyMap<string, LineBinding>;
  /** Whether the grant by which `name` was reached also lets a connection go to this address. */
  connectAllowed(protocol: "tcp" | "tls" | "udp", name: string, address: string, port: number): boolean;
  /** Whether a right still holds, for what is handed over later than it was asked for. */
  allowed(scope: string, args: readonly string[]): boolean;
  /** Something outside the process (a socket, a lookup) may bring an event; call the answer when that is over. */
  holdOpen(): () => void;
}
