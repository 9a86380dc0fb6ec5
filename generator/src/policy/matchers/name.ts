/** Names of lines, sensors, stores and the like; `*` in a pattern stands for any characters except `/`. */
import { type Canonical, isPlain, type Matcher } from "./matcher.js";
import { literalSegments, parseSegments, SegmentPattern, type SegmentSyntax } from "./segments.js";

const syntax: SegmentSyntax = { lead: "", rest: false, root: false, all: "*", maxBytes: 128 };

export const name: Matcher = {
  value: (raw): Canonical | undefined => {
    if (raw === "" || !isPlain(raw, syntax.maxBytes) || raw.split("/").includes("")) return undefined;
    return { value: raw, pattern: literalSegments(raw, "") };
  },
  pattern: (text) => parseSegments(text, syntax),
  all: new SegmentPattern("*", [], true),
};
