/** The core module on our generated host: canonical names, nothing in between. */
import { readFileSync } from "node:fs";
import { createInstanceRuntime, GuestObject } from "@ocrekit/host/rt";
import type { FuncPlan, Group } from "ocrekit/abi";
import { fileOfGroup } from "../../../generator/src/backends/host-ts/files.js";
import { loadGenerated } from "../../support/generated-host.js";
import type { Subject } from "../subject.js";
import { camel, type FieldName, fields } from "../values.js";
import type { Guest, Host, Instance, Outcome, StartOptions } from "./host.js";
import { Implementation, isCallable, trapText } from "./implementation.js";

/** Modules that were compiled, by path: the same guest is started often. */
const compiled = new Map<string, WebAssembly.Module>();

export const nodeHost: Host = {
  id: "node",
  title: "Node, core module",
  components: false,
  guards: true,
  missing: () => undefined,
  start: async (subject, guest, options) => (await startNode(subject, guest, options)).instance,
  close: () => Promise.resolve(),
};

/** The instance, and its memory for those who measure it. */
export async function startNode(
  subject: Subject,
  guest: Guest,
  options: StartOptions = {},
): Promise<{ readonly instance: Instance; readonly memory: WebAssembly.Memory }> {
  if (guest.core === undefined) throw new Error(`${guest.language} makes no core module`);
  const module = compiled.get(guest.core) ?? new WebAssembly.Module(new Uint8Array(readFileSync(guest.core)));
  compiled.set(guest.core, module);
  const host = await loadGenerated(subject.host);
  const implementation = new Implementation(subject, "ours", fieldNames(subject));
  const rt = createInstanceRuntime({
    decider: options.refuses === true ? nothing : everything,
    limits: { handles: 255, callBytes: 1 << 20 },
    servesUndirected: true,
    onFault: (error) => {
      throw error;
    },
  });
  const made = fields(host.fn("createImports")(rt, hostsFor(subject, implementation)));
  const imports = Object.fromEntries(Object.entries(made).map(([name, of]) => [name, fields(of)]));
  const instance = new WebAssembly.Instance(module, imports);
  rt.attach(instance);
  const { _initialize: initialize } = instance.exports;
  if (isCallable(initialize)) initialize();
  const { memory } = instance.exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error(`${guest.language} exports no memory`);
  const bound = fields(host.fn("bindExports")(rt, instance));
  return { instance: new NodeInstance(subject, implementation, bound), memory };
}

class NodeInstance implements Instance {
  readonly #subject: Subject;
  readonly #implementation: Implementation;
  readonly #bound: Readonly<Record<string, unknown>>;

  constructor(subject: Subject, implementation: Implementation, bound: Readonly<Record<string, unknown>>) {
    this.#subject = subject;
    this.#implementation = implementation;
    this.#bound = bound;
  }

  call(fn: FuncPlan, args: readonly unknown[], answers: ReadonlyMap<string, unknown>): Promise<Outcome> {
    const { convert } = this.#implementation;
    this.#implementation.begin(answers);
    try {
      const returned = this.#find(fn)(...fn.params.map((p, i) => convert.to(p.type, args[i])));
      const value = fn.result === undefined ? undefined : convert.from(fn.result, returned);
      return Promise.resolve({ heard: this.#implementation.heard, returned: value });
    } catch (thrown) {
      return Promise.resolve({ heard: this.#implementation.heard, trap: trapText(thrown) });
    }
  }

  drop(name: string) {
    this.#implementation.begin(new Map());
    const object = this.#implementation.object(name);
    if (!(object instanceof GuestObject)) throw new Error(`${name} is no object of the guest`);
    object.drop();
    return Promise.resolve(this.#implementation.heard);
  }

  close() {
    return Promise.resolve();
  }

  #find(fn: FuncPlan): (...args: unknown[]) => unknown {
    const { plan, cx } = this.#subject;
    const group = plan.groups.find((g) => g.direction === "export" && g.functions.includes(fn));
    if (group === undefined) throw new Error(`${fn.name} is no export`);
    const bound = this.#bound[keyOf(group, this.#subject)];
    if (bound === undefined) throw new Error(`the guest does not export ${group.module}`);
    const resource = plan.resources.find((r) => r.id === fn.resource);
    const owner = resource === undefined ? fields(bound) : fields(fields(bound)[camel(resource.name)]);
    const found = owner[cx.names.func(fn)];
    if (!isCallable(found)) throw new Error(`the host calls no ${group.module} ${fn.name}`);
    return found;
  }
}

const fieldNames =
  ({ cx }: Subject): FieldName =>
  (type, index) =>
    cx.names.member(type.id, index);

/** As `keysOf` of the generator: the whole name of the file when two interfaces have the name. */
function keyOf(group: Group, { plan, cx }: Subject): string {
  const used = (g: Group): boolean => g.functions.length > 0 || (g.direction === "import" && g.resources.length > 0);
  const same = plan.groups.filter(
    (g) => used(g) && g.direction === group.direction && camel(g.name) === camel(group.name),
  );
  return camel(same.length === 1 ? group.name : fileOfGroup(group, cx));
}

/** What `createImports` of a generated host wants. */
function hostsFor(subject: Subject, implementation: Implementation): Readonly<Record<string, unknown>> {
  const { plan, cx } = subject;
  const hosts: Record<string, Record<string, unknown>> = {};
  for (const group of plan.groups.filter((g) => g.direction === "import")) {
    const functions: Record<string, unknown> = {};
    const statics = new Map<string, Record<string, unknown>>();
    for (const fn of group.functions.filter((f) => f.kind !== "method")) {
      const call = (...args: unknown[]): unknown => implementation.answer(fn, args);
      const resource = plan.resources.find((r) => r.id === fn.resource);
      if (resource === undefined) functions[cx.names.func(fn)] = call;
      else {
        const of = statics.get(resource.name) ?? {};
        of[cx.names.func(fn)] = call;
        statics.set(resource.name, of);
      }
    }
    for (const [name, of] of statics) functions[camel(name)] = of;
    hosts[keyOf(group, subject)] = functions;
  }
  return hosts;
}

const everything = {
  scope: () => {
    const allow = (args: readonly string[]) => ({ allowed: true, args, live: true }) as const;
    return { admitted: true, check: allow, check1: (arg: string) => allow([arg]) };
  },
};

const refused = { allowed: false, reason: "not-granted" } as const;
const nothing = { scope: () => ({ admitted: false, check: () => refused, check1: () => refused }) };
