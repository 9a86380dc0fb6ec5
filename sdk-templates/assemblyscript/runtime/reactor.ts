/**
 * The life of a reactor, with defaults for what an app leaves out.
 *
 * @example
 * class App extends Reactor {
 *   onStart(reason: StartReason): Result<Unit, Unit> {
 *     return ok();
 *   }
 * }
 * start(new App());
 */
import { Lifecycle, StartReason, StopReason, exportLifecycle } from "../exports/app/lifecycle";
import { Result, Unit, ok } from "./values";

export abstract class Reactor implements Lifecycle {
  /** Open lines, subscribe, start timers; `failed()` ends the container. */
  onStart(reason: StartReason): Result<Unit, Unit> {
    return ok();
  }

  /** The last call; the host ends the container after it, at the latest after `graceMs`. */
  onStop(reason: StopReason, graceMs: u32): void {}
}

/** Exports the life of this app. */
export function start(app: Reactor): void {
  exportLifecycle(app);
}
