/** What the generated imports and exports of one instance share. */
import { Unwind, type WasmTrap, WitError } from "./errors.js";
import { type Audit, type CallSite, Guard, type PolicyDecider, ScopeDecider } from "./guards.js";
import { GuestResources } from "./guest-resources.js";
import { HandleTable } from "./handles.js";
import { GuestMemory, type Realloc, type WasmMemory } from "./memory.js";

export interface InstanceOptions {
  readonly decider: PolicyDecider;
  readonly limits: {
    /** Most handles at one time; 32 when absent. */
    readonly handles?: number;
    /** Bytes of guest memory that one call may pass; 64 KiB when absent. */
    readonly callBytes?: number;
  };
  /** Counts against a rate of `@limit`; false: used up. Absent: no rate is limited. */
  readonly charge?: (limit: string, amount: number) => boolean;
  /** Hears of every decision about a call. */
  readonly audit?: Audit;
  /** Functions without a directive: served, or (when absent) refused. */
  readonly servesUndirected?: boolean;
  /** Hears of mistakes of the host: what an implementation threw that was no answer. */
  readonly onFault?: (error: unknown, where: string) => void;
}

/** As `WebAssembly.Instance`. */
export interface GuestInstance {
  readonly exports: Readonly<Record<string, unknown>>;
}

export type CoreValue = number | bigint;
/** A function of the module; its signature was checked before it was instantiated. */
export type CoreFunction<R = unknown> = (...args: CoreValue[]) => R;
/** Fields of one module of an import object. */
export type ImportFields = Record<string, (...args: never[]) => unknown>;

export interface InstanceRuntime {
  readonly memory: GuestMemory;
  readonly handles: HandleTable;
  readonly guard: Guard;
  readonly guests: GuestResources;
  /** The scope as this function asks for it. */
  scope(name: string, site: CallSite): ScopeDecider;
  /** For the audit log: a call was turned away before its arguments were read. */
  refused(...scopes: readonly ScopeDecider[]): void;
  readonly servesUndirected: boolean;
  charge(limit: string, amount: number): boolean;
  /** What an implementation threw: its answer, or `undefined` for a fault, which is reported. Ends of the guest pass. */
  answer<T>(thrown: unknown, where: string): WitError<T> | undefined;
  /** Of a call without an error case: reports the fault and returns what to throw. */
  fault(thrown: unknown, where: string): Unwind;
  /** To be called once, before any export. */
  attach(instance: GuestInstance): void;
  /** Before and after the call of an export. What throws in between leaves the instance unusable. */
  enter(where: string): void;
  leave(): void;
  /** Why the instance cannot be called any more. */
  readonly death: Unwind | undefined;
  /** Ends the container: every object that the guest holds is dropped. */
  end(): void;
}

export function createInstanceRuntime(options: InstanceOptions): InstanceRuntime {
  const memory = new GuestMemory(options.limits.callBytes ?? 65_536);
  const onFault = options.onFault ?? (() => undefined);
  const trap = (message: string): WasmTrap => memory.trap(message);
  const { decider } = options;
  const handles = new HandleTable({ limit: options.limits.handles ?? 32, policy: decider, trap, onFault });
  let running: string | undefined;
  const guests = new GuestResources(handles, trap, () => {
    // A destructor is an export like any other: it waits for the one that runs, and does not run in what has ended.
    if (running !== undefined || memory.death !== undefined) return;
    runtime.enter("a destructor");
    runtime.leave();
  });

  const passOn = (thrown: unknown): void => {
    if (!(thrown instanceof Unwind)) return;
    memory.kill(thrown);
    throw thrown;
  };

  const runtime: InstanceRuntime = {
    memory,
    handles,
    guests,
    guard: new Guard(),
    scope: (name, site) => new ScopeDecider(options.decider.scope(name), name, site, options.audit),
    refused: (...scopes) => {
      for (const scope of scopes) if (!scope.admitted) scope.refused();
    },
    servesUndirected: options.servesUndirected ?? false,
    charge: options.charge ?? (() => true),
    answer<T>(thrown: unknown, where: string): WitError<T> | undefined {
      if (isAnswer<T>(thrown)) return thrown;
      passOn(thrown);
      onFault(thrown, where);
      return undefined;
    },
    fault(thrown, where) {
      passOn(thrown);
      onFault(thrown, where);
      return memory.trap(`${where}: the host failed`, "host");
    },
    attach(instance) {
      const { memory: exported, cabi_realloc: realloc } = instance.exports;
      memory.attach(
        isMemory(exported) ? exported : { buffer: new ArrayBuffer(0) },
        isRealloc(realloc) ? realloc : undefined,
      );
      guests.attach(instance);
    },
    enter(where) {
      if (running !== undefined)
        throw new Error(`${where} was called while ${running} was running, or after it failed`);
      memory.enter();
      running = where;
    },
    leave() {
      // The guest caught what was thrown to end it, and returned as if nothing had been.
      if (memory.death !== undefined) throw memory.death;
      if (handles.borrowed > 0) throw memory.trap("a borrowed handle was kept");
      guests.destroyDropped();
      running = undefined;
    },
    get death() {
      return memory.death;
    },
    end() {
      memory.kill();
      handles.dropAll();
    },
  };
  return runtime;
}

/** The payload's type is the implementer's business: interfaces say what their functions throw. */
function isAnswer<T>(thrown: unknown): thrown is WitError<T> {
  return thrown instanceof WitError;
}

function isMemory(value: unknown): value is WasmMemory {
  return typeof value === "object" && value !== null && "buffer" in value && value.buffer instanceof ArrayBuffer;
}

function isRealloc(value: unknown): value is Realloc {
  return typeof value === "function";
}
