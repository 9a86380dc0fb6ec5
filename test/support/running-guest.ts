/** A core module that runs with imports which a test writes by hand: its exports, its memory, and texts in it. */

export interface RunningGuest {
  /** An export with core values; what it returns is a number without sign. */
  readonly call: (name: string, ...args: readonly number[]) => number;
  /** Both are of the memory as it is now: it may grow. */
  readonly bytes: () => Uint8Array<ArrayBuffer>;
  readonly view: () => DataView<ArrayBuffer>;
  readonly text: (at: number, length: number) => string;
  readonly words: (at: number, count: number) => readonly number[];
  /** A list of words in a block that the guest lends. */
  readonly lend: (words: readonly number[]) => number;
}

export type Answers = Readonly<Record<string, Readonly<Record<string, (...args: never[]) => unknown>>>>;

/** `answers` are called after the guest is there, so that they may use it. */
export function startGuest(wasm: Uint8Array, answers: (guest: RunningGuest) => Answers): RunningGuest {
  const call = (name: string, ...args: readonly number[]): number => {
    const found = instance.exports[name];
    if (typeof found !== "function") throw new Error(`no export '${name}'`);
    return Number(found(...args)) >>> 0;
  };
  const buffer = (): ArrayBuffer => {
    const memory = instance.exports["memory"];
    if (!(memory instanceof WebAssembly.Memory)) throw new Error("no memory");
    return memory.buffer;
  };
  const guest: RunningGuest = {
    call,
    bytes: () => new Uint8Array(buffer()),
    view: () => new DataView(buffer()),
    text: (at, length) => new TextDecoder().decode(new Uint8Array(buffer(), at, length)),
    words: (at, count) => [...new Uint32Array(buffer(), at, count)],
    lend(words) {
      const at = call("cabi_realloc", 0, 0, 4, words.length * 4);
      new Uint32Array(buffer(), at, words.length).set(words);
      return at;
    },
  };
  const imports: Record<string, Record<string, (...args: never[]) => unknown>> = {};
  for (const [module, functions] of Object.entries(answers(guest))) imports[module] = { ...functions };
  const module = new WebAssembly.Module(new Uint8Array(wasm));
  const instance: WebAssembly.Instance = new WebAssembly.Instance(module, imports);
  if ("_initialize" in instance.exports) call("_initialize");
  return guest;
}
