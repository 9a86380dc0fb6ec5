/** Runs a compiled echo guest: its exports are called, and its imports answered, by the plan interpreter. */
import type { CoreType, FuncPlan, Plan } from "ocrekit/abi";
import { type Core, type Machine, runFunction } from "./interpret.js";
import type { Value } from "./shapes.js";

export interface EchoGuest {
  /** Calls the guest's export; what its import saw, and what came back. */
  call(index: number, value: Value): { readonly seen: unknown; readonly returned: unknown };
  readonly memory: WebAssembly.Memory;
}

/** `imports` is the plan of the host's side of the imports, `exports` that of the exports; both for one interface. */
export function echoGuest(wasm: Uint8Array, imports: Plan, exports: Plan): EchoGuest {
  const callees = functions(imports, "import");
  const callers = functions(exports, "export");
  let seen: Value | undefined;
  const importObject: Record<string, Record<string, (...args: never[]) => unknown>> = {};
  for (const fn of callees) {
    const table = importObject[fn.core.module] ?? {};
    importObject[fn.core.module] = table;
    table[fn.core.field] = (...args: readonly (number | bigint)[]) => {
      const cores = args.map((arg, i) => toBits(fn.signature.params[i] ?? "i32", arg));
      const machine = machineOf(imports);
      machine.callUser = ([arg]) => {
        seen = arg;
        return arg;
      };
      const returned = runFunction(fn, cores, machine);
      const type = fn.signature.results[0];
      return type === undefined || fn.signature.spilledResult ? undefined : fromBits(type, coreOf(returned));
    };
  }
  const instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm)), importObject);
  const memory = instance.exports["memory"];
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("the guest exports no memory");
  if ("_initialize" in instance.exports) exported("_initialize")();
  return {
    memory,
    call(index, value) {
      const fn = callers[index];
      if (fn === undefined) throw new Error(`no export ${index}`);
      const machine = machineOf(exports);
      machine.callCore = (cores) => {
        const result = exported(fn.core.field)(
          ...cores.map((core, i) => fromBits(fn.signature.params[i] ?? "i32", core)),
        );
        const type = fn.signature.results[0];
        raw = result === undefined ? [] : [result];
        return type === undefined || result === undefined ? undefined : toBits(type, result);
      };
      let raw: readonly (number | bigint)[] = [];
      const returned = runFunction(fn, [value], machine);
      // As every host does: the guest's memory of this call is free again.
      if (fn.postReturn !== undefined && fn.postReturn in instance.exports) exported(fn.postReturn)(...raw);
      return { seen, returned };
    },
  };

  function exported(name: string): (...args: readonly (number | bigint)[]) => number | bigint | undefined {
    const found = instance.exports[name];
    if (typeof found !== "function") throw new Error(`the guest exports no '${name}'`);
    return (...args) => found(...args);
  }

  /** A view that is fetched anew: the guest's memory may grow. */
  function machineOf(plan: Plan): Machine {
    return {
      types: plan.types,
      get memory() {
        return new Uint8Array(memory instanceof WebAssembly.Memory ? memory.buffer : new ArrayBuffer(0));
      },
      allocate: (align, size) => Number(exported("cabi_realloc")(0, 0, align, size)) >>> 0,
    };
  }
}

const functions = (plan: Plan, direction: "import" | "export"): readonly FuncPlan[] =>
  plan.groups.filter((g) => g.direction === direction).flatMap((g) => g.functions);

function coreOf(cell: unknown): Core {
  if (typeof cell !== "number" && typeof cell !== "bigint") throw new Error("no core value");
  return cell;
}

const view = new DataView(new ArrayBuffer(8));

function toBits(type: CoreType, value: number | bigint): Core {
  if (type === "i64") return BigInt.asUintN(64, BigInt(value));
  if (type === "i32") return Number(value) >>> 0;
  if (type === "f32") {
    view.setFloat32(0, Number(value));
    return view.getUint32(0);
  }
  view.setFloat64(0, Number(value));
  return view.getBigUint64(0);
}

function fromBits(type: CoreType, core: Core): number | bigint {
  if (type === "i64") return BigInt.asIntN(64, BigInt(core));
  if (type === "i32") return Number(core) | 0;
  if (type === "f32") {
    view.setUint32(0, Number(core));
    return view.getFloat32(0);
  }
  view.setBigUint64(0, BigInt(core));
  return view.getFloat64(0);
}
