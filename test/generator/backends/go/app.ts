/** Go apps over our own worlds, linked as `ocrekit build` does, and run with imports that a test answers. */
import { join } from "node:path";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/go/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { linkModule } from "../../../compile/go.js";
import { repository, type Tool } from "../../../support/toolchain.js";

/** Without `app`, the stubs; `files` in place of those of our worlds. */
export function linkApp(go: Tool, world: string, app?: string, wit = join(repository, "wit")) {
  const { files, plan, diagnostics } = generateFromWit(backend, {
    wit,
    world,
    shownAs: "wit",
    undirected: "allow",
    ...(app === undefined ? { stubs: "empty" } : {}),
  });
  if (plan === undefined) throw new Error(diagnostics.map((d) => d.message).join("; "));
  const all: FileSet = app === undefined ? files : [...files, { path: "app.go", text: app }];
  const { wasm, messages } = linkModule(go, all, plan);
  if (messages !== "") throw new Error(messages);
  return { wasm, plan };
}

type Import = (...args: readonly (number | bigint)[]) => number | bigint | undefined;

export interface Running {
  call(name: string, ...args: readonly (number | bigint)[]): number;
  /** Bytes of the guest's memory. */
  bytes(at: number, length: number): Uint8Array;
  text(at: number, length: number): string;
  /** A text in a block that the guest lent. */
  give(text: string): readonly [number, number];
  words(at: number, count: number): readonly number[];
  store(at: number, words: readonly number[]): void;
  readonly memory: WebAssembly.Memory;
}

/** `answers` by `module name`, without versions; what they leave out answers 0. */
export function start(wasm: Uint8Array, answers: (guest: Running) => Readonly<Record<string, Import>>): Running {
  const module = new WebAssembly.Module(new Uint8Array(wasm));
  const known: Record<string, Import> = {};
  const imports: Record<string, Record<string, Import>> = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    const table = imports[from] ?? {};
    imports[from] = table;
    const key = `${from.replace(/@.*$/, "")} ${name}`;
    table[name] = (...args) => {
      const answer = known[key];
      if (answer !== undefined) return answer(...args);
      return wide.has(key) ? 0n : 0;
    };
  }
  const instance = new WebAssembly.Instance(module, imports);
  const invoke = (name: string, ...args: readonly (number | bigint)[]): number => {
    const found = instance.exports[name];
    if (typeof found !== "function") throw new Error(`no export '${name}'`);
    return Number(found(...args));
  };
  const memory = instance.exports["memory"];
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("no memory");
  const guest: Running = {
    memory,
    call: invoke,
    bytes: (at, length) => new Uint8Array(memory.buffer, at >>> 0, length),
    text: (at, length) => new TextDecoder().decode(guest.bytes(at, length)),
    give(text) {
      const bytes = new TextEncoder().encode(text);
      const at = invoke("cabi_realloc", 0, 0, 1, bytes.length) >>> 0;
      new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
      return [at, bytes.length];
    },
    words: (at, count) => [...new Uint32Array(memory.buffer, at >>> 0, count)],
    store: (at, words) => new Uint32Array(memory.buffer, at >>> 0, words.length).set(words),
  };
  Object.assign(known, answers(guest));
  invoke("_initialize");
  return guest;
}

const wide = new Set(["ocre:system/monotonic-clock now", "ocre:system/random get-random-u64"]);
