/** What every matcher implements: canonical values, patterns, and the two questions about patterns. */

/**
 * A set of values. `covers` decides what an allow gives and is read narrowly; `overlaps` decides what a deny takes
 * and is read broadly. `covers` implies `overlaps`. Patterns of different matchers have nothing in common.
 */
export interface Pattern {
  /** Canonical: two patterns that mean the same thing have the same text wherever that is decidable cheaply. */
  readonly text: string;
  covers(other: Pattern): boolean;
  overlaps(other: Pattern): boolean;
}

/** The canonical form of an argument: the only one that is checked, and the only one that may be used. */
export interface Canonical {
  readonly value: string;
  /** The pattern that means this argument and nothing else. */
  readonly pattern: Pattern;
}

export interface Matcher {
  /** `undefined`: not an argument at all, whatever was granted. */
  value(raw: string): Canonical | undefined;
  /** A string says what is wrong with the text. */
  pattern(text: string): Pattern | string;
  /** Everything: `*`. */
  readonly all: Pattern;
}

const utf8 = new TextEncoder();

/** Text that a name, path or topic may consist of: no controls, no lone surrogates, no wildcard, bounded. */
export function isPlain(text: string, maxBytes: number): boolean {
  return !/[\p{Cc}\p{Cs}*]/u.test(text) && isWithin(text, maxBytes);
}

/** The same for patterns, which may contain `*`. */
export function isPlainPattern(text: string, maxBytes: number): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(text) && isWithin(text, maxBytes);
}

function isWithin(text: string, maxBytes: number): boolean {
  // A UTF-16 unit is at most three bytes of UTF-8, so short texts need no encoding.
  if (text.length * 3 <= maxBytes) return true;
  return text.length <= maxBytes && utf8.encode(text).length <= maxBytes;
}
