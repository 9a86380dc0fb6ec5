/** A thread of guests: loads containers, and gives each its turn when the main thread says so. */

import type { Delivery } from "../kernel/events.js";
import type { Link } from "../remote/link.js";
import { DeadlineError, underDeadline } from "./deadline.js";
import { type Guest, toOutcome } from "./guest.js";
import type { Ending } from "./hosts.js";
import type { ContainerSetup, FromGuest, Outcome, ToGuest } from "./messages.js";

/** Events that one container may take before the others of the thread have their turn. */
const turnEvents = 16;

export interface ThreadOptions {
  readonly link: Link;
  send(message: FromGuest): void;
  /** Makes the guest with its drivers; loads what the module imports. */
  prepare(setup: ContainerSetup): Promise<{ readonly guest: Guest; readonly endings: readonly Ending[] }>;
}

interface Loaded {
  readonly guest: Guest;
  readonly endings: readonly Ending[];
  /** What the last handler answered; goes back with the next question. */
  answer: unknown;
}

export class GuestThread {
  private readonly options: ThreadOptions;
  private readonly loaded = new Map<number, Loaded>();

  constructor(options: ThreadOptions) {
    this.options = options;
  }

  async receive(message: ToGuest): Promise<void> {
    if (message.type === "load") {
      await this.load(message.setup);
      return;
    }
    const entry = this.loaded.get(message.container);
    if (entry === undefined) return;
    switch (message.type) {
      case "start":
        this.start(message.container, entry, message.reason);
        return;
      case "wake":
        this.turn(message.container, entry);
        return;
      case "stop":
        this.end(message.container, entry.guest.stop(message.reason, message.graceMs));
        return;
      case "health-check":
        this.health(message.container, entry);
        return;
      case "forget":
        this.forget(message.container);
        return;
    }
  }

  private async load(setup: ContainerSetup): Promise<void> {
    const { guest, endings } = await this.options.prepare(setup);
    this.loaded.set(setup.id, { guest, endings, answer: undefined });
    const ended = guest.load();
    if (ended === undefined) this.options.send({ type: "loaded", container: setup.id });
    else this.end(setup.id, ended);
  }

  private start(id: number, { guest }: Loaded, reason: "installed" | "boot" | "restart" | "recovery"): void {
    if (guest.setup.kind === "command") {
      this.end(id, guest.run());
      return;
    }
    const ended = guest.start(reason);
    if (ended !== undefined) this.end(id, ended);
    else this.options.send({ type: "started", container: id });
  }

  /** Takes events and calls handlers, until none are left or others must have their turn. */
  private turn(id: number, entry: Loaded): void {
    const { guest } = entry;
    const own = guest.setup.limits.handlerMs;
    const armed = own * 2;
    let taken = 0;
    let asleep = false;
    while (!asleep && taken < turnEvents) {
      const started = performance.now();
      const ended = guest.caught(() =>
        underDeadline(armed, () => {
          // No handler starts with less than its own time left.
          while (taken < turnEvents && performance.now() - started <= own) {
            const delivery = this.next(id, entry);
            if (delivery === undefined) {
              asleep = true;
              return;
            }
            taken += 1;
            const handlerStarted = performance.now();
            entry.answer = guest.deliver(delivery);
            if (performance.now() - handlerStarted > own) throw new DeadlineError(own);
          }
        }),
      );
      if (ended !== undefined) {
        this.end(id, ended);
        return;
      }
    }
    if (!asleep) setImmediate(() => this.again(id));
  }

  private again(id: number): void {
    const entry = this.loaded.get(id);
    if (entry !== undefined) this.turn(id, entry);
  }

  private next(id: number, entry: Loaded): Delivery | undefined {
    const { answer } = entry;
    entry.answer = undefined;
    // Through the same door as any driver: the main thread answers with what the queue holds now.
    return this.options.link.service(id, "kernel").next(answer);
  }

  private health(id: number, { guest }: Loaded): void {
    const { state, ended } = guest.health();
    this.options.send({ type: "health", container: id, state: state ?? "unknown" });
    if (ended !== undefined) this.end(id, ended);
  }

  private end(id: number, outcome: Outcome): void {
    this.forget(id);
    this.options.send({ type: "ended", container: id, outcome });
  }

  private forget(id: number): void {
    const entry = this.loaded.get(id);
    if (entry === undefined) return;
    this.loaded.delete(id);
    entry.guest.end();
    for (const ending of entry.endings) {
      try {
        ending();
      } catch (error) {
        const outcome = toOutcome(error, entry.guest.setup);
        this.options.send({
          type: "fault",
          container: id,
          message: "message" in outcome ? outcome.message : outcome.kind,
        });
      }
    }
  }
}
