/** Implementations of every import of a world in JavaScript: they write down what they hear, and answer what they were told to. */
import { WitError } from "@ocrekit/host/rt";
import type { FuncPlan } from "ocrekit/abi";
import type { Subject } from "../subject.js";
import { Converter, camel, type Dialect, type FieldName, fields, type Objects } from "../values.js";
import { type Answers, type Heard, importKey } from "./host.js";

export class Implementation implements Objects {
  heard: Heard[] = [];
  answers: Answers = new Map();
  readonly convert: Converter;
  readonly #subject: Subject;
  readonly #dialect: Dialect;
  readonly #names = new Map<unknown, string>();
  readonly #objects = new Map<string, unknown>();
  readonly #prototypes = new Map<number, object>();
  #guests = 0;

  constructor(subject: Subject, dialect: Dialect, field?: FieldName) {
    this.#subject = subject;
    this.#dialect = dialect;
    this.convert = new Converter(subject.plan, dialect, this, field);
  }

  nameOf(object: unknown): string {
    const name = this.#names.get(object);
    if (name !== undefined) return name;
    // Everything of ours has a name: this is the guest's.
    return this.adopt(object, `guest ${++this.#guests}`);
  }

  named(resource: number, name: string): unknown {
    const known = this.#objects.get(name);
    if (known !== undefined) return known;
    const made: unknown = Object.create(this.prototype(resource));
    this.adopt(made, name);
    return made;
  }

  /** The object behind a name that `nameOf` gave. */
  object(name: string): unknown {
    return this.#objects.get(name);
  }

  adopt(object: unknown, name: string): string {
    this.#objects.set(name, object);
    this.#names.set(object, name);
    return name;
  }

  /** The methods of a resource of ours, and what its objects do when they are dropped. */
  prototype(resource: number): object {
    const known = this.#prototypes.get(resource);
    if (known !== undefined) return known;
    const self = this;
    const made: Record<string | symbol, unknown> = {};
    const dropped = function (this: unknown): void {
      self.heard.push(["drop", self.nameOf(this)]);
    };
    if (this.#dialect === "ours") made["drop"] = dropped;
    else {
      made[Symbol.for("dispose")] = dropped;
      made[Symbol.dispose ?? Symbol.for("dispose")] = dropped;
    }
    for (const fn of this.imports().filter((f) => f.kind === "method" && f.resource === resource)) {
      const name = this.#dialect === "ours" ? this.#subject.cx.names.func(fn) : camel(fn.item);
      made[name] = function (this: unknown, ...args: unknown[]): unknown {
        return self.answer(fn, [this, ...args]);
      };
    }
    this.#prototypes.set(resource, made);
    return made;
  }

  imports(): readonly FuncPlan[] {
    return this.#subject.plan.groups.filter((g) => g.direction === "import").flatMap((g) => g.functions);
  }

  /** In the notation: arguments are written down, the answer is the one that was prepared. */
  ask(fn: FuncPlan, args: readonly unknown[]): unknown {
    this.heard.push([importKey(fn), ...fn.params.map((p, i) => this.convert.from(p.type, args[i]))]);
    if (!this.answers.has(importKey(fn))) throw new Error(`nobody expects ${importKey(fn)}`);
    const answer = this.answers.get(importKey(fn));
    return isCallable(answer) ? answer(...args.map((arg, i) => this.#given(fn, i, arg))) : answer;
  }

  #given(fn: FuncPlan, index: number, value: unknown): unknown {
    const type = fn.params[index]?.type;
    return type === undefined ? value : this.convert.from(type, value);
  }

  /** As the host wants it: errors are thrown. */
  answer(fn: FuncPlan, args: readonly unknown[]): unknown {
    const answer = this.ask(fn, args);
    const { outcome } = fn;
    const ours = this.#dialect === "ours";
    switch (outcome.kind) {
      case "none":
        return undefined;
      case "value":
        return this.convert.to(outcome.type, answer);
      case "status":
        if (!ours) return answer;
        if (answer !== "ok") throw new WitError(answer);
        return undefined;
      case "result": {
        const { tag, val } = fields(answer);
        const type = tag === "ok" ? outcome.ok : outcome.err;
        const native = type === undefined ? undefined : this.convert.to(type, val);
        if (tag === "ok") return native;
        throw ours ? new WitError(native) : Object.assign(new Error("an answer"), { payload: native });
      }
    }
  }

  /** Between two calls. */
  begin(answers: Answers): void {
    this.heard = [];
    this.answers = answers;
  }
}

export const isCallable = (value: unknown): value is (...args: unknown[]) => unknown => typeof value === "function";

/** What a host or a guest threw, for people. */
export function trapText(thrown: unknown): string {
  if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`;
  return `thrown: ${String(thrown)}`;
}
