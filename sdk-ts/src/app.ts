/** Apps that are driven by events: the host calls them, and they return. */
import { mustHold } from "#engine";
import { exportLifecycle, type StartReason, type StopReason } from "#gen/exports/app/lifecycle.js";

/** What an app does at its start and at its end. What it leaves out does nothing. */
export interface App {
  /**
   * Called once, before anything else: open lines, subscribe, start timers. Whatever it throws ends the app as failed,
   * and so does a promise that it returns and that is rejected later.
   */
  onStart?(reason: StartReason): void | Promise<void>;
  /** Called last; the host ends the app when it returns, at the latest after `graceMs`. */
  onStop?(reason: StopReason, graceMs: number): void;
}

/**
 * Makes the module an app that is driven by events. Handlers are exported for what the app uses: `every` brings
 * `on-timer` along, `subscribe` brings `on-message`.
 *
 * @example
 * ```ts
 * import { defineApp, every, openOutput } from "@ocrekit/sdk";
 *
 * defineApp({
 *   onStart() {
 *     const led = openOutput("led0");
 *     every(500, () => led.toggle());
 *   },
 * });
 * ```
 */
export function defineApp(app: App): void {
  exportLifecycle({
    onStart(reason) {
      mustHold(app.onStart?.(reason) ?? undefined);
    },
    onStop(reason, graceMs) {
      app.onStop?.(reason, graceMs);
    },
  });
}
