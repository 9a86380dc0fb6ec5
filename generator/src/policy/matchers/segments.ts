/** Patterns over segments separated by `/`: what names, paths, keys and prefixes have in common. */
import { globCovers, globOverlaps, normalizeGlob } from "./glob.js";
import { isPlainPattern, type Pattern } from "./matcher.js";

export interface SegmentSyntax {
  /** Before the first segment. */
  readonly lead: "" | "/";
  /** May a pattern end in `**`, which means what stands before it and everything below? */
  readonly rest: boolean;
  /** Without a segment at all: the root directory is a path. */
  readonly root: boolean;
  /** How everything is written. */
  readonly all: string;
  readonly maxBytes: number;
}

export class SegmentPattern implements Pattern {
  readonly text: string;
  readonly #segments: readonly string[];
  readonly #rest: boolean;

  constructor(text: string, segments: readonly string[], rest: boolean) {
    this.text = text;
    this.#segments = segments;
    this.#rest = rest;
  }

  covers(other: Pattern): boolean {
    if (!(other instanceof SegmentPattern)) return false;
    const mine = this.#segments;
    const theirs = other.#segments;
    if (other.#rest && !this.#rest) return false;
    if (this.#rest ? theirs.length < mine.length : theirs.length !== mine.length) return false;
    return mine.every((segment, i) => globCovers(segment, theirs[i] ?? ""));
  }

  overlaps(other: Pattern): boolean {
    if (!(other instanceof SegmentPattern)) return false;
    const mine = this.#segments;
    const theirs = other.#segments;
    if (mine.length > theirs.length && !other.#rest) return false;
    if (theirs.length > mine.length && !this.#rest) return false;
    const shared = Math.min(mine.length, theirs.length);
    return mine.slice(0, shared).every((segment, i) => globOverlaps(segment, theirs[i] ?? ""));
  }
}

export function parseSegments(text: string, syntax: SegmentSyntax): SegmentPattern | string {
  const { lead, all, maxBytes } = syntax;
  if (text === "*" || text === all) return new SegmentPattern(all, [], true);
  if (!isPlainPattern(text, maxBytes)) return `expected at most ${maxBytes} bytes without control characters`;
  if (lead === "/" && !text.startsWith("/")) return "a path is absolute: it begins with '/'";
  if (syntax.root && text === "/") return new SegmentPattern("/", [], false);
  const parts = text.slice(lead.length).split("/");
  const rest = parts.at(-1) === "**";
  if (rest && !syntax.rest) return "'**' has no meaning here; '*' stands for any characters between two '/'";
  const segments = (rest ? parts.slice(0, -1) : parts).map(normalizeGlob);
  if (parts.slice(0, -1).includes("**")) return "'**' may only stand at the end, as '/**'";
  if (segments.includes(""))
    return lead === "" && text.startsWith("/") ? "it does not begin with '/'" : "a part between two '/' is empty";
  if (segments.some(isDots)) return "'.' and '..' are not allowed";
  // Without a root, everything has a first segment; a name's `***` is `*`, which means everything.
  if (!syntax.root && rest === syntax.rest && segments.length === 1 && segments[0] === "*")
    return new SegmentPattern(all, [], true);
  return new SegmentPattern(lead + [...segments, ...(rest ? ["**"] : [])].join("/"), segments, rest);
}

/** What one canonical value means as a pattern. */
export function literalSegments(value: string, lead: "" | "/"): SegmentPattern {
  const inside = value.slice(lead.length);
  return new SegmentPattern(value, inside === "" ? [] : inside.split("/"), false);
}

export function isDots(segment: string): boolean {
  return segment === "." || segment === "..";
}
