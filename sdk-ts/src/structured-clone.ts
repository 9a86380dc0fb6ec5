/** `structuredClone` for data: what JSON has, and Map, Set, Date, RegExp, Error, bytes and circles. */

/**
 * A copy that shares nothing with `value`. Objects of classes become plain ones; functions and symbols are refused with
 * an error named `DataCloneError`.
 *
 * @example
 * ```ts
 * import { log } from "@ocrekit/sdk";
 *
 * const settings = { limits: new Map([["high", 30]]) };
 * const draft = structuredClone(settings);
 * draft.limits.set("high", 25);
 * log.info(settings, draft);
 * ```
 */
export function structuredClone<T>(value: T): T;
export function structuredClone(value: unknown): unknown {
  const copies: Map<object, unknown> = new Map();
  const keep = <C extends object>(original: object, copy: C, fill: (copy: C) => void = () => {}): C => {
    copies.set(original, copy);
    fill(copy);
    return copy;
  };
  const copyOf = (item: unknown): unknown => {
    if (typeof item === "function" || typeof item === "symbol") throw refused(item);
    if (typeof item !== "object" || item === null) return item;
    return copies.has(item) ? copies.get(item) : copyObject(item);
  };
  const copyFields = (from: object) => (to: object) => {
    for (const [key, item] of Object.entries(from)) Reflect.set(to, key, copyOf(item));
  };
  const copyObject = (item: object): unknown => {
    if (item instanceof Date) return keep(item, new Date(item));
    if (item instanceof RegExp) return keep(item, new RegExp(item.source, item.flags));
    if (item instanceof ArrayBuffer) return keep(item, item.slice(0));
    if (ArrayBuffer.isView(item)) {
      const { buffer, byteOffset } = item;
      const length = item instanceof DataView ? item.byteLength : Reflect.get(item, "length");
      return keep(item, Reflect.construct(item.constructor, [copyOf(buffer), byteOffset, length]));
    }
    if (item instanceof Map)
      return keep(item, new Map(), (copy) => {
        for (const [key, inner] of item) copy.set(copyOf(key), copyOf(inner));
      });
    if (item instanceof Set)
      return keep(item, new Set(), (copy) => {
        for (const inner of item) copy.add(copyOf(inner));
      });
    if (item instanceof Error) return keep(item, copyError(item, copyOf));
    if (item instanceof Promise || item instanceof WeakMap || item instanceof WeakSet || item instanceof WeakRef)
      throw refused(item);
    return keep(item, Array.isArray(item) ? new Array(item.length) : {}, copyFields(item));
  };
  return copyOf(value);
}

const errors: Readonly<Record<string, ErrorConstructor>> = {
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

function copyError(error: Error, copyOf: (value: unknown) => unknown): Error {
  const copy = new (errors[error.name] ?? Error)(error.message);
  const own = (key: "cause" | "stack", value: unknown): void => {
    Object.defineProperty(copy, key, { value, writable: true, configurable: true });
  };
  own("stack", error.stack);
  if ("cause" in error) own("cause", copyOf(error.cause));
  return copy;
}

function refused(value: unknown): Error {
  const what = typeof value === "object" ? Object.prototype.toString.call(value) : String(value);
  const error = new Error(`${what} could not be cloned.`);
  error.name = "DataCloneError";
  return error;
}
