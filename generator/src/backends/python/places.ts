/** Modules: those of the bindings, whose names the build pins, and ours over them. */
import type { Group, Plan, TypeHome } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { free, snake } from "./names.js";

/** The bindings' package. */
export const bindings = "wit_world";

/** `ocre:gpio/lines@0.1.0`; an inline interface's bare name. */
export interface Face {
  readonly id: string;
  readonly name: string;
}

export function faceOf(home: Pick<TypeHome, "package" | "interface" | "module">): Face {
  const { namespace, name, version } = home.package;
  const bare = home.module === "$root" || !home.module.includes(":");
  const id = bare
    ? home.interface
    : `${namespace}:${name}/${home.interface}${version === undefined ? "" : `@${version}`}`;
  return { id, name: home.interface };
}

export const faceOfGroup = (group: Group): Face => faceOf({ ...group, interface: group.name });

/** What the bindings call the interface: `ocre_gpio_lines`; with the version when a plan holds two. */
export function bindingName({ package: pkg, interface: name, module }: Omit<TypeHome, "exported">, plan: Plan): string {
  if (!module.includes(":")) return free(snake(name));
  const versions = new Set(
    plan.groups
      .filter((g) => g.package.namespace === pkg.namespace && g.package.name === pkg.name)
      .map((g) => g.package.version ?? ""),
  );
  const version =
    versions.size > 1 && pkg.version !== undefined ? `_${pkg.version.replaceAll(/[^0-9A-Za-z]/g, "_")}` : "";
  return `${snake(pkg.namespace)}_${snake(pkg.name)}${version}_${snake(name)}`;
}

export const bindingOfGroup = (group: Group, plan: Plan): string =>
  bindingName({ package: group.package, interface: group.name, module: group.module }, plan);

/** `OcreGpioLines`: the class behind an exported interface. */
export const className = (binding: string): string =>
  binding
    .split("_")
    .map((w) => w.slice(0, 1).toUpperCase() + w.slice(1))
    .join("");

/** Where the bindings declare the types of an interface: beside its imports when the world has those. */
export function sideOf(home: Omit<TypeHome, "exported">, plan: Plan): "imports" | "exports" {
  const same = plan.groups.filter((g) => g.name === home.interface && g.package === home.package && g.kind !== "world");
  return same.some((g) => g.direction === "import") || same.length === 0 ? "imports" : "exports";
}

/** Our own module of an imported interface: `sdk/ocre/gpio/lines.py`. */
export function modulePath(group: Pick<Group, "module" | "name" | "package">, cx: Context): string {
  if (!group.module.includes(":")) return `sdk/inlined/${free(snake(group.name))}.py`;
  const { namespace, name, version } = group.package;
  const several = cx.plan.groups.some(
    (g) => g.package.namespace === namespace && g.package.name === name && g.package.version !== version,
  );
  const suffix = several && version !== undefined ? `_${version.replaceAll(/[^0-9A-Za-z]/g, "_")}` : "";
  return `sdk/${own(free(snake(namespace)))}/${free(snake(name) + suffix)}/${free(snake(group.name))}.py`;
}

/** Modules of the SDK itself. */
const taken = new Set([
  "aio",
  "callbacks",
  "calls",
  "events",
  "exports",
  "handlers",
  "inlined",
  "kinds",
  "lines",
  "log",
  "released",
  "requests",
  "timers",
  "topics",
  "unbound",
  "world",
]);
const own = (name: string): string => (taken.has(name) ? `${name}_` : name);

export const worldPath = "sdk/world.py";

/** `sdk.ocre.gpio.lines` of its file. */
export const moduleOf = (path: string): string => path.replace(/\.py$/, "").replaceAll("/", ".");

/** The module of ours that declares what a type of the interface is for the app: `sdk.ocre.gpio.lines`. */
export function ownPlace(home: TypeHome | undefined, cx: Context): string {
  if (home === undefined) throw new Error("a type without a name has no module");
  return home.module === "$root" ? moduleOf(worldPath) : moduleOf(modulePath({ ...home, name: home.interface }, cx));
}
