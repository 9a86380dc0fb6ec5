/** Ports: `n`, `n-m` or `*`. */
import type { Canonical, Matcher, Pattern } from "./matcher.js";

class PortPattern implements Pattern {
  readonly text: string;
  readonly #first: number;
  readonly #last: number;

  constructor(first: number, last: number) {
    this.#first = first;
    this.#last = last;
    this.text = first === 0 && last === 65535 ? "*" : first === last ? String(first) : `${first}-${last}`;
  }

  covers(other: Pattern): boolean {
    return other instanceof PortPattern && this.#first <= other.#first && other.#last <= this.#last;
  }

  overlaps(other: Pattern): boolean {
    return other instanceof PortPattern && this.#first <= other.#last && other.#first <= this.#last;
  }
}

const all = new PortPattern(0, 65535);

function parsePort(text: string): number | undefined {
  if (!/^(?:0|[1-9][0-9]{0,4})$/.test(text)) return undefined;
  const port = Number(text);
  return port <= 65535 ? port : undefined;
}

export const port: Matcher = {
  value: (raw): Canonical | undefined => {
    const number = parsePort(raw);
    return number === undefined ? undefined : { value: raw, pattern: new PortPattern(number, number) };
  },
  pattern: (text) => {
    if (text === "*") return all;
    const parts = text.split("-");
    const first = parsePort(parts[0] ?? "");
    const last = parsePort(parts[1] ?? parts[0] ?? "");
    if (first === undefined || last === undefined || parts.length > 2)
      return "expected a port ('443'), a range ('8000-8080') or '*'";
    if (first > last) return "the range is empty: its first port is larger than its last";
    // Port 0 asks for any free port: a range that happens to begin there does not mean that.
    if (first === 0 && last !== 0) return "port 0 (any free port) is written '0' or '*', not as part of a range";
    return new PortPattern(first, last);
  },
  all,
};
