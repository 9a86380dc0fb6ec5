/** Results, and options of values that have no null. AssemblyScript has no exceptions. */

/** Stands where a result carries no value. */
export type Unit = bool;

// @ts-ignore: decorator
@inline
function nothing<T>(): T {
  // @ts-ignore: one of the two is compiled
  return isReference<T>() ? changetype<T>(<usize>0) : <T>0;
}

/**
 * Success with a value, or failure with an error.
 *
 * @example
 * const opened = Input.open("button", options);
 * if (opened.isErr) return opened.error;
 * const button = opened.value;
 */
export class Result<T, E> {
  private constructor(
    readonly isOk: bool,
    private okValue: T,
    private errValue: E,
  ) {}

  static ok<T, E>(value: T): Result<T, E> {
    return new Result<T, E>(true, value, nothing<E>());
  }

  static err<T, E>(error: E): Result<T, E> {
    return new Result<T, E>(false, nothing<T>(), error);
  }

  get isErr(): bool {
    return !this.isOk;
  }

  /** The value; traps when this is a failure. */
  get value(): T {
    if (!this.isOk) unreachable();
    return this.okValue;
  }

  /** The error; traps when this is a success. */
  get error(): E {
    if (this.isOk) unreachable();
    return this.errValue;
  }

  valueOr(fallback: T): T {
    return this.isOk ? this.okValue : fallback;
  }
}

/** What a function with nothing to return answers when all went well. */
export function ok(): Result<Unit, Unit> {
  return Result.ok<Unit, Unit>(true);
}

/** What it answers otherwise. */
export function failed(): Result<Unit, Unit> {
  return Result.err<Unit, Unit>(true);
}

/** An optional number, or an optional option. Options of objects and strings are `T | null`. */
export class Option<T> {
  private constructor(
    readonly isSome: bool,
    private some: T,
  ) {}

  static some<T>(value: T): Option<T> {
    return new Option<T>(true, value);
  }

  static none<T>(): Option<T> {
    return new Option<T>(false, nothing<T>());
  }

  get isNone(): bool {
    return !this.isSome;
  }

  /** The value; traps when there is none. */
  get value(): T {
    if (!this.isSome) unreachable();
    return this.some;
  }

  valueOr(fallback: T): T {
    return this.isSome ? this.some : fallback;
  }
}
