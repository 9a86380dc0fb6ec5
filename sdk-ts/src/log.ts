/** Lines of the device's log. */
import { Level, threshold, log as write } from "#gen/system/log.js";
import { inspect } from "./inspect.js";

/** Writes values as one line, unless the host would drop it. */
function line(level: Level, target: string, values: readonly unknown[]): void {
  if (Level.indexOf(level) < Level.indexOf(threshold())) return;
  const parts = values.map((value) => (typeof value === "string" ? value : inspect(value)));
  write(level, target, parts.join(" "));
}

/** A logger for a part of the app. */
export interface Logger {
  trace(...values: readonly unknown[]): void;
  debug(...values: readonly unknown[]): void;
  info(...values: readonly unknown[]): void;
  warn(...values: readonly unknown[]): void;
  error(...values: readonly unknown[]): void;
  critical(...values: readonly unknown[]): void;
  /** The same for a part of this part. */
  of(target: string): Logger;
}

function logger(target: string): Logger {
  return {
    trace: (...values) => line("trace", target, values),
    debug: (...values) => line("debug", target, values),
    info: (...values) => line("info", target, values),
    warn: (...values) => line("warn", target, values),
    error: (...values) => line("error", target, values),
    critical: (...values) => line("critical", target, values),
    of: (inner) => logger(target === "" ? inner : `${target}.${inner}`),
  };
}

/** `log.info("ready", { lines: 3 })`; `console` writes to the same log. */
export const log: Logger = /* @__PURE__ */ logger("");
