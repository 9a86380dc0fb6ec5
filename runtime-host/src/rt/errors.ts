/** What passes through a call by being thrown: error payloads of results, and what ends the guest. */

/**
 * Thrown by an implementation to answer with the error case of a result. Not for the host's own mistakes: whatever
 * else is thrown is logged, and the guest sees `internal`.
 */
export class WitError<T = unknown> extends Error {
  readonly payload: T;

  constructor(payload: T) {
    // Answers are frequent and expected; collecting a stack would cost more than the call.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(typeof payload === "string" ? payload : "error case of a result");
    Error.stackTraceLimit = limit;
    this.name = "WitError";
    this.payload = payload;
  }
}

/** Leaves the guest for good: nothing catches it on the way, and no import works for this instance afterwards. */
export class Unwind extends Error {}

/** The guest broke the canonical ABI, or ran into a limit that kills. */
export class WasmTrap extends Unwind {
  readonly kind: "abi" | "limit" | "host";

  constructor(message: string, kind: "abi" | "limit" | "host" = "abi") {
    super(message);
    this.name = "WasmTrap";
    this.kind = kind;
  }
}

/** Thrown by `process.exit` to unwind the guest. */
export class GuestExit extends Unwind {
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.name = "GuestExit";
    this.code = code;
  }
}
