/** MQTT filters as patterns: `+` is one level, a final `#` its parent and the rest, `$` topics match no wildcard. */
import { isPlain, type Pattern } from "./matcher.js";

export const longestTopic = 128;

export class MqttPattern implements Pattern {
  readonly text: string;
  readonly #levels: readonly string[];
  /** `*`: as an allow it is `#`; as a deny it reaches the `$` topics too. */
  readonly #everything: boolean;

  constructor(text: string, levels: readonly string[], everything = false) {
    this.text = text;
    this.#levels = levels;
    this.#everything = everything;
  }

  covers(other: Pattern): boolean {
    if (!(other instanceof MqttPattern)) return false;
    const mine = this.#levels;
    const theirs = other.#levels;
    if (isWildcard(mine[0]) && isSystem(theirs[0])) return false;
    for (let i = 0; ; i++) {
      const wanted = mine[i];
      if (wanted === "#") return true;
      const given = theirs[i];
      if (wanted === undefined || given === undefined) return wanted === given;
      if (given === "#") return false;
      if (wanted !== "+" && wanted !== given) return false;
    }
  }

  overlaps(other: Pattern): boolean {
    if (!(other instanceof MqttPattern)) return false;
    if (this.#everything || other.#everything) return true;
    const mine = this.#levels;
    const theirs = other.#levels;
    if (isWildcard(mine[0]) && isSystem(theirs[0])) return false;
    if (isWildcard(theirs[0]) && isSystem(mine[0])) return false;
    for (let i = 0; ; i++) {
      const a = mine[i];
      const b = theirs[i];
      if (a === "#" || b === "#") return true;
      if (a === undefined || b === undefined) return a === b;
      if (a !== b && a !== "+" && b !== "+") return false;
    }
  }
}

function isWildcard(level: string | undefined): boolean {
  return level === "+" || level === "#";
}

function isSystem(level: string | undefined): boolean {
  return level?.startsWith("$") ?? false;
}

export const everything = new MqttPattern("*", ["#"], true);

/** A filter that MQTT accepts; a string says what is wrong. */
export function parseFilter(text: string): MqttPattern | string {
  if (text === "") return "a topic is not empty";
  if (!isPlain(text, longestTopic)) return `expected at most ${longestTopic} bytes without '*' and control characters`;
  const levels = text.split("/");
  if (levels[0] === "$share") return "'$share' is not part of a filter; sharing has its own permission";
  for (const [i, level] of levels.entries()) {
    if (level.includes("#") && (level !== "#" || i !== levels.length - 1))
      return "'#' may only be the whole last level";
    if (level.includes("+") && level !== "+") return "'+' stands for a whole level";
  }
  // Every topic has a first level, and none is empty: each of these two pairs means the same.
  if (text === "+/#") return new MqttPattern("#", ["#"]);
  if (text === "/#" || text === "/+/#") return new MqttPattern("/#", ["", "+", "#"]);
  return new MqttPattern(text, levels);
}
