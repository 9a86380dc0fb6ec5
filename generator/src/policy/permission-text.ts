/** The one text form of permissions: `scope(arg, ...)`. Says nothing about what the arguments mean. */
import { escapeInvisible, hasInvisible } from "./visible-text.js";

export interface PermissionText {
  readonly scope: string;
  readonly args: readonly string[];
}

/** A permission with the places of its parts, as UTF-16 offsets in the text. */
export interface ParsedPermission extends PermissionText {
  readonly scopeEnd: number;
  readonly argSpans: readonly { readonly start: number; readonly end: number }[];
}

export interface TextMistake {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Longer texts are nobody's permission, and matching costs time. */
export const longestPermission = 2048;

const scopePattern = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*/;
const quotedPattern = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;

export function parsePermission(text: string): ParsedPermission | TextMistake {
  if (text.length > longestPermission)
    return { message: `a permission has at most ${longestPermission} characters`, start: 0, end: 1 };
  const offset = text.length - text.trimStart().length;
  const scope = scopePattern.exec(text.slice(offset))?.[0];
  if (scope === undefined)
    return { message: "expected a scope such as 'gpio.write'", start: offset, end: Math.max(offset + 1, text.length) };
  let at = offset + scope.length;
  const scopeEnd = at;
  const mistake = (message: string, start = at): TextMistake => ({
    message,
    start,
    end: Math.min(text.length, start + 1),
  });
  const skipSpace = () => {
    while (text[at] === " " || text[at] === "\t") at += 1;
  };
  skipSpace();
  if (text[at] !== "(") return mistake(`expected '(' after '${scope}'`);
  at += 1;
  const args: string[] = [];
  const argSpans: { start: number; end: number }[] = [];
  skipSpace();
  if (text[at] === ")") at += 1;
  else {
    for (;;) {
      skipSpace();
      const start = at;
      if (text[at] === '"') {
        quotedPattern.lastIndex = at;
        const quoted = quotedPattern.exec(text)?.[0];
        const value: unknown = quoted === undefined ? undefined : JSON.parse(quoted);
        if (quoted === undefined || typeof value !== "string") return mistake("this JSON string is not closed");
        at += quoted.length;
        args.push(value);
        argSpans.push({ start, end: at });
        skipSpace();
      } else {
        while (at < text.length && !'(),"'.includes(text.charAt(at))) at += 1;
        const plain = text.slice(start, at).trimEnd();
        if (text[at] === "(" || text[at] === '"')
          return mistake("an argument with a comma, a parenthesis or a quote is written as a JSON string");
        if (plain === "") return mistake('an argument is missing here; an empty one is written ""');
        args.push(plain);
        argSpans.push({ start, end: start + plain.length });
      }
      if (text[at] === ",") {
        at += 1;
        continue;
      }
      if (text[at] !== ")") return mistake("expected ',' or ')'");
      at += 1;
      break;
    }
  }
  const rest = text.slice(at).trim();
  if (rest !== "") return mistake("nothing may follow the closing ')'", text.indexOf(rest, at));
  return { scope, args, scopeEnd, argSpans };
}

export function isMistake(result: ParsedPermission | TextMistake): result is TextMistake {
  return "message" in result;
}

/** The canonical spelling: one space after a comma, quotes only where they are needed. */
export function printPermission(permission: PermissionText): string {
  return `${permission.scope}(${permission.args.map(printArgument).join(", ")})`;
}

function printArgument(arg: string): string {
  const plain = arg !== "" && arg.trim() === arg && !/[(),"]/.test(arg) && !hasInvisible(arg);
  return plain ? arg : escapeInvisible(JSON.stringify(arg));
}
