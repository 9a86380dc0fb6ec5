/** What the suite asks of a host: start a guest, call an export with an answer for the import behind it, tell what happened. */
import type { FuncPlan } from "ocrekit/abi";
import type { Subject } from "../subject.js";

/** A guest as a host takes it: a core module, or (of languages that make nothing else) a component. */
export interface Guest {
  readonly language: string;
  /** Path of the core module; absent for languages that make components only. */
  readonly core?: string;
  /** Path of the component, made when it is asked for. */
  component(): Promise<string>;
}

/** What a host did on behalf of the guest: `[module name, ...arguments]` of an import, or `["drop", name]` of an object. */
export type Heard = readonly unknown[];

export type Outcome =
  | { readonly heard: readonly Heard[]; readonly returned: unknown }
  /** The guest cannot be called any more. */
  | { readonly heard: readonly Heard[]; readonly trap: string };

/** Answers of imports by `module name`, in the notation of `values.ts`; on hosts in JavaScript also functions of the arguments. */
export type Answers = ReadonlyMap<string, unknown>;

export interface Instance {
  call(fn: FuncPlan, args: readonly unknown[], answers: Answers): Promise<Outcome>;
  /** The host gives up an object of the guest. */
  drop(name: string): Promise<readonly Heard[]>;
  close(): Promise<void>;
}

/** The host's own tool gave up on a component that another engine takes: nothing is said about the guest. */
export class HostGaveUp extends Error {}

export interface StartOptions {
  /** Most bytes of linear memory, where the host can limit them. */
  readonly memory?: number;
  /** Scopes are refused instead of granted, where the host knows permissions. */
  readonly refuses?: boolean;
}

export interface Host {
  readonly id: "node" | "jco" | "wasmtime";
  readonly title: string;
  /** Runs components, not core modules. */
  readonly components: boolean;
  /** Has guards of its own; elsewhere the implementation answers as a guard would. */
  readonly guards: boolean;
  /** Why it cannot run here. */
  missing(): string | undefined;
  start(subject: Subject, guest: Guest, options?: StartOptions): Promise<Instance>;
  close(): Promise<void>;
}

/** How imports are called in `Heard` and `Answers`. */
export const importKey = (fn: FuncPlan): string => `${fn.core.module} ${fn.core.field}`;

/** How exports are found: module and canonical name. */
export function exportModule(subject: Subject, fn: FuncPlan): string {
  const group = subject.plan.groups.find((g) => g.direction === "export" && g.functions.includes(fn));
  if (group === undefined) throw new Error(`${fn.name} is no export`);
  return group.module;
}
