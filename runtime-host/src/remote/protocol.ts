/** The messages between the main thread and the threads that guests run on. */
import type { ErrorCode } from "../fail.js";

/** A call of a driver that lives on the main thread. `path`: `open`, `input.open`; of a resource: its method. */
export interface CallRequest {
  readonly type: "call";
  readonly container: number;
  readonly sequence: number;
  readonly service: string;
  readonly resource?: number;
  readonly path: string;
  readonly args: readonly unknown[];
}

/** The end of a resource; nobody waits for it. */
export interface DropRequest {
  readonly type: "drop";
  readonly container: number;
  readonly resource: number;
}

export type CallReply = { readonly sequence: number } & (
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "resource"; readonly resource: number }
  | { readonly kind: "error"; readonly code: ErrorCode }
);

export const callPath = /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)?$/;
