/** Edges of lines, with callbacks. */

import { exportLineHandler } from "#gen/exports/gpio/line-handler.js";
import type { Edges, Input } from "#gen/gpio/lines.js";
import type { Mark, Token } from "#gen/system/types.js";
import { receive, Waiting } from "./events.js";

/** What happened on a line that is watched. */
export interface LineChange {
  /** The level after the change. */
  readonly active: boolean;
  /** Edges that did not fit the host's buffer before this one. */
  readonly lost: number;
  /** When the hardware saw it, in ns. */
  readonly time: Mark;
}

const waiting: Waiting<(change: LineChange) => void> = /* @__PURE__ */ new Waiting();

function changed(token: Token, data: number, lost: number, time: Mark): void {
  waiting.get(token)?.({ active: data !== 0, lost, time });
}

receive("line", ({ token, data, lost, time }) => changed(token, data, lost, time));
exportLineHandler({ onLine: changed });

/**
 * Calls back at edges of a line. Returns a function that ends it.
 *
 * @example
 * ```ts
 * import { openInput, openOutput, watchLine } from "@ocrekit/sdk";
 *
 * const led = openOutput("led0");
 * const button = openInput("button", { debounceUs: 20_000 });
 * watchLine(button, { rising: true }, () => led.toggle());
 * ```
 */
export function watchLine(input: Input, edges: Edges, callback: (change: LineChange) => void): () => void {
  const token = waiting.add(callback);
  try {
    input.watch(edges, token);
  } catch (error) {
    waiting.delete(token);
    throw error;
  }
  return () => {
    if (waiting.delete(token) && !input.isClosed) input.watch({}, token);
  };
}
