/** Names of core imports and exports. @see Component Model, "wit-component name mangling" as wit-bindgen emits it */
import type { PackageName } from "../graph/model.js";
import type { CoreName, Direction } from "./plan-model.js";

/** The module of functions and resources that a world imports without an interface. */
export const rootModule = "$root";

/** `ns:pkg/iface@1.2.3`; the version stays whole. */
export function interfaceModule(pkg: PackageName, name: string): string {
  return `${pkg.namespace}:${pkg.name}/${name}${pkg.version === undefined ? "" : `@${pkg.version}`}`;
}

export function functionName(direction: Direction, module: string, func: string): CoreName {
  if (direction === "import") return { module, field: func };
  return { module: "", field: module === rootModule ? func : `${module}#${func}` };
}

export const postReturnName = (exported: string): string => `cabi_post_${exported}`;

export function dropName(direction: Direction, module: string, resource: string): CoreName {
  return { module: direction === "import" ? module : `[export]${module}`, field: `[resource-drop]${resource}` };
}

export function intrinsicNames(module: string, resource: string): { readonly make: CoreName; readonly rep: CoreName } {
  return {
    make: { module: `[export]${module}`, field: `[resource-new]${resource}` },
    rep: { module: `[export]${module}`, field: `[resource-rep]${resource}` },
  };
}

export const destructorName = (module: string, resource: string): string => `${module}#[dtor]${resource}`;
