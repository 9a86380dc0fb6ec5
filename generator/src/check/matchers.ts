/** What each matcher takes as an argument: types of values, and strings written in a directive. */
import type { Matcher } from "../graph/directive-model.js";
import { definitionOf } from "../graph/functions.js";
import type { Graph, Type } from "../graph/model.js";

export function matcherText(matcher: Matcher): string {
  return matcher.kind === "word" ? `word(${matcher.words.join("|")})` : matcher.kind;
}

/** Whether a value of the type can be checked by the matcher. */
export function takesType(graph: Graph, matcher: Matcher, type: Type): boolean {
  const def = definitionOf(graph, type);
  switch (matcher.kind) {
    case "name":
    case "path":
    case "key":
    case "prefix":
    case "topic":
    case "filter":
      return def === "string";
    case "host":
      return def === "string" || isAddress(graph, type);
    case "address":
      if (typeof def !== "string" && def.kind.kind === "option") return isAddress(graph, def.kind.of);
      return isAddress(graph, type);
    case "port":
      return def === "u16";
    case "word":
      return def === "string" || (typeof def !== "string" && def.kind.kind === "enum");
    default:
      return matcher satisfies never;
  }
}

/** `variant ip-address { ipv4(tuple of 4 u8), ipv6(tuple of 8 u16) }`, whichever package declares it. */
function isAddress(graph: Graph, type: Type): boolean {
  const def = definitionOf(graph, type);
  if (typeof def === "string" || def.kind.kind !== "variant" || def.kind.cases.length !== 2) return false;
  const [v4, v6] = def.kind.cases;
  const holds = (part: Type | undefined, of: Type, length: number): boolean => {
    const tuple = part === undefined ? undefined : definitionOf(graph, part);
    if (typeof tuple !== "object" || tuple.kind.kind !== "tuple" || tuple.kind.types.length !== length) return false;
    return tuple.kind.types.every((t) => definitionOf(graph, t) === of);
  };
  return v4?.name === "ipv4" && v6?.name === "ipv6" && holds(v4.type, "u8", 4) && holds(v6.type, "u16", 8);
}

export function whatTypes(matcher: Matcher): string {
  switch (matcher.kind) {
    case "host":
      return "a string or an 'ip-address'";
    case "address":
      return "an 'ip-address' or an option of it";
    case "port":
      return "a u16";
    case "word":
      return "a quoted word, a string or an enum";
    default:
      return "a string";
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what names must not have.
const unfit = /[*\u0000-\u001f\u007f-\u009f]/;

/**
 * Whether a quoted argument is a value in its canonical form, as far as its shape tells: the policy compares it with
 * values that were made canonical, so another form would never match.
 */
export function takesLiteral(matcher: Matcher, value: string): boolean {
  const segments = value.split("/");
  const clean = segments.every((s) => s !== "" && s !== "." && s !== "..");
  if (value === "" || unfit.test(value)) return matcher.kind === "prefix" && value === "";
  switch (matcher.kind) {
    case "word":
      return matcher.words.includes(value);
    case "port":
      return /^(?:0|[1-9][0-9]{0,4})$/.test(value) && Number(value) <= 65535;
    case "path":
      return (
        value === "/" ||
        (value.startsWith("/") &&
          value
            .slice(1)
            .split("/")
            .every((s) => s !== "" && s !== "." && s !== ".."))
      );
    case "key":
      return clean;
    case "topic":
      return !/[+#]/.test(value);
    case "filter":
      return segments.every((s, i) => (s === "#" ? i === segments.length - 1 : s === "+" || !/[+#]/.test(s)));
    case "host":
      return value === value.toLowerCase() && !value.endsWith(".") && /^[a-z0-9.:_-]+$/.test(value);
    case "address":
      return value === "any" || /^[0-9.]+$|^[0-9a-f:.]+$/.test(value);
    case "name":
    case "prefix":
      return true;
    default:
      return matcher satisfies never;
  }
}

export function whatLiterals(matcher: Matcher): string {
  switch (matcher.kind) {
    case "word":
      return `one of ${matcher.words.map((word) => `"${word}"`).join(", ")}`;
    case "port":
      return "a number from 0 to 65535";
    case "path":
      return "an absolute path without '.', '..' and '*'";
    case "key":
    case "prefix":
      return "segments without a leading slash and without '*'";
    case "topic":
      return "a topic without '+', '#' and '*'";
    case "filter":
      return "an MQTT filter";
    case "host":
      return "a name in lower case without a final dot, or an address";
    case "address":
      return "'any' or an address";
    case "name":
      return "a name without '*' and control characters";
    default:
      return matcher satisfies never;
  }
}
