/** What the SDK needs of the engine itself. */
import type { Engine } from "#gen/runtime/engine.js";

declare const __ocre: Engine;

/** UTF-8; half a surrogate pair becomes U+FFFD. */
export function encodeText(text: string): Uint8Array {
  const at = __ocre.encode(text);
  const bytes = new Uint8Array(__ocre.memory().slice(at, at + __ocre.length));
  __ocre.free(at);
  return bytes;
}

/** What is no UTF-8 becomes U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length === 0) return "";
  const at = __ocre.alloc(1, bytes.length);
  new Uint8Array(__ocre.memory(), at, bytes.length).set(bytes);
  const text = __ocre.decode(at, bytes.length);
  __ocre.free(at);
  return text;
}

/** Goes on with what was promised, in the middle of a call; in a component that happens between turns only. */
export const runJobs = (): void => __ocre.jobs();

/** Ends the app when `promised` is rejected. */
export function mustHold(promised: Promise<unknown> | undefined): void {
  // A rejection that nobody handles ends the app, with its reason as the last line of the log.
  if (__ocre.fail !== undefined) promised?.catch(__ocre.fail);
}

/** Takes turns with what was promised, until `step` says `false`. */
export function takeTurns(step: () => boolean): void {
  if (__ocre.turns !== undefined) __ocre.turns(step);
  for (__ocre.jobs(); step(); ) __ocre.jobs();
}
