/** How much linear memory the demo app has at its start and after it was worked hard. */
import type { Instance } from "../conformance/hosts/host.js";
import { startJco } from "../conformance/hosts/jco.js";
import { startNode } from "../conformance/hosts/node.js";
import { loadSubject, type Subject } from "../conformance/subject.js";
import type { BenchApp } from "./apps.js";
import type { Made } from "./guests.js";

export interface Memory {
  readonly start: number;
  readonly end: number;
  /** Messages of 20 kB, and as many of `run` and of `on-timer`. */
  readonly times: number;
}

const module = "bench:demo/host@0.1.0";
const ok = { tag: "ok" };
/** What the host answers: a file, and one pin that is denied. */
const answers = new Map<string, unknown>([
  [`${module} log`, undefined],
  [
    `${module} [static]pin.open`,
    (port: unknown) => (port === 0 ? { tag: "ok", val: { handle: "pin" } } : { tag: "err", val: "not-permitted" }),
  ],
  [`${module} [method]pin.write`, ok],
  [`${module} read-file`, { tag: "ok", val: [...new TextEncoder().encode("a=1\nb=2\n")] }],
  [`${module} publish`, ok],
]);

let subject: Subject | undefined;

interface Running {
  readonly instance: Instance;
  bytes(): number;
}

/** A core module on our host; of a component under jco, the memories of all modules in it. */
async function start(of: Subject, { path, makes }: Made, language: string): Promise<Running> {
  const component = () => Promise.resolve(path);
  if (makes === "core") {
    const { instance, memory } = await startNode(of, { language, core: path, component });
    return { instance, bytes: () => memory.buffer.byteLength };
  }
  const memories = new Set<WebAssembly.Memory>();
  const instance = await startJco(of, { language, component }, ({ exports }) => {
    for (const value of Object.values(exports)) if (value instanceof WebAssembly.Memory) memories.add(value);
  });
  return { instance, bytes: () => [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0) };
}

/** `title` is for messages. */
export async function memoryOf({ wit, world }: BenchApp, title: string, made: Made, times = 500): Promise<Memory> {
  subject ??= loadSubject("demo", wit, world);
  const { plan } = subject;
  const { instance, bytes } = await start(subject, made, title);
  const call = async (name: string, args: readonly unknown[]): Promise<number> => {
    const fn = plan.groups.find((g) => g.direction === "export")?.functions.find((f) => f.name === name);
    if (fn === undefined) throw new Error(`the demo exports no ${name}`);
    const outcome = await instance.call(fn, args, answers);
    if ("trap" in outcome) throw new Error(`${title}: ${name}: ${outcome.trap}`);
    return outcome.heard.length;
  };
  const before = bytes();
  const payload = new Uint8Array(20_000).fill(7);
  // What an app does not do costs it nothing: all of them have to make the same calls.
  const heard = new Set<string>();
  for (let i = 0; i < times; i++) heard.add(`message ${await call("on-message", ["sensors/temperature", payload])}`);
  for (let i = 0; i < times; i++) heard.add(`run ${await call("run", [])}`);
  for (let i = 0; i < times; i++) heard.add(`timer ${await call("on-timer", [i])}`);
  const said = [...heard].join(", ");
  if (said !== expected) throw new Error(`${title} made other calls than the rest: ${said}`);
  return { start: before, end: bytes(), times };
}

/** Publish; log, open, write, drop, open, log, read, publish; log. */
const expected = "message 1, run 8, timer 1";
