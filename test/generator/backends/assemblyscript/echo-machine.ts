/** A host for echo apps: the plan interpreter on the memory of a real instance. */

import { type FuncPlan, type Plan, planWorld } from "ocrekit/abi";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/assemblyscript/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import type { Graph } from "../../../../generator/src/graph/model.js";
import { worldId } from "../../../../generator/src/ids.js";
import type {} from "../../../../runtime-host/src/webassembly.js";
import { noDirectives } from "../../../support/graph-of.js";
import { type Cell, type Core, type Machine, runFunction } from "../../../support/interpret.js";
import { hostProfile } from "../../../support/profiles.js";
import type { Value } from "../../../support/shapes.js";

/** A world that imports and exports the same interface. */
export function bothWays(graph: Graph): Graph {
  const [imports, exports] = graph.worlds;
  if (imports === undefined || exports === undefined) throw new Error("two worlds are expected");
  return { ...graph, worlds: [{ ...imports, name: "both", exports: exports.exports }] };
}

export function echoApp(graph: Graph): FileSet {
  const { plan, diagnostics } = planWorld(graph, noDirectives, worldId(0), { side: "guest", profile: backend.profile });
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics.map((d) => d.message)));
  return generate(backend, plan, { stubs: "echo", version: "test" }).files;
}

export class EchoHost {
  readonly plan: Plan;
  /** Arguments of the imports, in the order of the calls. */
  readonly seen: (readonly Value[])[] = [];
  readonly #exports: WebAssembly.Instance["exports"];
  readonly #memory: WebAssembly.Memory;

  constructor(graph: Graph, wasm: Uint8Array) {
    this.plan = planWorld(graph, noDirectives, worldId(0), {
      side: "host",
      profile: hostProfile,
      undirected: "allow",
    }).plan;
    const imports: Record<
      string,
      Record<string, (...args: readonly (number | bigint)[]) => number | bigint | undefined>
    > = {};
    for (const fn of this.#functions("import")) {
      imports[fn.core.module] = { ...imports[fn.core.module], [fn.core.field]: (...args) => this.#serve(fn, args) };
    }
    const source = new WebAssembly.Module(new Uint8Array(wasm));
    this.#exports = new WebAssembly.Instance(source, imports).exports;
    const memory = this.#exports["memory"];
    if (!(memory instanceof WebAssembly.Memory)) throw new Error("no memory");
    this.#memory = memory;
    if ("_initialize" in this.#exports) this.#enter("_initialize", []);
  }

  get pages(): number {
    return this.#memory.buffer.byteLength / 65536;
  }

  /** Calls the export of this name through the interpreter, and its `cabi_post_*` after that. */
  call(name: string, args: readonly Value[]): Cell | undefined {
    const fn = this.#functions("export").find((f) => f.name === name);
    if (fn === undefined) throw new Error(`no function '${name}'`);
    let returned: number | bigint | undefined;
    const result = runFunction(
      fn,
      args,
      this.#machine({
        callCore: (cores) => {
          returned = this.#enter(
            fn.core.field,
            cores.map((c, i) => fromBits(c, fn.signature.params[i])),
          );
          return returned === undefined ? undefined : toBits(returned, fn.signature.results[0]);
        },
      }),
    );
    if (fn.postReturn !== undefined && fn.postReturn in this.#exports)
      this.#enter(fn.postReturn, returned === undefined ? [] : [returned]);
    return result;
  }

  #functions(direction: "import" | "export"): readonly FuncPlan[] {
    return this.plan.groups.filter((g) => g.direction === direction).flatMap((g) => g.functions);
  }

  #enter(name: string, args: readonly (number | bigint)[]): number | bigint | undefined {
    const found = this.#exports[name];
    if (typeof found !== "function") throw new Error(`no export '${name}'`);
    const result: unknown = Reflect.apply(found, undefined, args);
    return typeof result === "number" || typeof result === "bigint" ? result : undefined;
  }

  /** An import answers with its first argument. */
  #serve(fn: FuncPlan, args: readonly (number | bigint)[]): number | bigint | undefined {
    const returned = runFunction(
      fn,
      args.map((a, i) => toBits(a, fn.signature.params[i])),
      this.#machine({
        callUser: (values) => {
          this.seen.push(values);
          return values[0];
        },
      }),
    );
    return typeof returned === "number" || typeof returned === "bigint"
      ? fromBits(returned, fn.signature.results[0])
      : undefined;
  }

  #machine(calls: Pick<Machine, "callCore" | "callUser">): Machine {
    const buffer = this.#memory;
    return {
      ...calls,
      types: this.plan.types,
      // The guest's memory moves when it grows.
      get memory() {
        return new Uint8Array(buffer.buffer);
      },
      allocate: (align, size) => Number(this.#enter("cabi_realloc", [0, 0, align, size])) >>> 0,
    };
  }
}

const view = new DataView(new ArrayBuffer(8));

/** A core value as JavaScript sees it to the interpreter's notation: floats are their bits. */
export function toBits(value: number | bigint, type: string | undefined): Core {
  if (type === "f32") {
    view.setFloat32(0, Number(value));
    return view.getUint32(0);
  }
  if (type === "f64") {
    view.setFloat64(0, Number(value));
    return view.getBigUint64(0);
  }
  return typeof value === "bigint" ? BigInt.asUintN(64, value) : value >>> 0;
}

export function fromBits(value: Core, type: string | undefined): number | bigint {
  if (type === "f32") {
    view.setUint32(0, Number(value));
    return view.getFloat32(0);
  }
  if (type === "f64") {
    view.setBigUint64(0, BigInt(value));
    return view.getFloat64(0);
  }
  return type === "i64" ? BigInt(value) : Number(value);
}
