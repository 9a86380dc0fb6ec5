/** Tries one function of a guest on one host with values at the edges and random ones; what went wrong, in words. */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { FuncPlan } from "ocrekit/abi";
import { arbitrarySample, boundarySamples, type Case, type Sample } from "./cases.js";
import {
  type Guest,
  type Heard,
  type Host,
  type Instance,
  importKey,
  type Outcome,
  type StartOptions,
} from "./hosts/host.js";
import type { Subject } from "./subject.js";
import { Transcript } from "./transcript.js";
import { fields, resolve } from "./values.js";

export interface CaseResult {
  readonly name: string;
  readonly calls: number;
  /** Absent when all went well. */
  readonly problem?: string;
  /** Of all calls with what they were given, heard and returned; absent where a guest decides by itself, or not all was tried. */
  readonly digest?: string;
}

export interface Effort {
  readonly seed: number;
  /** Random calls of each function. */
  readonly runs: number;
}

/** An instance that is started again after a trap. */
export class Restarting {
  readonly #start: () => Promise<Instance>;
  #instance: Instance | undefined;
  /** Writes down what happens. */
  transcript: Transcript | undefined;

  constructor(host: Host, subject: Subject, guest: Guest, options?: StartOptions) {
    this.#start = () => host.start(subject, guest, options);
  }

  /** Started, or it throws why it cannot be. */
  async ready(): Promise<Instance> {
    this.#instance ??= await this.#start();
    return this.#instance;
  }

  async call(fn: FuncPlan, args: readonly unknown[], answers: ReadonlyMap<string, unknown>): Promise<Outcome> {
    const outcome = await (await this.ready()).call(fn, args, answers);
    this.transcript?.add([fn.name, args, outcome]);
    if ("trap" in outcome) await this.close();
    return outcome;
  }

