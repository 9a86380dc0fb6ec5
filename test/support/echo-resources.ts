/** A host for an echo guest of a world that imports and exports one interface with a resource: core calls by hand. */

/** The world; each function goes through handles in another way. */
export const echoWit = `
package test:pass;
interface store {
  resource item {
    constructor(name: string);
    name: func() -> string;
    join: static func(a: item, b: borrow<item>) -> item;
  }
  variant found { nothing, one(item), many(list<item>) }
  give: func(count: u32) -> list<item>;
  take: func(all: list<item>) -> u32;
  look: func(all: list<borrow<item>>, first: borrow<item>) -> u32;
  find: func(count: u32) -> result<found, string>;
  maybe: func(of: option<item>) -> option<item>;
}
world app {
  import store;
  export store;
}`;

export interface EchoResources {
  /** Names of the items that the host has, by handle. */
  readonly items: ReadonlyMap<number, string>;
  /** Handles of the guest's items. */
  readonly handles: ReadonlyMap<number, number>;
  readonly seen: readonly string[];
  /** An export with core values, and the words at the address that it returned. */
  call(name: string, ...args: readonly number[]): number;
  post(name: string, at: number): void;
  words(at: number, count: number): readonly number[];
  read(at: number, length: number): string;
  /** Text, or words, in the guest's memory. */
  text(value: string): readonly [number, number];
  list(words: readonly number[]): readonly [number, number];
  /** What a borrowed handle is to the guest. */
  rep(handle: number): number;
  drop(handle: number): void;
}

export function echoResources(wasm: Uint8Array): EchoResources {
  const items = new Map<number, string>();
  const handles = new Map<number, number>();
  const seen: string[] = [];
  let next = 10;
  const add = (name: string): number => {
    items.set(++next, name);
    return next;
  };
  const taken = (handle: number): string => {
    const name = nameOf(handle);
    items.delete(handle);
    return name;
  };
  const nameOf = (handle: number): string => {
    const name = items.get(handle);
    if (name === undefined) throw new Error(`there is no item ${handle}`);
    return name;
  };
  const instance: WebAssembly.Instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm)), {
    "test:pass/store": {
      "[constructor]item": (at: number, length: number) => add(read(at, length)),
      "[method]item.name": (handle: number, area: number) => store(area, text(nameOf(handle))),
      "[static]item.join": (a: number, b: number) => add(`${taken(a)}+${nameOf(b)}`),
      "[resource-drop]item": (handle: number) => seen.push(`drop ${taken(handle)}`),
      give: (count: number, area: number) => store(area, list(Array.from({ length: count }, (_, i) => add(`#${i}`)))),
      take: (at: number, count: number) => seen.push(`take ${words(at, count).map(taken).join()}`) && count,
      look: (at: number, count: number, first: number) =>
        seen.push(`look ${[...words(at, count), first].map(nameOf).join()}`) && count,
      find: (count: number, area: number) => {
        const many = Array.from({ length: count }, (_, i) => add(`f${i}`));
        if (count > 9) store(area, [1, ...text("too many")]);
        else if (count === 0) store(area, [0, 0]);
        else store(area, count === 1 ? [0, 1, ...many] : [0, 2, ...list(many)]);
      },
      maybe: (some: number, handle: number, area: number) =>
        store(area, some === 0 ? [0] : [1, add(`${taken(handle)}?`)]),
    },
    "[export]test:pass/store": {
      "[resource-new]item": (rep: number) => {
        handles.set(++next, rep);
        return next;
      },
      "[resource-rep]item": (handle: number) => rep(handle),
      "[resource-drop]item": (handle: number) => drop(handle),
    },
  });
  if ("_initialize" in instance.exports) invoke("_initialize");
  return {
    items,
    handles,
    seen,
    call: (name, ...args) => invoke(`test:pass/store#${name}`, ...args),
    post: (name, at) => {
      const post = `cabi_post_test:pass/store#${name}`;
      if (post in instance.exports) invoke(post, at);
    },
    words,
    read,
    text,
    list,
    rep,
    drop,
  };

  function invoke(name: string, ...args: readonly number[]): number {
    const found = instance.exports[name];
    if (typeof found !== "function") throw new Error(`no export '${name}'`);
    return Number(found(...args));
  }
  function memory(): ArrayBuffer {
    const found = instance.exports["memory"];
    if (!(found instanceof WebAssembly.Memory)) throw new Error("no memory");
    return found.buffer;
  }
  function rep(handle: number): number {
    const found = handles.get(handle);
    if (found === undefined) throw new Error(`the guest has no item ${handle}`);
    return found;
  }
  function drop(handle: number): void {
    const gone = rep(handle);
    handles.delete(handle);
    invoke("test:pass/store#[dtor]item", gone);
  }
  function read(at: number, length: number): string {
    return new TextDecoder().decode(new Uint8Array(memory(), at, length));
  }
  function words(at: number, count: number): readonly number[] {
    return [...new Uint32Array(memory(), at, count)];
  }
  function store(at: number, values: readonly number[]): void {
    new Uint32Array(memory(), at, values.length).set(values);
  }
  function text(value: string): readonly [number, number] {
    const bytes = new TextEncoder().encode(value);
    const at = invoke("cabi_realloc", 0, 0, 1, bytes.length);
    new Uint8Array(memory(), at, bytes.length).set(bytes);
    return [at, bytes.length];
  }
  function list(values: readonly number[]): readonly [number, number] {
    const at = invoke("cabi_realloc", 0, 0, 4, values.length * 4);
    store(at, values);
    return [at, values.length];
  }
}
