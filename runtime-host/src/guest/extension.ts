/** `--with MODULE`: a user's own generated host and the implementations behind it, beside ours. */
import type { GuestInstance, ImportEntry, ImportObject, InstanceRuntime } from "../rt/index.js";
import type { World } from "./world.js";

/** What an implementation may know of the container that it serves. */
export interface ExtensionContainer {
  readonly name: string;
  log(message: string): void;
}

/**
 * The exports of such a module.
 *
 * @example
 * import * as host from "./generated/index.js";
 * export { host };
 * export const implement = (container) => ({ relays: new Relays(container.name) });
 */
export interface HostExtension {
  /** What `ocrekit generate host-ts` wrote: its `index.js`. */
  readonly host: GeneratedHost;
  /** The implementations for one container: the `Hosts` of the generated host. Called on the container's thread. */
  implement(container: ExtensionContainer): object;
}

export interface GeneratedHost {
  readonly importTable: readonly ImportEntry[];
  createImports(rt: InstanceRuntime, hosts: object): ImportObject;
}

/** A module that is not what `--with` takes. */
export class ExtensionError extends Error {
  override readonly name = "ExtensionError";
}

export async function loadExtension(url: string): Promise<HostExtension> {
  const module: Readonly<Record<string, unknown>> = await import(url);
  const { host, implement } = module;
  if (!isGeneratedHost(host)) throw new ExtensionError("it exports no 'host': the index of a generated host");
  if (typeof implement !== "function") throw new ExtensionError("it exports no function 'implement'");
  return {
    host,
    implement: (container) => {
      const hosts: unknown = Reflect.apply(implement, undefined, [container]);
      if (typeof hosts !== "object" || hosts === null)
        throw new ExtensionError("'implement' returned no implementations");
      return hosts;
    },
  };
}

/** Everything that an app may import: ours wins, because an extension must not stand in for it. */
export function extendedTable(ours: readonly ImportEntry[], extension: HostExtension): readonly ImportEntry[] {
  const modules = new Set(ours.map((entry) => entry.module));
  return [...ours, ...extension.host.importTable.filter((entry) => !modules.has(entry.module))];
}

export function extendedWorld(world: World, extension: HostExtension, container: ExtensionContainer): World {
  const { host } = extension;
  return {
    importTable: extendedTable(world.importTable, extension),
    exportTable: world.exportTable,
    createImports: (rt) => ({ ...host.createImports(rt, extension.implement(container)), ...world.createImports(rt) }),
    bindCalls: (rt: InstanceRuntime, instance: GuestInstance) => world.bindCalls(rt, instance),
  };
}

function isGeneratedHost(value: unknown): value is GeneratedHost {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(Reflect.get(value, "importTable")) && typeof Reflect.get(value, "createImports") === "function";
}
