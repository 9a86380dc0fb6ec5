/** How a driver refuses: an error code of `ocre:system/types`, thrown. */
import { WitError } from "./rt/index.js";

export const errorCodes = [
  "denied",
  "not-found",
  "exists",
  "busy",
  "invalid-argument",
  "invalid-state",
  "wrong-kind",
  "not-empty",
  "not-supported",
  "timeout",
  "would-block",
  "cancelled",
  "exhausted",
  "quota",
  "too-large",
  "conflict",
  "closed",
  "refused",
  "reset",
  "unreachable",
  "address-in-use",
  "unresolved",
  "untrusted",
  "not-ready",
  "corrupt",
  "io",
  "internal",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An answer that the guest sees as the error case of its result. */
export class HostError extends WitError<ErrorCode> {
  get code(): ErrorCode {
    return this.payload;
  }
}

export function fail(code: ErrorCode): never {
  throw new HostError(code);
}

/** The code that was thrown as an answer; nothing for a fault. */
export function codeOf(error: unknown): ErrorCode | undefined {
  return error instanceof WitError ? errorCodes.find((code) => code === error.payload) : undefined;
}
