/** A subscription: all topics that its filter selects must lie inside one grant. */
import type { Canonical, Matcher } from "./matcher.js";
import { everything, parseFilter } from "./mqtt.js";

export const filter: Matcher = {
  value: (raw): Canonical | undefined => {
    const pattern = parseFilter(raw);
    return typeof pattern === "string" ? undefined : { value: pattern.text, pattern };
  },
  pattern: (text) => (text === "*" ? everything : parseFilter(text)),
  all: everything,
};