  async drop(name: string): Promise<readonly Heard[]> {
    return (await this.#instance?.drop(name)) ?? [];
  }

  async close(): Promise<void> {
    const instance = this.#instance;
    this.#instance = undefined;
    await instance?.close();
  }
}

export async function runCase(of: Case, subject: Subject, instance: Restarting, effort: Effort): Promise<CaseResult> {
  let calls = 0;
  const transcript = new Transcript();
  instance.transcript = of.behaviour.kind === "own" ? undefined : transcript;
  const examples = boundarySamples(of, subject.plan).map((sample): [Sample] => [sample]);
  const property = fc.asyncProperty(arbitrarySample(of, subject.plan), async (sample) => {
    calls++;
    const problem = await trySample(of, sample, subject, instance);
    if (problem !== undefined) throw new Error(problem);
  });
  const result = await fc.check(property, {
    seed: effort.seed,
    numRuns: examples.length + effort.runs,
    examples,
    // A smaller example is nice to have; a guest that traps each time is started again for each of them.
    interruptAfterTimeLimit: 20_000,
    markInterruptAsFailure: false,
  });
  const isWhole = instance.transcript !== undefined && !result.interrupted;
  instance.transcript = undefined;
  if (!result.failed) return { name: of.name, calls, ...(isWhole ? { digest: transcript.digest() } : {}) };
  const thrown = result.errorInstance;
  return { name: of.name, calls, problem: thrown instanceof Error ? thrown.message : String(thrown) };
}

async function trySample(
  of: Case,
  sample: Sample,
  subject: Subject,
  instance: Restarting,
): Promise<string | undefined> {
  const { fn, behaviour } = of;
  switch (behaviour.kind) {
    case "echo":
      return different(
        await instance.call(fn, sample.args, new Map([[importKey(behaviour.twin), sample.answer]])),
        [[importKey(behaviour.twin), ...sample.args]],
        fn.result === undefined ? undefined : sample.answer,
      );
    case "own":
      return valid(await instance.call(fn, sample.args, new Map()), of, subject);
    case "construct":
      return construct(fn, behaviour.twin, sample, instance);
    case "method":
      return method(of, behaviour, sample, subject, instance);
    case "none":
      return undefined;
  }
}

/** Made, and given up again: what is inside goes with it. */
async function construct(fn: FuncPlan, twin: FuncPlan, sample: Sample, instance: Restarting) {
  const made = await instance.call(fn, sample.args, new Map([[importKey(twin), sample.answer]]));
  const problem = different(made, [[importKey(twin), ...sample.args]], undefined, true);
  if (problem !== undefined || "trap" in made) return problem;
  const dropped = await instance.drop(String(fields(made.returned)["handle"]));
  const expected = [["drop", fields(sample.answer)["handle"]]];
  return isDeepStrictEqual(dropped, expected) ? undefined : `dropped: ${text(dropped)} instead of ${text(expected)}`;
}

let made = 0;

async function method(
  of: Case,
  { twin, maker, makerTwin }: Extract<Case["behaviour"], { kind: "method" }>,
  sample: Sample,
  subject: Subject,
  instance: Restarting,
): Promise<string | undefined> {
  const inner = { handle: `made for a method ${++made}` };
  const plain = boundarySamples(
    { name: "", fn: maker, behaviour: { kind: "construct", twin: makerTwin } },
    subject.plan,
  );
  const object = await instance.call(maker, plain[0]?.args ?? [], new Map([[importKey(makerTwin), inner]]));
  if ("trap" in object) return `constructor: ${object.trap}`;
  const self = fields(object.returned)["handle"];
  const outcome = await instance.call(
    of.fn,
    [{ handle: self }, ...sample.args],
    new Map([[importKey(twin), sample.answer]]),
  );
  const problem = different(
    outcome,
    [[importKey(twin), inner, ...sample.args]],
    of.fn.result === undefined ? undefined : sample.answer,
  );
  if (!("trap" in outcome)) await instance.drop(String(self));
  return problem;
}

function different(
  outcome: Outcome,
  heard: readonly Heard[],
  returned: unknown,
  anyResult = false,
): string | undefined {
  if ("trap" in outcome) return `trap: ${outcome.trap}; heard ${text(outcome.heard)}`;
  if (!isDeepStrictEqual(outcome.heard, heard)) return `heard ${text(outcome.heard)} instead of ${text(heard)}`;
  if (anyResult || isDeepStrictEqual(outcome.returned, returned)) return undefined;
  return `returned ${text(outcome.returned)} instead of ${text(returned)}`;
}

/** No import but drops of what it was given; the result is of the right type, or the host would have refused it. */
function valid(outcome: Outcome, of: Case, { plan }: Subject): string | undefined {
  if ("trap" in outcome) {
    // A guest cannot make an object of the host's from nothing.
    const isImpossible = of.fn.result !== undefined && needsHandle(of.fn.result, plan);
    return isImpossible ? undefined : `trap: ${outcome.trap}`;
  }
  const asked = outcome.heard.filter(([what]) => what !== "drop");
  return asked.length === 0 ? undefined : `heard ${text(asked)}, and nobody is behind it`;
}

type PlanOf = Subject["plan"];

/** Every value of the type holds a handle. */
function needsHandle(id: number, plan: PlanOf): boolean {
  const { kind } = resolve(plan, id);
  switch (kind.k) {
    case "handle":
      return true;
    case "array":
      return needsHandle(kind.of, plan);
    case "record":
      return kind.fields.some((f) => needsHandle(f.type, plan));
    case "variant":
      return kind.cases.every((c) => c.type !== undefined && needsHandle(c.type, plan));
    default:
      return false;
  }
}

/** Short enough to be read. */
export function text(value: unknown): string {
  const whole = JSON.stringify(value, (_, of: unknown) =>
    typeof of === "bigint"
      ? `${of}n`
      : typeof of === "number" && !Number.isFinite(of)
        ? String(of)
        : Object.is(of, -0)
          ? "-0"
          : of,
  );
  if (whole === undefined) return "nothing";
  return whole.length > 400 ? `${whole.slice(0, 400)}…` : whole;
}
