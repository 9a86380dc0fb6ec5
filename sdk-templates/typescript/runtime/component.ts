/** What a component adds to the classes and functions that it imports: errors and handles as elsewhere in this SDK. */
import { OcreError } from "./errors.js";

/** An object of the host's. It is given back by `close`, by `using`, or when the app ends; not by the collector. */
export interface Resource extends Disposable {
  /** Gives the object back to the host. It is of no use after that. */
  close(): void;
  /** True after `close`. */
  readonly isClosed: boolean;
}

/** Throws the payload of a result as an `OcreError`. */
export function attempt<T>(call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    if (typeof thrown === "object" && thrown !== null && "payload" in thrown)
      throw new OcreError(thrown.payload, { cause: thrown });
    throw thrown;
  }
}

/** A status is `ok`, or the name of an error. */
export function succeed(status: string): void {
  if (status !== "ok") throw new OcreError(status);
}

/** The status that an implementation ends with. */
export function statusOf(call: () => void): unknown {
  try {
    call();
    return "ok";
  } catch (thrown) {
    if (thrown instanceof OcreError) return thrown.payload;
    throw thrown;
  }
}

/** What an app gave to be exported. */
export function implemented<T>(app: T | undefined): T {
  if (app === undefined) throw new TypeError("the app does not implement this interface");
  return app;
}

type Kind = "plain" | "result" | "status";

/** How a member ends, and what it is called in the component. */
type Members = Readonly<Record<string, readonly [Kind, string]>>;

/** Shared by all copies of this file: a class is adapted once. */
const adapted: symbol = Symbol.for("ocrekit.adapted");

/** Gives a class of the host's the members that classes of this SDK have. */
export function adapt<T extends object>(type: T, methods: Members, statics: Members): T {
  if (Object.hasOwn(type, adapted)) return type;
  Object.defineProperty(type, adapted, { value: true });
  const prototype: unknown = Reflect.get(type, "prototype");
  if (typeof prototype === "object" && prototype !== null) {
    wrap(prototype, methods);
    makeClosable(prototype);
  }
  wrap(type, statics);
  return type;
}

function wrap(object: object, members: Members): void {
  const originals = Object.entries(members).map(([name, [kind, original]]) => {
    const fn: unknown = Reflect.get(object, original);
    if (typeof fn !== "function") throw new TypeError(`the component has no '${original}'`);
    return { name, kind, fn };
  });
  for (const { name, kind, fn } of originals) {
    const value = function (this: unknown, ...args: readonly unknown[]): unknown {
      const call = (): unknown => Reflect.apply(fn, this, args);
      if (kind === "status") return succeed(String(call()));
      return kind === "result" ? attempt(call) : call();
    };
    Object.defineProperty(object, name, { value, writable: true, configurable: true });
  }
}

function makeClosable(prototype: object): void {
  const closed = new WeakSet<object>();
  const dispose: unknown = Reflect.get(prototype, Symbol.dispose);
  const close = {
    value(this: object): void {
      if (closed.has(this)) return;
      closed.add(this);
      if (typeof dispose === "function") Reflect.apply(dispose, this, []);
    },
  };
  Object.defineProperty(prototype, "close", close);
  Object.defineProperty(prototype, Symbol.dispose, close);
  Object.defineProperty(prototype, "isClosed", {
    get(this: object): boolean {
      return closed.has(this);
    },
  });
}
