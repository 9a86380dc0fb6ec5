/** The component in wasmtime, an engine that shares nothing with the others: one long-lived Python process for all instances. */
import { fileURLToPath } from "node:url";
import type { FuncPlan } from "ocrekit/abi";
import { findTool, howToGet } from "../../support/toolchain.js";
import type { Subject } from "../subject.js";
import { fields, items, resolve } from "../values.js";
import { exportModule, type Heard, type Host, type Instance, importKey, type Outcome } from "./host.js";
import { LineProcess } from "./line-process.js";

let driver: LineProcess | undefined;

function process(): LineProcess {
  const python = findTool("wasmtime");
  if (python === undefined) throw new Error(`wasmtime is missing: ${howToGet.wasmtime}`);
  const script = fileURLToPath(new URL("wasmtime-driver.py", import.meta.url));
  driver ??= new LineProcess(python.command, [...python.args, "-u", script]);
  return driver;
}

interface Reply {
  readonly error?: string;
  readonly instance?: number;
  readonly heard?: readonly Heard[];
  readonly returned?: unknown;
  readonly trap?: string;
}

async function ask(question: Readonly<Record<string, unknown>>): Promise<Reply> {
  const reply: Reply = JSON.parse(await process().ask(question));
  if (reply.error !== undefined) throw new Error(reply.error);
  return reply;
}

export const wasmtimeHost: Host = {
  id: "wasmtime",
  title: "wasmtime, component",
  components: true,
  guards: false,
  missing: () => (findTool("wasmtime") === undefined ? howToGet.wasmtime : undefined),
  async start(subject, guest, options = {}) {
    const imports = subject.plan.groups
      .filter((g) => g.direction === "import")
      .map((g) => ({
        module: g.kind === "world" ? null : g.module,
        functions: g.functions.map((f) => f.name),
        resources: g.resources.map((id) => subject.plan.resources.find((r) => r.id === id)?.name),
      }));
    const { instance } = await ask({
      do: "start",
      component: await guest.component(),
      imports,
      memory: options.memory ?? null,
    });
    return new WasmtimeInstance(subject, instance ?? 0, process().generation);
  },
  close() {
    driver?.close();
    return Promise.resolve();
  },
};

class WasmtimeInstance implements Instance {
  readonly #subject: Subject;
  readonly #id: number;
  readonly #generation: number;

  constructor(subject: Subject, id: number, generation: number) {
    this.#subject = subject;
    this.#id = id;
    this.#generation = generation;
  }

  async call(fn: FuncPlan, args: readonly unknown[], answers: ReadonlyMap<string, unknown>): Promise<Outcome> {
    const module = exportModule(this.#subject, fn);
    const asked = new Map(this.#imports().map((f) => [importKey(f), f]));
    const reply = await ask({
      do: "call",
      instance: this.#id,
      path: module === "$root" ? [fn.name] : [module, fn.name],
      args: fn.params.map((p, i) => this.#toWire(p.type, args[i])),
      answers: Object.fromEntries(
        [...answers].map(([key, value]) => {
          const result = asked.get(key)?.result;
          return [key, result === undefined ? null : this.#toWire(result, value)];
        }),
      ),
    });
    const heard = (reply.heard ?? []).map((line) => this.#heard(line, asked));
    if (reply.trap !== undefined) return { heard, trap: reply.trap };
    return { heard, returned: fn.result === undefined ? undefined : this.#fromWire(fn.result, reply.returned) };
  }

  async drop(name: string): Promise<readonly Heard[]> {
    return (await ask({ do: "drop", instance: this.#id, name })).heard ?? [];
  }

  async close(): Promise<void> {
    if (this.#generation === process().generation) await ask({ do: "close", instance: this.#id });
  }

  #imports(): readonly FuncPlan[] {
    return this.#subject.plan.groups.filter((g) => g.direction === "import").flatMap((g) => g.functions);
  }

  #heard(line: Heard, asked: ReadonlyMap<string, FuncPlan>): Heard {
    const fn = asked.get(String(line[0]));
    if (fn === undefined) return line;
    return [line[0], ...fn.params.map((p, i) => this.#fromWire(p.type, line[i + 1]))];
  }

  /** JSON has neither 64-bit integers nor all floats: those travel as text. */
  #toWire(id: number, value: unknown): unknown {
    return this.#each(id, value, (scalar, given) => {
      if (typeof given === "bigint") return String(given);
      if (scalar === "f32" || scalar === "f64") return Object.is(given, -0) ? "-0" : String(given);
      return given;
    });
  }

  #fromWire(id: number, value: unknown): unknown {
    return this.#each(id, value, (scalar, given) => {
      if (scalar === "u64" || scalar === "s64") return BigInt(String(given));
      if (scalar === "f32" || scalar === "f64") return Number(given);
      return given;
    });
  }

  #each(id: number, value: unknown, scalar: (name: string, value: unknown) => unknown): unknown {
    const { kind } = resolve(this.#subject.plan, id);
    const inner = (type: number, of: unknown): unknown => this.#each(type, of, scalar);
    switch (kind.k) {
      case "scalar":
        return scalar(kind.scalar, value);
      case "list":
      case "array":
        return items(value).map((item) => inner(kind.of, item));
      case "record":
        if (kind.shape === "tuple") return kind.fields.map((f, i) => inner(f.type, items(value)[i]));
        return Object.fromEntries(kind.fields.map((f) => [f.name, inner(f.type, fields(value)[f.name])]));
      case "variant": {
        if (kind.shape === "enum") return value;
        const { tag, val } = fields(value);
        const type = kind.cases.find((c) => c.name === tag)?.type;
        return type === undefined ? { tag } : { tag, val: inner(type, val) };
      }
      default:
        return value;
    }
  }
}
