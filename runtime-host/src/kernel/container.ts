/** One container as the main thread knows it: its context for drivers, its services, whether it is at work. */
import type { CallReply, CallRequest } from "../remote/protocol.js";
import { ServiceTable } from "../remote/served.js";
import type { ContainerContext, DriverLimits, LineBinding } from "./context.js";
import { type Delivery, type Event, type EventKind, EventQueue } from "./events.js";
import { nsPerMs, type Timeline } from "./timeline.js";
import { Condition } from "./waiting.js";

export type StopReason = "operator" | "update" | "restart" | "power-down" | "limit";
export const stopReasons: readonly StopReason[] = ["operator", "update", "restart", "power-down", "limit"];

/** What decides about the things that are handed over later than they were asked for. */
export interface LateDecisions {
  connectAllowed(protocol: "tcp" | "tls" | "udp", name: string, address: string, port: number): boolean;
  allowed(scope: string, args: readonly string[]): boolean;
}

export interface ContainerOptions {
  readonly id: number;
  readonly name: string;
  readonly kind: "command" | "reactor";
  readonly limits: DriverLimits;
  readonly lines: ReadonlyMap<string, LineBinding>;
  /** Events that the app exports a handler for; of reactors only. */
  readonly handled: ReadonlySet<EventKind>;
  readonly timeline: Timeline;
  readonly late: LateDecisions;
  /** Events wait for a reactor that was asleep. */
  readonly onWake: (container: Container) => void;
  /** The container fell asleep, or something that could bring it events has ended. */
  readonly onQuiet: (container: Container) => void;
  readonly onFault: (container: Container, error: unknown, where: string) => void;
}

/** Ends what a driver holds beside its resources. */
interface Closable {
  close(): void;
}

export class Container implements ContainerContext {
  readonly id: number;
  readonly name: string;
  readonly kind: "command" | "reactor";
  readonly limits: DriverLimits;
  readonly lines: ReadonlyMap<string, LineBinding>;
  readonly timeline: Timeline;
  readonly events: EventQueue;
  readonly arrived = new Condition();
  readonly stopping = new Condition();
  private readonly options: ContainerOptions;
  private readonly services = new Map<string, unknown>();
  private readonly table: ServiceTable;
  private stop: Event | undefined;
  private stopTaken = false;
  private held = 0;
  private waitingCalls = 0;
  private settle: ((answer: unknown) => void) | undefined;
  private working = true;
  private ended = false;

  constructor(options: ContainerOptions) {
    this.options = options;
    this.id = options.id;
    this.name = options.name;
    this.kind = options.kind;
    this.limits = options.limits;
    this.lines = options.lines;
    this.timeline = options.timeline;
    this.events = new EventQueue({
      now: () => options.timeline.now(),
      ...(options.kind === "reactor" ? { handled: options.handled } : {}),
      onReady: () => this.ready(),
    });
    this.table = new ServiceTable(this.services, (error, request) =>
      options.onFault(this, error, `${request.service} ${request.path}`),
    );
  }

  get mayWait(): boolean {
    return this.kind === "command";
  }

  /** The guest neither computes nor will do so before something outside of it happens. */
  get quiet(): boolean {
    return this.ended || !this.working;
  }

  /** Something outside the process may bring it an event. */
  get holdsOpen(): boolean {
    return !this.ended && this.held > 0;
  }

  get over(): boolean {
    return this.ended;
  }

  serve(name: string, service: unknown): void {
    this.services.set(name, service);
  }

  isStopping(): boolean {
    return this.stop !== undefined;
  }

  connectAllowed(protocol: "tcp" | "tls" | "udp", name: string, address: string, port: number): boolean {
    return this.options.late.connectAllowed(protocol, name, address, port);
  }

  allowed(scope: string, args: readonly string[]): boolean {
    return !this.ended && this.options.late.allowed(scope, args);
  }

  holdOpen(): () => void {
    this.held += 1;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.held -= 1;
      this.options.onQuiet(this);
    };
  }

  takeStop(): Event | undefined {
    if (this.stopTaken) return undefined;
    this.stopTaken = this.stop !== undefined;
    return this.stop;
  }

  /** Asks a command to end: it gets the event, and what it waits for is cancelled. */
  requestStop(reason: StopReason, graceMs: number): void {
    if (this.stop !== undefined) return;
    const time = this.timeline.now() + BigInt(graceMs) * nsPerMs;
    this.stop = { kind: "stop", token: 0, data: stopReasons.indexOf(reason), lost: 0, time };
    this.stopping.changed();
  }

  /** A call from the guest's thread. */
  call(request: CallRequest, reply: (reply: CallReply) => void): void {
    const answer = this.table.call(request);
    if (!(answer instanceof Promise)) {
      reply(answer);
      return;
    }
    this.waitingCalls += 1;
    this.rest();
    void answer.then((value) => {
      this.waitingCalls -= 1;
      if (this.waitingCalls === 0) this.working = true;
      reply(value);
    });
  }

  drop(resource: number): void {
    this.table.drop(resource);
  }

  /**
   * For a reactor's thread: what the last handler answered, and the next event. Nothing: it falls asleep.
   */
  next(answer: unknown): Delivery | undefined {
    this.settle?.(answer);
    this.settle = undefined;
    if (this.ended || this.stop !== undefined) return undefined;
    const delivery = this.events.take();
    if (delivery === undefined) {
      this.rest();
      return undefined;
    }
    // It stays on this thread: functions cannot be sent to another.
    const { settle, ...sent } = delivery;
    this.settle = settle;
    return sent;
  }

  /** The guest's thread was given something to do. */
  work(): void {
    this.working = true;
  }

  /** The guest's thread has nothing to do. */
  rest(): void {
    this.working = false;
    if (this.kind === "reactor" && this.events.size > 0 && !this.isStopping()) this.ready();
    else this.options.onQuiet(this);
  }

  /** The container's end: handles, sources and services go; lines go to their safe states. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.settle?.("retry");
    this.table.close();
    for (const service of this.services.values()) if (isClosable(service)) service.close();
    this.events.close();
    this.options.onQuiet(this);
  }

  private ready(): void {
    this.arrived.changed();
    if (this.kind === "command" || this.working || this.ended) return;
    this.working = true;
    this.options.onWake(this);
  }
}

function isClosable(service: unknown): service is Closable {
  return typeof service === "object" && service !== null && "close" in service && typeof service.close === "function";
}
