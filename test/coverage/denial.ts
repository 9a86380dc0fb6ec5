/**
 * The empty policy, function by function: what a guest is answered that was granted nothing. What must come back is
 * read from the plan, and the calls are made from the host's own table.
 */
import { createInstanceRuntime, type ImportEntry, type InstanceRuntime, WasmTrap } from "@ocrekit/host/rt";
import type { FuncPlan, Plan, TypePlan } from "ocrekit/abi";
import { compilePolicy, Decider, type ScopeTable } from "ocrekit/policy";
import type { Callable } from "../support/generated-host.js";

/** A generated host: its table, and how it makes imports. */
export interface Served {
  readonly table: readonly ImportEntry[];
  readonly createImports: Callable;
  readonly plan: Plan;
  readonly scopes: ScopeTable;
}

/** What one call did. */
export interface Observed {
  /** `undefined` when the call returned. */
  readonly trap: string | undefined;
  readonly returned: unknown;
  /** Methods of the memory that read, or let the guest run. */
  readonly reads: readonly string[];
  /** Addresses that hold something else than before. */
  readonly written: ReadonlyMap<number, number>;
  /** Properties of the implementation that were looked at. */
  readonly touched: readonly string[];
  readonly audited: readonly string[];
}

export const filler = 0xa5;
/** Where return areas are. */
export const area = 1024;
const memoryBytes = 65_536;

/** Everything of `GuestMemory` that looks into the guest, or enters it. */
const readers = [
  "loadU8",
  "loadS8",
  "loadU16",
  "loadS16",
  "loadU32",
  "loadU64",
  "loadF32",
  "loadF64",
  "string",
  "name",
  "bytes",
  "view",
  "readable",
  "alloc",
  "lowerString",
  "lowerBytes",
] as const satisfies readonly (keyof InstanceRuntime["memory"])[];

/** Calls one function in an instance of its own, which was granted nothing. */
export function callWithNothing(
  served: Served,
  entry: ImportEntry,
  args: readonly unknown[],
  prepare?: (rt: InstanceRuntime) => void,
): Observed {
  const audited: string[] = [];
  const rt = createInstanceRuntime({
    decider: nothingGranted(served.scopes),
    limits: {},
    audit: (site, scope) => audited.push(`${site.module} ${site.field}: ${scope}`),
  });
  const touched: string[] = [];
  const imports = served.createImports(rt, implementation("", touched));
  const bytes = new Uint8Array(memoryBytes).fill(filler);
  rt.attach({ exports: { memory: { buffer: bytes.buffer }, cabi_realloc: () => 2048 } });
  prepare?.(rt);
  const reads: string[] = [];
  for (const name of readers) record(rt.memory, name, reads);
  const fn = importOf(imports, entry);
  let trap: string | undefined;
  let returned: unknown;
  try {
    returned = fn(...args);
  } catch (error) {
    if (!(error instanceof WasmTrap)) throw error;
    trap = error.message;
  }
  const written = new Map<number, number>();
  for (const [at, byte] of bytes.entries()) if (byte !== filler) written.set(at, byte);
  return { trap, returned, reads, written, touched, audited };
}

/** The fields of an import object by module. */
export function fieldsOf(imports: unknown): ReadonlyMap<string, readonly string[]> {
  if (typeof imports !== "object" || imports === null) throw new Error("no import object");
  return new Map(Object.entries(imports).map(([module, fields]) => [module, Object.keys(fields)]));
}

function importOf(imports: unknown, entry: ImportEntry): Callable {
  const fields = property(imports, entry.module);
  const fn = property(fields, entry.field);
  if (!isCallable(fn)) throw new Error(`${entry.module} ${entry.field} is not served`);
  return fn;
}

const isCallable = (value: unknown): value is Callable => typeof value === "function";

function property(of: unknown, name: string): unknown {
  return typeof of === "object" && of !== null ? Object.entries(of).find(([key]) => key === name)?.[1] : undefined;
}

function nothingGranted(scopes: ScopeTable): Decider {
  const { policy } = compilePolicy({ app: "nobody", scopes, imports: [...scopes.keys()], allow: [] });
  if (policy === undefined) throw new Error("the empty policy does not compile");
  return new Decider(policy);
}

/** Any property is a function that fails; the names of those that were called are kept. */
function implementation(path: string, touched: string[]): object {
  return new Proxy(() => undefined, {
    get: (_, name) => implementation(`${path}.${String(name)}`, touched),
    apply: () => {
      touched.push(path.slice(1));
      throw new Error("an implementation that must not be there");
    },
  });
}

function record(memory: InstanceRuntime["memory"], name: (typeof readers)[number], reads: string[]): void {
  const original = Reflect.get(memory, name);
  Object.defineProperty(memory, name, {
    value: (...args: unknown[]) => {
      reads.push(name);
      return Reflect.apply(original, memory, args);
    },
  });
}

/**
 * Core arguments that nobody can lift: pointers beyond memory, tags without a case, forged handles. The return area,
 * where there is one, is the last argument, and good.
 */
export function poisoned(entry: ImportEntry, fn: FuncPlan | undefined, value: number): readonly (number | bigint)[] {
  const params = entry.signature
    .slice(1, entry.signature.indexOf(")"))
    .split(", ")
    .filter((type) => type !== "");
  return params.map((type, i) => {
    if (fn?.signature.spilledResult && i === params.length - 1) return area;
    return type === "i64" ? BigInt(value) : value;
  });
}

/** What a refusal looks like: the value that is returned, or the bytes of the return area. */
export function refusal(
  plan: Plan,
  fn: FuncPlan,
): { readonly returned?: number; readonly written: ReadonlyMap<number, number> } {
  const { outcome } = fn;
  if (outcome.kind === "status") return { returned: caseIndex(plan, outcome.status, "denied"), written: new Map() };
  if (outcome.kind !== "result" || outcome.err === undefined || fn.result === undefined)
    throw new Error(`${fn.name} cannot be refused`);
  const denied = caseIndex(plan, outcome.err, "denied");
  const result = resolve(plan, fn.result);
  if (result.kind.k !== "variant" || !fn.signature.spilledResult) throw new Error(`${fn.name} has no result in memory`);
  return {
    written: new Map([
      [area, 1],
      [area + result.kind.payloadOffset, denied],
    ]),
  };
}

function caseIndex(plan: Plan, type: number, name: string): number {
  const { kind } = resolve(plan, type);
  if (kind.k !== "variant") throw new Error(`type ${type} has no cases`);
  const index = kind.cases.findIndex((c) => c.name === name);
  if (index < 0) throw new Error(`type ${type} has no case '${name}'`);
  return index;
}

function resolve(plan: Plan, id: number): TypePlan {
  const type = plan.types.find((t) => t.id === id);
  if (type === undefined) throw new Error(`no type ${id}`);
  return type.kind.k === "alias" ? resolve(plan, type.kind.of) : type;
}
