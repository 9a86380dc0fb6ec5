/** Errors that go over the boundary. */

/** What tells errors apart: the text of an enum, the tag of a variant. */
export type CodeOf<E> = E extends string
  ? E
  : E extends { readonly tag: infer Tag }
    ? Tag
    : undefined;

/**
 * The error of a WIT result. Functions of the host throw it; an app that implements an interface throws it to
 * answer with an error, and whatever else it throws ends the app.
 *
 * @example
 * ```ts
 * try {
 *   output.write(true);
 * } catch (error) {
 *   if (!(error instanceof OcreError) || error.code !== "closed") throw error;
 * }
 * ```
 */
export class OcreError<E = unknown> extends Error {
  override readonly name = "OcreError";
  /** The error itself, as its WIT type says. */
  readonly payload: E;

  constructor(payload: E, options?: { readonly cause?: unknown }) {
    super(messageOf(payload), options);
    this.payload = payload;
  }

  /** `"denied"`: the case of an enum or variant; `undefined` for other errors. */
  get code(): CodeOf<E> {
    return codeOf(this.payload);
  }
}

function codeOf<E>(payload: E): CodeOf<E>;
function codeOf(payload: unknown): unknown {
  if (typeof payload === "object" && payload !== null && "tag" in payload) return payload.tag;
  return typeof payload === "string" ? payload : undefined;
}

function messageOf(payload: unknown): string {
  const code: unknown = codeOf(payload);
  if (typeof code === "string") return code;
  return payload === undefined ? "the call failed" : JSON.stringify(payload, plainly);
}

const plainly = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? String(value) : value;

/** A status is 0, or the number of an error plus one. */
export function succeed<E extends string>(status: number, errors: readonly E[]): void {
  if (status !== 0) throw new OcreError(errors[status - 1]);
}

/** The error that an implementation answers with; everything else goes on. */
export function answer<E>(thrown: unknown): OcreError<E> {
  if (thrown instanceof OcreError) return thrown;
  throw thrown;
}
