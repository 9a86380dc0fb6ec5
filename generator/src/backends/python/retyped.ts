/** Modules of the bindings whose functions are not what their annotations say, or that have none: those that the SDK changes. */
import type { Group } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, type Fragment, symbol } from "../../emit/code.js";
import { groupChanges, runtime } from "./kinds.js";
import { importedModule, ownModule, sdkModule } from "./modules.js";
import { bindingOfGroup, moduleOf, modulePath, worldPath } from "./places.js";
import { isUnbound } from "./unbound.js";

/** What the SDK's module calls them. Nothing in WIT begins with an underscore. */
export const retyped = "_bindings";

export const isRetyped = (group: Group, cx: Context): boolean =>
  group.direction === "import" && (isUnbound(group) || groupChanges(group, cx));

/** The line that declares it; type checkers take it for anything. */
export function retypedLine(group: Group, cx: Context): Fragment {
  if (isUnbound(group)) {
    const { alias, item } = sdkModule("unbound", cx);
    return code`${retyped} = ${symbol(item, `${alias}.module`)}("${bindingOfGroup(group, cx.plan)}")`;
  }
  const { alias, item } = importedModule(group, cx);
  return code`${retyped} = ${runtime("changed", cx)}(${symbol(item, alias)})`;
}

/** The same from elsewhere. */
export function retypedModule(group: Group, cx: Context): Fragment {
  const { alias, item } = ownModule(moduleOf(group.kind === "world" ? worldPath : modulePath(group, cx)), cx);
  return symbol(item, `${alias}.${retyped}`);
}
