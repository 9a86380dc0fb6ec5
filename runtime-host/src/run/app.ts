/** One app of a run: its module, checked before it is instantiated, and its compiled policy. */
import type { Policy, RestartPolicy } from "ocrekit/policy";
import { type CappedModule, capMemory, type FunctionType, pageBytes, type WasmModule } from "ocrekit/wasm";
import type { ExportEntry, ImportEntry } from "../rt/index.js";

export interface App {
  /** Unique in the run. */
  readonly name: string;
  readonly version: string;
  readonly kind: "command" | "reactor";
  /** Its memory is capped. */
  readonly bytes: Uint8Array;
  readonly importedInterfaces: ReadonlySet<string>;
  readonly exportNames: readonly string[];
  readonly policy: Policy;
  /** Where the paths of resources start. */
  readonly folder: string;
  readonly watchdogMs: number | undefined;
  readonly restart: RestartPolicy;
}

/** Why a module cannot run, for people. */
export interface Refusal {
  readonly message: string;
  readonly hint?: string;
}

const runExport = /^ocre:app\/run@[^#]*#run$/;
const lifecycleExport = /^ocre:app\/lifecycle@[^#]*#on-start$/;

/** A reactor is called, a command has a thread; a module must be one of them. */
export function moduleKind(module: WasmModule): "command" | "reactor" | Refusal {
  const names = module.exports.map((item) => item.name);
  const command = names.some((name) => runExport.test(name));
  const reactor = names.some((name) => lifecycleExport.test(name));
  if (command && reactor) {
    return {
      message: "exports both ocre:app/run and ocre:app/lifecycle",
      hint: "an app is a command (run) or a reactor (lifecycle and handlers), never both",
    };
  }
  if (command) return "command";
  if (reactor) return "reactor";
  const alien = names.includes("_start");
  return {
    message: "exports neither ocre:app/run nor ocre:app/lifecycle",
    hint: alien
      ? "this is a WASI command: build it with 'ocrekit build', which links it against the ocre SDK"
      : "implement the command or the reactor world of the SDK",
  };
}

/** Every import that the host does not serve, all of them in one go. */
export function checkImports(module: WasmModule, table: readonly ImportEntry[]): readonly Refusal[] {
  const served = new Map(table.map((entry) => [`${entry.module} ${entry.field}`, entry]));
  const modules = new Set(table.map((entry) => entry.module));
  const refusals: Refusal[] = [];
  let preview1 = 0;
  for (const { module: from, name, type } of module.imports) {
    if (from === "wasi_snapshot_preview1" || from === "wasi_unstable") {
      preview1 += 1;
      continue;
    }
    const entry = served.get(`${from} ${name}`);
    if (type.kind !== "func") {
      refusals.push({ message: `imports a ${type.kind}, '${from}' '${name}'; an app brings its own` });
    } else if (entry === undefined) {
      const why = modules.has(from) ? "has no such function" : "is not an interface of this host";
      const hint = modules.has(from) ? {} : { hint: "a host of your own for it is added with --with MODULE" };
      refusals.push({ message: `import '${name}' of '${from}' is missing: ${why}`, ...hint });
    } else {
      const signature = signatureText(type.type);
      if (signature !== entry.signature) {
        refusals.push({
          message: `import '${name}' of '${from}' is ${signature}, but the host has ${entry.signature}`,
        });
      }
    }
  }
  if (preview1 > 0) {
    refusals.push({
      message: `imports ${preview1} functions of WASI preview 1, which is not served: an app imports ocre:* only`,
      hint: "'ocrekit build' merges an adapter into the module that needs none of them",
    });
  }
  return refusals;
}

/** What the host itself calls or reads, whatever the world. */
const machinery: ReadonlyMap<string, string> = new Map([
  ["cabi_realloc", "(i32, i32, i32, i32) -> i32"],
  ["_initialize", "() -> ()"],
]);

/** Every export that the host would call and that is not what it has to be. */
export function checkExports(module: WasmModule, table: readonly ExportEntry[]): readonly Refusal[] {
  const called = new Map([...table.map((entry) => [entry.name, entry.signature] as const), ...machinery]);
  return module.exports.flatMap(({ name, type }): readonly Refusal[] => {
    if (name === "memory" && type.kind !== "memory") return [{ message: `exports 'memory' as a ${type.kind}` }];
    const expected = called.get(name);
    if (expected === undefined) return [];
    const found = type.kind === "func" ? signatureText(type.type) : `a ${type.kind}`;
    return found === expected ? [] : [{ message: `export '${name}' is ${found}, but the host calls ${expected}` }];
  });
}

function signatureText({ params, results }: FunctionType): string {
  return `(${params.join(", ")}) -> ${results.length > 1 ? `(${results.join(", ")})` : (results[0] ?? "()")}`;
}

/** `ocre:gpio/lines` of each import. */
export function importedInterfaces(module: WasmModule): ReadonlySet<string> {
  return new Set(module.imports.map((item) => item.module.replace(/@.*$/, "")));
}

/** The permissions that a module's imports can ask for. */
export function importedScopes(module: WasmModule, table: readonly ImportEntry[]): ReadonlySet<string> {
  const imported = new Set(module.imports.map((item) => `${item.module} ${item.name}`));
  return new Set(table.flatMap((entry) => (imported.has(`${entry.module} ${entry.field}`) ? entry.scopes : [])));
}

/** The module with its memory capped, or why it may not run. */
export function limitMemory(bytes: Uint8Array, memoryBytes: number): Uint8Array | Refusal {
  const capped: CappedModule = capMemory(bytes, Math.floor(memoryBytes / pageBytes));
  if (capped.ok) return capped.bytes;
  if (capped.reason !== "too-large") {
    const what = capped.reason === "shared" ? "a shared memory, and threads are not supported" : "several memories";
    return { message: `has ${what}` };
  }
  const needed = `${capped.needed * 64n} KiB`;
  return {
    message: `needs ${needed} of memory at its start, but its limit is ${Math.floor(memoryBytes / 1024)} KiB`,
    hint: 'make its initial memory or its stack smaller, or raise "memory" in the limits of grants.json',
  };
}
