/** The words that directives may use and that no WIT file of a user's package declares. */

/** The cases of `ocre:system/events.event-kind`; a package of a user's own posts `other`. */
export const eventKinds = [
  "timer",
  "line",
  "socket",
  "name",
  "message",
  "store",
  "sensor",
  "config",
  "stop",
  "other",
] as const;

/** The rates of `grants.json`. */
export const rates = ["messagesPerSecond", "networkBytesPerSecond", "togglesPerSecond", "logBytesPerSecond"] as const;

/** Errors that every call can end in, so that `@errors` does not list them. */
export const alwaysPossible = ["denied", "closed", "exhausted", "internal"] as const;

/** Most flat parameters that the canonical ABI passes without memory. */
export const maxFlatParams = 16;
