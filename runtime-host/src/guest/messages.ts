/** What the main thread and the threads of guests tell each other, beside the calls of drivers. */
import "../webassembly.js";
import type { MessagePort } from "node:worker_threads";
import type { Policy } from "ocrekit/policy";
import type {
  ClockSource,
  DeviceIdentity,
  GuestLimits,
  LogLevel,
  LogLine,
  RuntimeInfo,
} from "../drivers/system/guest-side.js";
import type { StopReason } from "../kernel/container.js";
import type { DecisionRecord } from "../permission-decider.js";
import type { CallRequest, DropRequest } from "../remote/protocol.js";

export type StartReason = "installed" | "boot" | "restart" | "recovery";

export interface VolumeSetup {
  readonly name: string;
  readonly root: string;
  readonly shared: boolean;
  readonly readOnly: boolean;
}

/** Everything that a guest's thread needs to know of one container; crosses threads as a copy. */
export interface ContainerSetup {
  readonly id: number;
  readonly name: string;
  readonly kind: "command" | "reactor";
  readonly module: WebAssembly.Module;
  readonly clock: ClockSource;
  /** Unix time at mark 0, in nanoseconds. */
  readonly started: bigint;
  readonly logThreshold: LogLevel;
  readonly runtime: RuntimeInfo;
  readonly identity: DeviceIdentity;
  readonly limits: GuestLimits & {
    readonly startMs: number;
    readonly callBytes: number;
    readonly storageBytes: number;
    readonly objects: number;
    /** By the name that `@limit` uses: so much a second. */
    readonly rates: Readonly<Record<string, number>>;
  };
  readonly args: readonly string[];
  readonly env: readonly (readonly [string, string])[];
  readonly resources: readonly { readonly name: string; readonly path: string }[];
  readonly volumes: readonly VolumeSetup[];
  /** The compiled policy, as the decider of the guest's thread takes it. */
  readonly policy: Policy;
  /** URL of a module with further interfaces (`--with`). */
  readonly extension: string | undefined;
}

/** Data of a new thread. */
export interface ThreadData {
  readonly signal: Int32Array<SharedArrayBuffer>;
  readonly replies: MessagePort;
}

export type ToGuest =
  | { readonly type: "load"; readonly setup: ContainerSetup }
  | { readonly type: "start"; readonly container: number; readonly reason: StartReason }
  | { readonly type: "wake"; readonly container: number }
  | { readonly type: "stop"; readonly container: number; readonly reason: StopReason; readonly graceMs: number }
  | { readonly type: "health-check"; readonly container: number }
  | { readonly type: "forget"; readonly container: number };

/** How a container ended. */
export type Outcome =
  | { readonly kind: "exited"; readonly code: number }
  /** `run` or `on-start` answered with an error. */
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "trap"; readonly message: string }
  | { readonly kind: "limit"; readonly limit: string; readonly message: string }
  | { readonly kind: "stopped" }
  /** Nothing was left that could have given it anything to do. */
  | { readonly kind: "idle" }
  | { readonly kind: "fault"; readonly message: string };

export type FromGuest =
  | CallRequest
  | DropRequest
  | { readonly type: "loaded"; readonly container: number }
  /** `on-start` has returned well. */
  | { readonly type: "started"; readonly container: number }
  | { readonly type: "log"; readonly container: number; readonly line: LogLine }
  | { readonly type: "log-dropped"; readonly container: number; readonly count: number }
  | { readonly type: "decision"; readonly container: number; readonly record: DecisionRecord }
  | { readonly type: "health"; readonly container: number; readonly state: string }
  | { readonly type: "fault"; readonly container: number; readonly message: string }
  | { readonly type: "ended"; readonly container: number; readonly outcome: Outcome };
