/** Changes of settings, with callbacks. */

import { exportConfigHandler } from "#gen/exports/system/config-handler.js";
import { unwatch, watch } from "#gen/system/config.js";
import type { Token } from "#gen/system/types.js";
import { receive, Waiting } from "./events.js";

/** Something that is watched until it is closed. */
export interface Watched {
  readonly token: Token;
  close(): void;
}

const waiting: Waiting<() => void> = /* @__PURE__ */ new Waiting();
const changed = (token: Token): void => waiting.get(token)?.();

receive("config", ({ token }) => changed(token));
exportConfigHandler({ onConfig: changed });

/**
 * Calls back when settings have changed.
 *
 * @example
 * ```ts
 * import { config, onConfig } from "@ocrekit/sdk";
 *
 * onConfig(() => console.log("period", config.number("period-ms", 1000)));
 * ```
 */
export function onConfig(callback: () => void): Watched {
  const token = waiting.add(callback);
  try {
    watch(token);
  } catch (error) {
    waiting.delete(token);
    throw error;
  }
  return {
    token,
    close() {
      if (waiting.delete(token)) unwatch(token);
    },
  };
}
