/** Absolute, normalised paths; a final `/**` means the directory and all below it. */
import { type Canonical, isPlain, type Matcher } from "./matcher.js";
import { isDots, literalSegments, parseSegments, SegmentPattern, type SegmentSyntax } from "./segments.js";

const syntax: SegmentSyntax = { lead: "/", rest: true, root: true, all: "/**", maxBytes: 255 };

export const path: Matcher = {
  // Nothing is normalised: a path that would need it is refused, so that there is one spelling to check and to use.
  value: (raw): Canonical | undefined => {
    if (!raw.startsWith("/") || !isPlain(raw, syntax.maxBytes)) return undefined;
    const segments = raw === "/" ? [] : raw.slice(1).split("/");
    if (segments.some((segment) => segment === "" || isDots(segment))) return undefined;
    return { value: raw, pattern: literalSegments(raw, "/") };
  },
  pattern: (text) => parseSegments(text, syntax),
  all: new SegmentPattern("/**", [], true),
};
