/**
 * `console` on the container's log.
 *
 * @example
 * import { console } from "../build/sdk/runtime/console";
 * console.warn("no answer");
 */
import { Level, log as write, threshold } from "../system/log";

export namespace console {
  export function log(message: string = ""): void {
    write(Level.Info, "", message);
  }

  export function debug(message: string = ""): void {
    write(Level.Debug, "", message);
  }

  export function info(message: string = ""): void {
    write(Level.Info, "", message);
  }

  export function warn(message: string = ""): void {
    write(Level.Warn, "", message);
  }

  export function error(message: string = ""): void {
    write(Level.Error, "", message);
  }

  /** Writes a line when the condition does not hold, and goes on. */
  export function assert<T>(condition: T, message: string = ""): void {
    if (!condition) write(Level.Error, "", "assertion failed: " + message);
  }

  /** Whether a line of this level is kept, before an expensive message is made. */
  export function keeps(level: Level): bool {
    return level >= threshold();
  }
}
