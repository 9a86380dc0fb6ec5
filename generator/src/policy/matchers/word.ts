/** One of the words that the scope's declaration lists. */
import type { Canonical, Matcher, Pattern } from "./matcher.js";

class WordPattern implements Pattern {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  covers(other: Pattern): boolean {
    return other instanceof WordPattern && (this.text === "*" || this.text === other.text);
  }

  overlaps(other: Pattern): boolean {
    return other instanceof WordPattern && (this.text === "*" || other.text === "*" || this.text === other.text);
  }
}

const all = new WordPattern("*");

export function word(words: readonly string[]): Matcher {
  return {
    value: (raw): Canonical | undefined =>
      words.includes(raw) ? { value: raw, pattern: new WordPattern(raw) } : undefined,
    pattern: (text) => {
      if (text === "*") return all;
      if (!words.includes(text)) return `expected one of ${words.map((w) => `'${w}'`).join(", ")} or '*'`;
      return new WordPattern(text);
    },
    all,
  };
}
