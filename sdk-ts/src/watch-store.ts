/** Changes in key-value stores, with callbacks. */

import { exportStoreHandler } from "#gen/exports/storage/store-handler.js";
import type { Store } from "#gen/storage/kv.js";
import type { Token } from "#gen/system/types.js";
import { receive, Waiting } from "./events.js";
import type { Watched } from "./watch-config.js";

const waiting: Waiting<() => void> = /* @__PURE__ */ new Waiting();
const changed = (token: Token): void => waiting.get(token)?.();

receive("store", ({ token }) => changed(token));
exportStoreHandler({ onStoreChange: changed });

/** Calls back when something under a prefix has changed. */
export function watchStore(store: Store, prefix: string, callback: () => void): Watched {
  const token = waiting.add(callback);
  try {
    store.watch(prefix, token);
  } catch (error) {
    waiting.delete(token);
    throw error;
  }
  return {
    token,
    close() {
      if (waiting.delete(token) && !store.isClosed) store.unwatch(token);
    },
  };
}
