/** How much linear memory the demo app has at its start and after it was worked hard. */

import { startNode } from "../conformance/hosts/node.js";
import type { Subject } from "../conformance/subject.js";
import { loadSubject } from "../conformance/subject.js";

export interface Memory {
  readonly start: number;
  readonly end: number;
  /** Messages of 20 kB, and runs. */
  readonly messages: number;
  readonly runs: number;
}

const messages = 500;
const runs = 500;
let demo: Subject | undefined;

export async function memoryOf(wit: string, language: string, core: string): Promise<Memory> {
  demo ??= loadSubject("demo", wit, "app");
  const guest = { language, core, component: () => Promise.reject(new Error("a core module is enough")) };
  const { instance, memory } = await startNode(demo, guest);
  const start = memory.buffer.byteLength;
  const exported = (name: string) => {
    const fn = demo?.plan.groups.find((g) => g.direction === "export")?.functions.find((f) => f.name === name);
    if (fn === undefined) throw new Error(`the demo exports no ${name}`);
    return fn;
  };
  const module = "bench:demo/host@0.1.0";
  const ok = { tag: "ok" };
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
  const payload = new Uint8Array(20_000).fill(7);
  const call = async (name: string, args: readonly unknown[]): Promise<void> => {
    const outcome = await instance.call(exported(name), args, answers);
    if ("trap" in outcome) throw new Error(`${language}: ${name}: ${outcome.trap}`);
  };
  for (let i = 0; i < messages; i++) await call("on-message", ["sensors/temperature", payload]);
  for (let i = 0; i < runs; i++) await call("run", []);
  for (let i = 0; i < runs; i++) await call("on-timer", [i]);
  return { start, end: memory.buffer.byteLength, messages, runs };
}
