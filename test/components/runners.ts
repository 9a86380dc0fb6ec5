/** One core module, run twice: on our generated host, and wrapped as a component under jco. Both tell what they were asked. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { transpileBytes } from "@bytecodealliance/jco-transpile";
import { componentEmbed, componentNew } from "@bytecodealliance/jco-transpile/wasm-tools";
import { createInstanceRuntime, GuestExit, WitError } from "@ocrekit/host/rt";
import type { FuncPlan, Plan } from "ocrekit/abi";
import { Converter, camel, type Dialect, fields, type Objects } from "../conformance/values.js";
import type { Callable, Loaded } from "../support/generated-host.js";
import { cache } from "../support/toolchain.js";

/** Answers an import, in the notation of `values.ts`. */
export type Serve = (fn: FuncPlan, args: readonly unknown[]) => unknown;

export interface Runner {
  /** Calls an export, and returns what it returned; a result with its tag. */
  call(module: string, name: string, args: readonly unknown[]): unknown;
  /** What the implementations heard, in order. */
  readonly log: readonly unknown[];
}

/** What a `serve` throws to leave the guest for good. */
export { GuestExit };

const isCallable = (value: unknown): value is Callable => typeof value === "function";
const key = (fn: FuncPlan): string => `${fn.core.module} ${fn.core.field}`;

/** What is the same for both: implementations that write down what they hear and ask `serve` for the answer. */
class Implementation implements Objects {
  readonly log: unknown[] = [];
  readonly convert: Converter;
  readonly #plan: Plan;
  readonly #dialect: Dialect;
  readonly #serve: Serve;
  readonly #names = new Map<unknown, string>();
  readonly #objects = new Map<string, unknown>();
  readonly #prototypes = new Map<number, object>();

  constructor(plan: Plan, dialect: Dialect, serve: Serve) {
    this.#plan = plan;
    this.#dialect = dialect;
    this.#serve = serve;
    this.convert = new Converter(plan, dialect, this);
  }

  nameOf(object: unknown): string {
    const name = this.#names.get(object);
    if (name === undefined) throw new Error("an object that nobody made");
    return name;
  }

  named(resource: number, name: string): unknown {
    return this.#objects.get(name) ?? this.adopt(Object.create(this.prototype(resource)), name);
  }

  adopt(object: unknown, name: string): unknown {
    this.#objects.set(name, object);
    this.#names.set(object, name);
    return object;
  }

  /** The methods of a resource, and what its objects do when they are dropped. */
  prototype(resource: number): object {
    const known = this.#prototypes.get(resource);
    if (known !== undefined) return known;
    const self = this;
    const dispose = this.#dialect === "jco" ? Symbol.for("dispose") : "drop";
    const made: Record<string | symbol, unknown> = {};
    const dropped = function (this: unknown): void {
      self.log.push(`drop ${self.nameOf(this)}`);
    };
    made[dispose] = dropped;
    if (this.#dialect === "jco") made[Symbol.dispose ?? dispose] = dropped;
    for (const fn of this.functions().filter((f) => f.kind === "method" && f.resource === resource)) {
      made[camel(fn.item)] = function (this: unknown, ...args: unknown[]): unknown {
        return self.answer(fn, [this, ...args]);
      };
    }
    this.#prototypes.set(resource, made);
    return made;
  }

  functions(): readonly FuncPlan[] {
    return this.#plan.groups.filter((g) => g.direction === "import").flatMap((g) => g.functions);
  }

  /** In the notation: arguments to the log, the answer from `serve`. */
  ask(fn: FuncPlan, args: readonly unknown[]): unknown {
    const heard = fn.params.map((p, i) => this.convert.from(p.type, args[i]));
    this.log.push([key(fn), ...heard]);
    return this.#serve(fn, heard);
  }

  /** As the host wants it: errors are thrown. */
  answer(fn: FuncPlan, args: readonly unknown[]): unknown {
    const answer = this.ask(fn, args);
    const { outcome } = fn;
    switch (outcome.kind) {
      case "none":
        return undefined;
      case "value":
        return this.convert.to(outcome.type, answer);
      case "status":
        if (this.#dialect === "jco") return answer;
        if (answer !== "ok") throw new WitError(answer);
        return undefined;
      case "result": {
        const { tag, val } = fields(answer);
        const type = tag === "ok" ? outcome.ok : outcome.err;
        const native = type === undefined ? undefined : this.convert.to(type, val);
        if (tag === "ok") return native;
        throw this.#dialect === "jco"
          ? Object.assign(new Error("an answer"), { payload: native })
          : new WitError(native);
      }
    }
  }
}

function exportOf(plan: Plan, module: string, name: string): FuncPlan {
  const group = plan.groups.find((g) => g.direction === "export" && g.module === module);
  const fn = group?.functions.find((f) => f.name === name);
  if (fn === undefined) throw new Error(`no export ${module} ${name}`);
  return fn;
}

/** What `createImports` of a generated host wants, for `serve` to answer. */
function hostsFor(plan: Plan, implementation: Implementation): Readonly<Record<string, unknown>> {
  const hosts: Record<string, Record<string, unknown>> = {};
  for (const group of plan.groups.filter((g) => g.direction === "import")) {
    const functions: Record<string, unknown> = {};
    const statics = new Map<string, Record<string, unknown>>();
    for (const fn of group.functions.filter((f) => f.kind !== "method")) {
      const call = (...args: unknown[]): unknown => implementation.answer(fn, args);
      const resource = plan.resources.find((r) => r.id === fn.resource);
      if (resource === undefined) functions[camel(fn.item)] = call;
      else {
        const of = statics.get(resource.name) ?? {};
        of[fn.kind === "constructor" ? "create" : camel(fn.item)] = call;
        statics.set(resource.name, of);
      }
    }
    for (const [name, of] of statics) functions[camel(name)] = of;
    hosts[camel(group.name)] = functions;
  }
  return hosts;
}

/** The imports of a generated host before there is an instance; a mistake of the host is thrown. */
export function ourImports(plan: Plan, host: Pick<Loaded, "fn">, serve: Serve) {
  const implementation = new Implementation(plan, "ours", serve);
  const rt = createInstanceRuntime({
    decider: everything,
    limits: { handles: 255, callBytes: 1 << 20 },
    servesUndirected: true,
    onFault: (error) => {
      throw error;
    },
  });
  const made = fields(host.fn("createImports")(rt, hostsFor(plan, implementation)));
  const imports = Object.fromEntries(Object.entries(made).map(([module, of]) => [module, fields(of)]));
  return { rt, imports, implementation };
}

/** On the generated host. */
export function onOurHost(plan: Plan, host: Loaded, wasm: Uint8Array, serve: Serve): Runner {
  const { rt, imports, implementation } = ourImports(plan, host, serve);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), imports);
  rt.attach(instance);
  const { _initialize: initialize } = instance.exports;
  if (isCallable(initialize)) initialize();
  const bound = fields(host.fn("bindExports")(rt, instance));
  return {
    log: implementation.log,
    call(module, name, args) {
      const fn = exportOf(plan, module, name);
      const group = plan.groups.find((g) => g.direction === "export" && g.module === module);
      const found = fields(bound[camel(group?.name ?? "")])[camel(fn.item)];
      if (!isCallable(found)) throw new Error(`the host calls no ${module} ${name}`);
      const returned = found(...fn.params.map((p, i) => implementation.convert.to(p.type, args[i])));
      return fn.result === undefined ? undefined : implementation.convert.from(fn.result, returned);
    },
  };
}

