/** The generated host of all our packages, as the guests' threads use it. */
import { bindExports, createImports, exportTable, type Hosts, importTable } from "../gen/index.js";
import type { GuestCalls, World } from "./world.js";

export function standardWorld(hosts: Hosts): World {
  return {
    importTable,
    exportTable,
    createImports: (rt) => createImports(rt, hosts),
    bindCalls: (rt, instance) =>
      callsOf(
        bindExports(rt, instance),
        exportTable.map((entry) => entry.name),
      ),
  };
}

/** The callers of a generated host by the names of the exports: its own objects are named after the interfaces. */
export function callsOf(bound: object, exportNames: readonly string[]): GuestCalls {
  const calls = new Map<string, (...args: readonly unknown[]) => unknown>();
  for (const name of exportNames) {
    const [module = "", field = ""] = name.split("#");
    const plain = module.replace(/@.*$/, "");
    const exports: unknown = Reflect.get(bound, camelCase(plain.slice(plain.lastIndexOf("/") + 1)));
    if (typeof exports !== "object" || exports === null) continue;
    const call: unknown = Reflect.get(exports, camelCase(field));
    if (typeof call === "function") calls.set(`${plain}#${field}`, (...args) => Reflect.apply(call, exports, args));
  }
  return calls;
}

function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
