/** One container on its thread: instantiating it, calling its exports under deadlines, and how it ends. */
import "../webassembly.js";
import { readClock } from "../drivers/system/guest-side.js";
import { type StopReason, stopReasons } from "../kernel/container.js";
import type { Delivery } from "../kernel/events.js";
import { createInstanceRuntime, GuestExit, type InstanceOptions, type InstanceRuntime, WasmTrap } from "../rt/index.js";
import { DeadlineError, underDeadline } from "./deadline.js";
import { handlers } from "./events.js";
import type { ContainerSetup, Outcome, StartReason } from "./messages.js";
import { Rates } from "./rates.js";
import type { GuestCalls, World } from "./world.js";

export interface GuestOptions {
  readonly setup: ContainerSetup;
  readonly world: World;
  readonly decider: InstanceOptions["decider"];
  readonly audit: NonNullable<InstanceOptions["audit"]>;
  onFault(message: string): void;
  onDropped(limit: string): void;
}

const healthCheck = "ocre:system/health-handler#on-health-check";

export class Guest {
  readonly setup: ContainerSetup;
  private readonly options: GuestOptions;
  private runtime: InstanceRuntime | undefined;
  private calls: GuestCalls = new Map();

  constructor(options: GuestOptions) {
    this.options = options;
    this.setup = options.setup;
  }

  /** Instantiates the module; its start function runs under the deadline of the start. */
  load(): Outcome | undefined {
    const { setup, world, decider, audit } = this.options;
    const rates = new Rates(setup.limits.rates, () => readClock(setup.clock));
    const runtime = createInstanceRuntime({
      decider,
      audit,
      limits: { handles: setup.limits.handles, callBytes: setup.limits.callBytes },
      charge: (limit, amount) => {
        const ok = rates.charge(limit, amount);
        if (!ok) this.options.onDropped(limit);
        return ok;
      },
      onFault: (error, where) => this.options.onFault(`${where}: ${describe(error)}`),
    });
    this.runtime = runtime;
    return this.guarded("startMs", () => {
      const instance = new WebAssembly.Instance(setup.module, world.createImports(runtime));
      runtime.attach(instance);
      // Toolchains of reactors put their own start-up there.
      const initialize = instance.exports["_initialize"];
      if (typeof initialize === "function") initialize();
      this.calls = world.bindCalls(runtime, instance);
    });
  }

  /** Calls `on-start`; nothing if it went well. */
  start(reason: StartReason): Outcome | undefined {
    return this.guarded("startMs", () => {
      this.call("ocre:app/lifecycle#on-start", [reason], "on-start");
    });
  }

  /** Runs a command to its end. It may wait and compute as long as it likes. */
  run(): Outcome {
    const ended = this.caught(() => {
      this.call("ocre:app/run#run", [], "run");
    });
    return ended ?? { kind: "exited", code: 0 };
  }

  stop(reason: StopReason, graceMs: number): Outcome {
    const known = stopReasons.includes(reason) ? reason : "operator";
    const ended = this.guarded("handlerMs", () => this.invoke("ocre:app/lifecycle#on-stop", [known, graceMs]), graceMs);
    return ended ?? { kind: "stopped" };
  }

  /** The state that the app answers with; nothing when it has no handler for the question. */
  health(): { readonly state?: string; readonly ended?: Outcome } {
    if (!this.calls.has(healthCheck)) return {};
    let state: unknown;
    const ended = this.guarded("handlerMs", () => {
      state = this.invoke(healthCheck, []);
    });
    return ended === undefined ? { state: String(state) } : { state: "failing", ended };
  }

  /** Calls the handler of one event; its answer belongs to the event. Deadlines are the caller's work. */
  deliver({ event, payload }: Delivery): unknown {
    const name = handlers.get(event.kind);
    if (name === undefined) return undefined;
    switch (event.kind) {
      case "line":
        return this.invoke(name, [event.token, event.data, event.lost, event.time]);
      case "socket":
      case "name":
        return this.invoke(name, [event.token, event.data]);
      case "message":
        return this.invoke(name, [event.token, payload]);
      case "config":
        return this.invoke(name, [event.token]);
      default:
        return this.invoke(name, [event.token, event.lost]);
    }
  }

  /** The instance is dead: what it held on this thread goes. */
  end(): void {
    try {
      this.runtime?.end();
    } catch (error) {
      this.options.onFault(describe(error));
    }
  }

  /** Runs `work`; answers how the container ended if it did. */
  caught(work: () => void): Outcome | undefined {
    try {
      work();
      return undefined;
    } catch (error) {
      return toOutcome(error, this.setup);
    }
  }

  private guarded(
    limit: "startMs" | "handlerMs",
    work: () => void,
    ms = this.setup.limits[limit],
  ): Outcome | undefined {
    return this.caught(() => underDeadline(Math.max(1, ms), work));
  }

  private invoke(name: string, args: readonly unknown[]): unknown {
    return this.calls.get(name)?.(...args);
  }

  /** A call whose error case means that the app failed. */
  private call(name: string, args: readonly unknown[], title: string): void {
    const result = this.invoke(name, args);
    if (isError(result)) throw new AppFailure(`${title} answered with an error`);
  }
}

class AppFailure extends Error {}

/** A result without payloads arrives as its case. */
function isError(result: unknown): boolean {
  return typeof result === "object" && result !== null && "tag" in result && result.tag === "err";
}

export function toOutcome(error: unknown, setup: ContainerSetup): Outcome {
  if (error instanceof GuestExit) return { kind: "exited", code: error.code };
  if (error instanceof AppFailure) return { kind: "failed", message: error.message };
  if (error instanceof DeadlineError) {
    const limit = error.ms === setup.limits.startMs ? "startMs" : "handlerMs";
    return { kind: "limit", limit, message: `${error.message} (limit ${limit})` };
  }
  if (error instanceof WasmTrap) {
    if (error.kind === "limit") return { kind: "limit", limit: "", message: error.message };
    return { kind: error.kind === "host" ? "fault" : "trap", message: error.message };
  }
  if (error instanceof WebAssembly.Exception) return { kind: "trap", message: "an exception that nobody caught" };
  if (error instanceof WebAssembly.RuntimeError) return { kind: "trap", message: error.message };
  if (error instanceof RangeError) {
    const stack = /call stack/i.test(error.message);
    return { kind: "trap", message: stack ? "the stack is used up" : error.message };
  }
  if (error instanceof WebAssembly.LinkError) return { kind: "trap", message: error.message };
  return { kind: "fault", message: describe(error) };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
