/** A prefix of keys: it means all keys that start with it, so all of them must lie inside one grant. */
import { keySyntax, longestKey } from "./key.js";
import { type Canonical, isPlain, type Matcher } from "./matcher.js";
import { isDots, parseSegments, SegmentPattern } from "./segments.js";

const all = new SegmentPattern("**", [], true);

export const prefix: Matcher = {
  value: (raw): Canonical | undefined => {
    if (!isPlain(raw, longestKey)) return undefined;
    const segments = raw.split("/");
    const last = segments.pop() ?? "";
    if (segments.some((segment) => segment === "" || isDots(segment))) return undefined;
    // `line1/te` means `line1/te*` and all below: exactly what a pattern can say.
    if (segments.length === 0 && last === "") return { value: raw, pattern: all };
    const parts = [...segments, `${last}*`];
    return { value: raw, pattern: new SegmentPattern(`${parts.join("/")}/**`, parts, true) };
  },
  pattern: (text) => parseSegments(text, keySyntax),
  all,
};
