/** Keys of a store: as paths, without the leading slash. */
import { type Canonical, isPlain, type Matcher } from "./matcher.js";
import { isDots, literalSegments, parseSegments, SegmentPattern, type SegmentSyntax } from "./segments.js";

export const keySyntax: SegmentSyntax = { lead: "", rest: true, root: false, all: "**", maxBytes: 128 };

/** Keys have at most this many bytes. */
export const longestKey = 64;

export const key: Matcher = {
  value: (raw): Canonical | undefined => {
    if (raw === "" || !isPlain(raw, longestKey)) return undefined;
    if (raw.split("/").some((segment) => segment === "" || isDots(segment))) return undefined;
    return { value: raw, pattern: literalSegments(raw, "") };
  },
  pattern: (text) => parseSegments(text, keySyntax),
  all: new SegmentPattern("**", [], true),
};
