/** What a generated host gives for one instance; the rest of the thread does not care which WIT it came from. */
import type { ExportEntry, GuestInstance, ImportEntry, ImportObject, InstanceRuntime } from "../rt/index.js";

export interface World {
  readonly importTable: readonly ImportEntry[];
  readonly exportTable: readonly ExportEntry[];
  /** The guarded imports of one instance, over the implementations of its container. */
  createImports(rt: InstanceRuntime): ImportObject;
  /** Calls of exports by name, without versions: `ocre:app/lifecycle#on-start`. */
  bindCalls(rt: InstanceRuntime, instance: GuestInstance): GuestCalls;
}

/** The exports of an app that the host calls; those it does not have are missing. */
export type GuestCalls = ReadonlyMap<string, (...args: readonly unknown[]) => unknown>;
