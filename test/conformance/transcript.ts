/** What happened in all calls of a case, as one hash: guests of two languages, or on two hosts, must come to the same. */
import { createHash } from "node:crypto";

export class Transcript {
  readonly #hash = createHash("sha256");
  /** Objects are called differently in each run: they are numbered as they come. */
  readonly #names = new Map<string, number>();

  add(value: unknown): void {
    const text = JSON.stringify(value, (key, of: unknown) => this.#plain(key, of));
    this.#hash.update(`${text}\n`);
  }

  digest(): string {
    return this.#hash.copy().digest("hex").slice(0, 16);
  }

  #plain(key: string, of: unknown): unknown {
    if (typeof of === "bigint") return { big: String(of) };
    if (typeof of === "number" && !Number.isFinite(of)) return { float: String(of) };
    if (Object.is(of, -0)) return { float: "-0" };
    if (key !== "handle" || typeof of !== "string") return of;
    const number = this.#names.get(of) ?? this.#names.size;
    this.#names.set(of, number);
    return number;
  }
}

/** The first run of each case, and the others beside it. */
export class Comparison {
  readonly #first = new Map<string, { readonly digest: string; readonly at: string }>();
  /** Cases that ran at least twice. */
  readonly #twice = new Set<string>();

  get cases(): number {
    return this.#twice.size;
  }

  /** What is wrong, when the calls were not those of the run before. */
  add(name: string, at: string, digest: string): string | undefined {
    const first = this.#first.get(name);
    if (first === undefined) {
      this.#first.set(name, { digest, at });
      return undefined;
    }
    this.#twice.add(name);
    return first.digest === digest ? undefined : `other calls or answers than ${first.at}`;
  }
}
