/** Modules of the bindings whose functions are not what their annotations say, or that have none. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, type Fragment, symbol } from "../../emit/code.js";
import type { TypeId } from "../../ids.js";
import { groupChanges } from "./kinds.js";
import { importedModule, ownModule, sdkModule } from "./modules.js";
import { bindingOfGroup, moduleOf, modulePath, worldPath } from "./places.js";
import { ours } from "./types.js";
import { isUnbound } from "./unbound.js";

/** What the SDK's module calls them. Nothing in WIT begins with an underscore. */
export const retyped = "_bindings";

/** Those whose functions the SDK changes or makes. */
export const isChanged = (group: Group, cx: Context): boolean =>
  group.direction === "import" && (isUnbound(group) || groupChanges(group, cx));

export const isRetyped = (group: Group, cx: Context): boolean =>
  group.direction === "import" &&
  (isChanged(group, cx) || group.functions.some((fn) => fn.resource === undefined && isNarrowed(fn, cx)));

/** What it answers is of the SDK's class of a resource, or a list holds such, which is no list of the bindings' class. */
const isNarrowed = (fn: FuncPlan, cx: Context): boolean =>
  holdsHandle(fn.result, cx) ||
  fn.params.some(({ type }) => cx.resolved(type).kind.k !== "handle" && holdsHandle(type, cx));

/** Classes of records and variants are the bindings' own, whatever they hold. */
function holdsHandle(id: TypeId | undefined, cx: Context): boolean {
  if (id === undefined) return false;
  const { kind, name } = cx.resolved(id);
  switch (kind.k) {
    case "handle":
      return true;
    case "list":
    case "array":
      return holdsHandle(kind.of, cx);
    case "record":
      return (kind.shape === "tuple" || name === undefined) && kind.fields.some((f) => holdsHandle(f.type, cx));
    case "variant":
      return kind.shape !== "variant" && kind.cases.some((c) => holdsHandle(c.type, cx));
    default:
      return false;
  }
}

/** The line that declares it; type checkers take it for anything. */
export function retypedLine(group: Group, cx: Context): Fragment {
  if (isUnbound(group)) {
    const { alias, item } = sdkModule("unbound", cx);
    return code`${retyped} = ${symbol(item, `${alias}.module`)}("${bindingOfGroup(group, cx.plan)}")`;
  }
  const { alias, item } = importedModule(group, cx);
  return code`${retyped} = ${ours("changed", cx)}(${symbol(item, alias)})`;
}

/** The same from elsewhere. */
export function retypedModule(group: Group, cx: Context): Fragment {
  const { alias, item } = ownModule(moduleOf(group.kind === "world" ? worldPath : modulePath(group, cx)), cx);
  return symbol(item, `${alias}.${retyped}`);
}
