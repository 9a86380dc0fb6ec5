/** A host for echo apps in the fake engine: the plan interpreter on its memory. */
import { type FuncPlan, type Plan, planWorld } from "ocrekit/abi";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/typescript/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import type { Graph } from "../../../../generator/src/graph/model.js";
import { worldId } from "../../../../generator/src/ids.js";
import { noDirectives } from "../../../support/graph-of.js";
import { type Cell, type Core, type Machine, runFunction } from "../../../support/interpret.js";
import { hostProfile } from "../../../support/profiles.js";
import type { Value } from "../../../support/shapes.js";
import { type CoreValue, FakeEngine } from "./fake-engine.js";

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
  readonly engine: FakeEngine;
  /** Arguments of the imports, in the order of the calls. */
  readonly seen: (readonly Value[])[] = [];

  constructor(graph: Graph, script: string) {
    this.plan = planWorld(graph, noDirectives, worldId(0), {
      side: "host",
      profile: hostProfile,
      undirected: "allow",
    }).plan;
    const imports = new Map(this.#functions("import").map((fn) => [`${fn.core.module} ${fn.core.field}`, fn]));
    this.engine = new FakeEngine((module, name) => {
      const fn = imports.get(`${module} ${name}`);
      if (fn === undefined) throw new Error(`the host has no '${module} ${name}'`);
      return (...args) => this.#serve(fn, args);
    });
    this.engine.run(script);
  }

  /** Calls the export of this name through the interpreter. */
  call(name: string, args: readonly Value[]): Cell | undefined {
    const fn = this.#functions("export").find((f) => f.name === name);
    if (fn === undefined) throw new Error(`no function '${name}'`);
    // What the host lifts has to be read before the guest releases it, which is when the interpreter returns.
    let end = (): void => {};
    const result = runFunction(
      fn,
      args,
      this.#machine({
        callCore: (cores) => {
          const { returned, post } = this.#enter(
            fn.core.field,
            cores.map((c, i) => fromBits(c, fn.signature.params[i])),
          );
          end = post;
          return returned === undefined ? undefined : toBits(returned, fn.signature.results[0]);
        },
      }),
    );
    end();
    return result;
  }

  #enter(name: string, args: readonly CoreValue[]): { returned: CoreValue | undefined; post: () => void } {
    const post = this.engine.exports.get(name)?.post;
    const exported = this.engine.exports.get(name);
    if (exported === undefined) throw new Error(`no export '${name}'`);
    const returned = exported.fn(...args);
    return { returned, post: () => post?.() };
  }

  #functions(direction: "import" | "export"): readonly FuncPlan[] {
    return this.plan.groups.filter((g) => g.direction === direction).flatMap((g) => g.functions);
  }

  /** An import answers with its first argument. */
  #serve(fn: FuncPlan, args: readonly CoreValue[]): CoreValue | undefined {
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
    const { engine } = this;
    return {
      ...calls,
      types: this.plan.types,
      // The guest's memory moves when it grows.
      get memory() {
        return new Uint8Array(engine.memory());
      },
      allocate: (align, size) => engine.realloc(align, size),
    };
  }
}

const view = new DataView(new ArrayBuffer(8));

/** A core value as JavaScript sees it to the interpreter's notation: floats are their bits. */
function toBits(value: CoreValue, type: string | undefined): Core {
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

function fromBits(value: Core, type: string | undefined): CoreValue {
  if (type === "f32") {
    view.setUint32(0, Number(value));
    return view.getFloat32(0);
  }
  if (type === "f64") {
    view.setBigUint64(0, BigInt(value));
    return view.getFloat64(0);
  }
  return type === "i64" ? BigInt.asIntN(64, BigInt(value)) : Number(value) | 0;
}
