/** Scripts on the engine alone, without a world: what it logs, returns and does when it ends. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  engineAdapter,
  injectProgram,
  keepsExport,
  type Program,
} from "../../../generator/src/backends/typescript/engine-adapter.js";
import { compileScript } from "../../../generator/src/backends/typescript/engine-compile.js";
import { preparedEngine } from "../../../generator/src/backends/typescript/prepared-engine.js";
import { engineModules, findQuickjs } from "../../../generator/src/toolchain/quickjs.js";
import { linkModules, readModule } from "../../../generator/src/wasm/index.js";
import type {} from "../../../runtime-host/src/webassembly.js";
import { cache } from "../../support/toolchain.js";

const found = findQuickjs({ ...process.env, OCREKIT_CACHE: cache });
export const engineIsThere = found !== undefined;

export function engine(name: keyof typeof engineModules): Uint8Array {
  if (found === undefined)
    throw new Error("the engine is missing; get it with: OCREKIT_CACHE=.cache npx ocrekit setup js");
  return new Uint8Array(readFileSync(join(dirname(found.command), engineModules[name])));
}

export const prepared = (): Uint8Array => preparedEngine(found?.place ?? "");

/** Engine and program by the general linker, which looks at everything anew. */
export function linkProgram(module: Uint8Array, program: Program): Uint8Array {
  const pages = Number(readModule(module).memories[0]?.limits.min ?? 0n);
  const parts = [
    { name: "engine", bytes: module },
    { name: "adapter", bytes: engineAdapter(program, pages) },
  ];
  const result = linkModules(parts, { keepExport: keepsExport });
  if (!result.ok) throw new Error(result.reason);
  return result.bytes;
}

const log = { module: "ocre:system/log@0.1.0", field: "log" };

export interface Started {
  /** Of the log, after the level. */
  readonly lines: readonly string[];
  readonly memory: () => Uint8Array;
  call(name: string, ...args: readonly (number | bigint)[]): unknown;
}

export interface Setting {
  readonly imports?: Program["imports"];
  readonly exports?: Program["exports"];
  readonly services?: Program["services"];
  readonly host?: WebAssembly.Imports;
  readonly kind?: "bytecode" | "source";
}

export function link(script: string, setting: Setting = {}): Uint8Array {
  const { imports = [], exports = [], services = { log }, kind = "bytecode" } = setting;
  const bytes = kind === "source" ? new TextEncoder().encode(script) : compiled(script);
  const program = { script: { kind, bytes }, imports, exports, services };
  return kind === "source" ? linkProgram(engine("compiler"), program) : injectProgram(prepared(), program);
}

function compiled(script: string): Uint8Array {
  const result = compileScript(engine("compiler"), script);
  if (!result.ok) throw new Error(result.reason);
  return result.bytecode;
}

/** `say(text)` of the script writes a line of its own. */
export function start(script: string, setting: Setting = {}): Started {
  const say = `const say = (text) => { const at = __ocre.encode(String(text)); raw(2, 0, 0, at, __ocre.length); __ocre.free(at); };`;
  const raw = `const raw = __ocre.import("${log.module}", "log", "iiiii:");`;
  const imports = [{ module: log.module, name: "log", signature: "iiiii:" }, ...(setting.imports ?? [])];
  const bytes = link(`(() => {${raw}${say}${script}})();`, { ...setting, imports });
  const lines: string[] = [];
  const memory = (): Uint8Array => {
    const found: unknown = instance.exports["memory"];
    if (!(found instanceof WebAssembly.Memory)) throw new Error("no memory");
    return new Uint8Array(found.buffer);
  };
  const write = (level: number, _target: number, _length: number, at: number, length: number): void => {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(memory().slice(at, at + length));
    lines.push(`${level} ${text}`);
  };
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes.slice()), {
    ...setting.host,
    [log.module]: { log: write },
  });
  return {
    lines,
    memory,
    call: (name, ...args) => {
      const fn = instance.exports[name];
      if (typeof fn !== "function") throw new Error(`no export ${name}`);
      return Reflect.apply(fn, undefined, args);
    },
  };
}

/** What the script says when it is run once. */
export function run(body: string, setting: Setting = {}): readonly string[] {
  const started = start(`__ocre.export("run", ":", () => {${body}});`, {
    ...setting,
    exports: [{ name: "run", signature: ":", post: false }],
  });
  try {
    started.call("run");
  } catch (error) {
    return [...started.lines, String(error)];
  }
  return started.lines;
}
