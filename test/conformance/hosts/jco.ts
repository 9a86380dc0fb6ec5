/** The component under jco: JavaScript made of it, its imports implemented in JavaScript. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import type { FuncPlan, Group } from "ocrekit/abi";
import type { Subject } from "../subject.js";
import { camel, fields } from "../values.js";
import { closeComponentTools, transpile } from "./components.js";
import type { Guest, Host, Instance, Outcome } from "./host.js";
import { Implementation, isCallable, trapText } from "./implementation.js";

// The modules inside of a Python component add in constant expressions, which V8 before 12 wants to be told.
if (Number.parseInt(process.versions.v8, 10) < 12) setFlagsFromString("--experimental-wasm-extended-const");

const compiled = new Map<string, WebAssembly.Module>();
const pascal = (name: string): string => camel(`-${name}`);

export const jcoHost: Host = {
  id: "jco",
  title: "Node, component under jco",
  components: true,
  guards: false,
  missing: () => undefined,
  start: (subject, guest) => startJco(subject, guest),
  close: () => {
    closeComponentTools();
    return Promise.resolve();
  },
};

/** `onCore` sees the instances of the core modules inside of the component, for those who measure them. */
export async function startJco(
  subject: Subject,
  guest: Guest,
  onCore: (instance: WebAssembly.Instance) => void = () => undefined,
): Promise<Instance> {
  const folder = await transpile(await guest.component(), subject);
  const implementation = new Implementation(subject, "jco");
  const loaded: { readonly instantiate?: unknown } = await import(pathToFileURL(join(folder, "app.js")).href);
  if (!isCallable(loaded.instantiate)) throw new Error("jco made no instantiate");
  const core = (path: string): WebAssembly.Module => {
    const file = join(folder, path);
    const module = compiled.get(file) ?? new WebAssembly.Module(new Uint8Array(readFileSync(file)));
    compiled.set(file, module);
    return module;
  };
  const instantiate = (module: WebAssembly.Module, imports: WebAssembly.Imports): WebAssembly.Instance => {
    const made = new WebAssembly.Instance(module, imports);
    onCore(made);
    return made;
  };
  const instance = fields(await loaded.instantiate(core, importsFor(subject, implementation), instantiate));
  return new JcoInstance(subject, implementation, instance);
}

class JcoInstance implements Instance {
  readonly #subject: Subject;
  readonly #implementation: Implementation;
  readonly #exports: Readonly<Record<string, unknown>>;

  constructor(subject: Subject, implementation: Implementation, exports: Readonly<Record<string, unknown>>) {
    this.#subject = subject;
    this.#implementation = implementation;
    this.#exports = exports;
  }

  call(fn: FuncPlan, args: readonly unknown[], answers: ReadonlyMap<string, unknown>): Promise<Outcome> {
    const { convert } = this.#implementation;
    this.#implementation.begin(answers);
    try {
      const given = fn.params.map((p, i) => convert.to(p.type, args[i]));
      const call = this.#find(fn, given);
      const returned = fn.outcome.kind === "result" ? outcomeOf(call) : call();
      const value = fn.result === undefined ? undefined : convert.from(fn.result, returned);
      return Promise.resolve({ heard: this.#implementation.heard, returned: value });
    } catch (thrown) {
      return Promise.resolve({ heard: this.#implementation.heard, trap: trapText(thrown) });
    }
  }

  drop(name: string) {
    this.#implementation.begin(new Map());
    const object = this.#implementation.object(name);
    const dispose: unknown =
      typeof object === "object" && object !== null
        ? Reflect.get(object, Symbol.dispose ?? Symbol.for("dispose"))
        : undefined;
    if (!isCallable(dispose)) throw new Error(`${name} cannot be dropped`);
    Reflect.apply(dispose, object, []);
    return Promise.resolve(this.#implementation.heard);
  }

  close() {
    return Promise.resolve();
  }

  #find(fn: FuncPlan, args: readonly unknown[]): () => unknown {
    const { plan } = this.#subject;
    const group = plan.groups.find((g) => g.direction === "export" && g.functions.includes(fn));
    if (group === undefined) throw new Error(`${fn.name} is no export`);
    const owner = group.kind === "world" ? this.#exports : fields(this.#exports[interfaceName(group)]);
    const resource = plan.resources.find((r) => r.id === fn.resource);
    const name = camel(fn.item);
    if (resource === undefined) return callable(owner[name], undefined, args);
    const made = owner[pascal(resource.name)];
    if (!isCallable(made)) throw new Error(`the component exports no ${resource.name}`);
    if (fn.kind === "constructor") return () => Reflect.construct(made, args);
    if (fn.kind === "static") return callable(Reflect.get(made, name), made, args);
    const [self, ...rest] = args;
    return callable(typeof self === "object" && self !== null ? Reflect.get(self, name) : undefined, self, rest);
  }
}

/** An inline interface is exported under its bare name, which jco spells as a property. */
const interfaceName = (group: Group): string => (group.kind === "inline" ? camel(group.module) : group.module);

function callable(found: unknown, self: unknown, args: readonly unknown[]): () => unknown {
  if (!isCallable(found)) throw new Error("the component has no such function");
  return () => Reflect.apply(found, self, args);
}

/** jco returns what is ok and throws the rest: the payload itself, or nothing. Errors are mistakes and traps. */
function outcomeOf(call: () => unknown): unknown {
  try {
    return { tag: "ok", val: call() };
  } catch (thrown) {
    if (thrown instanceof Error && !("payload" in thrown)) throw thrown;
    return { tag: "err", val: thrown instanceof Error && "payload" in thrown ? thrown.payload : thrown };
  }
}

function importsFor(subject: Subject, implementation: Implementation): Readonly<Record<string, unknown>> {
  const { plan } = subject;
  const imports: Record<string, Record<string, unknown>> = {};
  for (const group of plan.groups.filter((g) => g.direction === "import")) {
    if (group.kind === "world") {
      for (const fn of group.functions)
        imports[fn.item] = { default: (...args: unknown[]) => implementation.answer(fn, args) };
      continue;
    }
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
      functions[pascal(resource.name)] = made;
    }
    for (const fn of group.functions.filter((f) => f.kind === "free")) {
      functions[camel(fn.item)] = (...args: unknown[]) => implementation.answer(fn, args);
    }
    imports[group.module] = functions;
  }
  return imports;
}
