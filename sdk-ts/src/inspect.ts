/** Values as people read them in a log. */

const depthLimit = 3;
const lengthLimit = 20;

/** One line: `{ name: "led0", level: 1n, list: [1, 2] }`. */
export function inspect(value: unknown): string {
  return show(value, depthLimit, new Set());
}

function show(value: unknown, depth: number, above: ReadonlySet<unknown>): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "bigint":
      return `${value}n`;
    case "function":
      return `[function ${value.name}]`;
    case "object":
      return value === null ? "null" : showObject(value, depth, above);
    default:
      return String(value);
  }
}

function showObject(value: object, depth: number, above: ReadonlySet<unknown>): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Date) return value.toISOString();
  if (above.has(value)) return "[circular]";
  if (depth === 0) return Array.isArray(value) ? "[...]" : "{...}";
  const inner = (item: unknown): string => show(item, depth - 1, new Set([...above, value]));
  if (value instanceof Map)
    return `Map ${showList(
      "{",
      [...value].map(([k, v]) => `${inner(k)} => ${inner(v)}`),
      "}",
    )}`;
  if (value instanceof Set) return `Set ${showList("{", [...value].map(inner), "}")}`;
  if (Array.isArray(value)) return showList("[", value.map(inner), "]");
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${value.byteLength})`;
  const name = value.constructor?.name;
  const fields = Object.entries(value).map(([key, item]) => `${key}: ${inner(item)}`);
  return `${name === undefined || name === "Object" ? "" : `${name} `}${showList("{", fields, "}")}`;
}

function showList(open: string, items: readonly string[], close: string): string {
  const shown = items.slice(0, lengthLimit);
  if (items.length > lengthLimit) shown.push(`${items.length - lengthLimit} more`);
  if (shown.length === 0) return open + close;
  const space = open === "{" ? " " : "";
  return `${open}${space}${shown.join(", ")}${space}${close}`;
}
