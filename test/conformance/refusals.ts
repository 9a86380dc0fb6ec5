/** Refused calls and values that are too large: what is declared for them arrives, and the guest or at least the host lives on. */
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { FuncPlan, Plan } from "ocrekit/abi";
import { readModule } from "ocrekit/wasm";
import { boundarySamples, type Case } from "./cases.js";
import { type Guest, type Host, importKey, type StartOptions } from "./hosts/host.js";
import { type CaseResult, Restarting, text } from "./run-case.js";
import type { Subject } from "./subject.js";
import { resolve } from "./values.js";

interface Refusable {
  readonly name: string;
  readonly of: Case;
  readonly twin: FuncPlan;
}

/** What is tried of the functions that need a grant, beside values. */
export const refusable = (cases: readonly Case[]): readonly Refusable[] =>
  cases.flatMap((of) =>
    of.behaviour.kind === "echo" && of.behaviour.twin.directives?.guard?.kind === "requires"
      ? [{ name: `${of.name} (refused)`, of, twin: of.behaviour.twin }]
      : [],
  );

/** Guarded functions without any grant. A host without guards has an implementation that refuses. */
export async function runRefusals(
  cases: readonly Case[],
  subject: Subject,
  guest: Guest,
  host: Host,
): Promise<readonly CaseResult[]> {
  const instance = new Restarting(host, subject, guest, { refuses: true });
  const results: CaseResult[] = [];
  for (const { name, of, twin } of refusable(cases)) {
    const refusal = refusalOf(twin, subject.plan);
    let problem: string | undefined;
    const samples = boundarySamples(of, subject.plan);
    for (const { args } of samples) {
      const outcome = await instance.call(of.fn, args, new Map([[importKey(twin), refusal]]));
      const asked = host.guards ? [] : [[importKey(twin), ...args]];
      if ("trap" in outcome) problem ??= `trap: ${outcome.trap}`;
      else if (!isDeepStrictEqual(outcome.heard, asked)) problem ??= `heard ${text(outcome.heard)}`;
      else if (!isDeepStrictEqual(outcome.returned, refusal))
        problem ??= `returned ${text(outcome.returned)} instead of ${text(refusal)}`;
    }
    results.push({ name, calls: samples.length, ...(problem === undefined ? {} : { problem }) });
  }
  await instance.close();
  return results;
}

/** `denied` where the result has it. */
function refusalOf(fn: FuncPlan, plan: Plan): unknown {
  const type = fn.result === undefined ? undefined : resolve(plan, fn.result);
  if (type?.kind.k !== "variant") throw new Error(`${fn.name} cannot be refused`);
  return type.kind.shape === "enum" ? "denied" : { tag: "err", val: "denied" };
}

const mebibyte = 1 << 20;

/** What is tried of limits, beside values. */
export const limitTries = [
  "limits.text (too large an argument)",
  "limits.text (too large an answer)",
  "limits.small (afterwards)",
] as const;

/** A text of 16 MiB, then a small call: passed or refused, but neither garbled nor a host that went down with it. */
export async function runLimits(
  cases: readonly Case[],
  subject: Subject,
  guest: Guest,
  host: Host,
): Promise<readonly CaseResult[]> {
  const found = (name: string): Case => {
    const of = cases.find((c) => c.fn.name === name);
    if (of === undefined) throw new Error(`the limits have no ${name}`);
    return of;
  };
  const large = found("text");
  const small = found("small");
  const options = memoryCap(guest);
  const instance = new Restarting(host, subject, guest, options);
  const twin = (of: Case): string => (of.behaviour.kind === "echo" ? importKey(of.behaviour.twin) : "");
  const before = await instance.call(small.fn, [1], new Map([[twin(small), 2]]));
  const long = "x".repeat(16 * mebibyte);
  const outcome = await instance.call(large.fn, [long], new Map([[twin(large), "short"]]));
  const capped = host.id === "node" || (host.id === "wasmtime" && options.memory !== undefined);
  const answer = await instance.call(large.fn, ["short"], new Map([[twin(large), long]]));
  const after = await instance.call(small.fn, [3], new Map([[twin(small), 4]]));
  await instance.close();
  const passed = (of: typeof outcome, back: string, into: string): boolean =>
    !("trap" in of) && of.returned === back && isDeepStrictEqual(of.heard, [[twin(large), into]]);
  const result = (name: string, problem: string | undefined): CaseResult => ({
    name,
    calls: 1,
    ...(problem === undefined ? {} : { problem }),
  });
  const verdict = (of: typeof outcome, isPassed: boolean): string | undefined => {
    if ("trap" in of) return undefined;
    if (capped) return "passed, although it is more than the limit";
    return isPassed ? undefined : `garbled: ${text(of).slice(0, 200)}`;
  };
  return [
    result(limitTries[0], verdict(outcome, passed(outcome, "short", long))),
    result(limitTries[1], verdict(answer, passed(answer, long, "short"))),
    result(
      limitTries[2],
      "returned" in before && before.returned === 2 && "returned" in after && after.returned === 4
        ? undefined
        : `before ${text(before)}, afterwards ${text(after)}`,
    ),
  ];
}

/** What the module begins with, and a little to live on; a component of many modules has no such number. */
function memoryCap(guest: Guest): StartOptions {
  if (guest.core === undefined) return {};
  const pages = Number(readModule(new Uint8Array(readFileSync(guest.core))).memories[0]?.limits.min ?? 0n);
  return { memory: pages * 65_536 + 6 * mebibyte };
}
