/** Key-value stores with typed values. */
import { Store } from "#gen/storage/kv.js";
import { type Codec, json, text } from "./payloads.js";

const longest = 4096;

/** A store whose values are of one type. */
export interface TypedStore<T> {
  readonly store: Store;
  /** `undefined`: not set. */
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  /** Nothing happens when the key is not set. */
  delete(key: string): void;
  /** All keys with the prefix, in order. */
  keys(prefix?: string): readonly string[];
}

function typed<T>(name: string, codec: Codec<T>): TypedStore<T> {
  const store = Store.open(name);
  return {
    store,
    get(key) {
      const entry = store.get(key, longest);
      return entry === undefined ? undefined : codec.decode(entry.value);
    },
    set: (key, value) => store.set(key, codec.encode(value)),
    delete(key) {
      if (store.get(key, longest) !== undefined) store.remove(key);
    },
    keys(prefix = "") {
      const all: string[] = [];
      for (let last = ""; ; ) {
        const more = store.listKeys(prefix, last, 32);
        all.push(...more);
        const next = more.at(-1);
        if (next === undefined) return all;
        last = next;
      }
    },
  };
}

/** A store of texts. */
export const openStore = (name: string): TypedStore<string> => typed(name, text);

/** A store of JSON; `check` throws for what has another shape. */
export const jsonStore = <T>(name: string, check: (value: unknown) => T): TypedStore<T> => typed(name, json(check));