/** Everything is allowed; the permissions of calls are the subject of other tests. */
const everything = {
  scope: () => {
    const allow = (args: readonly string[]) => ({ allowed: true, args, live: true }) as const;
    return { admitted: true, check: allow, check1: (arg: string) => allow([arg]) };
  },
};

/** As a component, transpiled by jco. */
export async function underJco(
  plan: Plan,
  wit: string,
  world: string,
  wasm: Uint8Array,
  serve: Serve,
): Promise<Runner> {
  const folder = await transpiled(wasm, wit, world);
  const implementation = new Implementation(plan, "jco", serve);
  const imports: Record<string, Record<string, unknown>> = {};
  for (const group of plan.groups.filter((g) => g.direction === "import")) {
    const functions: Record<string, unknown> = {};
    for (const id of group.resources) {
      const resource = plan.resources.find((r) => r.id === id);
      if (resource === undefined) throw new Error(`no resource ${id}`);
      const maker = group.functions.find((f) => f.kind === "constructor" && f.resource === id);
      const made = function (this: unknown, ...args: unknown[]): void {
        if (maker === undefined) throw new Error(`a ${resource.name} has no constructor`);
        implementation.adopt(this, String(fields(implementation.ask(maker, args))["handle"]));
      };
      made.prototype = implementation.prototype(id);
      for (const fn of group.functions.filter((f) => f.kind === "static" && f.resource === id)) {
        Object.defineProperty(made, camel(fn.item), { value: (...args: unknown[]) => implementation.answer(fn, args) });
      }
      functions[camel(`-${resource.name}`)] = made;
    }
    for (const fn of group.functions.filter((f) => f.kind === "free")) {
      functions[camel(fn.item)] = (...args: unknown[]) => implementation.answer(fn, args);
    }
    imports[group.module.replace(/@.*$/, "")] = functions;
  }
  const { instantiate }: { instantiate: Callable } = await import(pathToFileURL(join(folder, "app.js")).href);
  const instance = fields(
    await instantiate((path: string) => new WebAssembly.Module(readFileSync(join(folder, path))), imports),
  );
  return {
    log: implementation.log,
    call(module, name, args) {
      const fn = exportOf(plan, module, name);
      const found = fields(instance[module])[camel(fn.item)];
      if (!isCallable(found)) throw new Error(`the component exports no ${module} ${name}`);
      const given = fn.params.map((p, i) => implementation.convert.to(p.type, args[i]));
      if (fn.outcome.kind !== "result") {
        const returned = found(...given);
        return fn.result === undefined ? undefined : implementation.convert.from(fn.result, returned);
      }
      const tagged = outcomeOf(() => found(...given));
      return fn.result === undefined ? undefined : implementation.convert.from(fn.result, tagged);
    },
  };
}

/** jco returns what is ok and throws the rest: the payload itself, or nothing. Errors are mistakes and traps. */
function outcomeOf(call: () => unknown): unknown {
  try {
    return { tag: "ok", val: call() };
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown;
    return { tag: "err", val: thrown };
  }
}

/** The files that jco makes; found again for the same module. */
async function transpiled(wasm: Uint8Array, wit: string, world: string): Promise<string> {
  const hash = createHash("sha256").update(wasm).update(wit).update(world).digest("hex").slice(0, 24);
  const folder = join(cache, "components", hash);
  if (existsSync(folder)) return folder;
  const embedded = await componentEmbed({ binary: wasm, witSource: wit, world });
  const component = await componentNew(embedded);
  const { files } = await transpileBytes(component, { name: "app", instantiation: { tag: "async" }, wasiShim: false });
  const unfinished = `${folder}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  for (const [name, bytes] of Object.entries(files))
    writeFileSync(join(unfinished, name.split("/").at(-1) ?? name), bytes);
  writeFileSync(join(unfinished, "package.json"), '{"type":"module"}\n');
  renameSync(unfinished, folder);
  return folder;
}
