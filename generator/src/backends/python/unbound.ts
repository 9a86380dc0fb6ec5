/** Functions that componentize-py leaves out of its bindings: those of imported interfaces that the world writes out in place. */
import type { Group } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, type Fragment, symbol } from "../../emit/code.js";
import { call, printed } from "./lines.js";
import { importedModule, sdkModule } from "./modules.js";

const freeFunctions = (group: Group) => group.functions.filter((fn) => fn.resource === undefined);

export const isUnbound = (group: Group): boolean =>
  group.direction === "import" && group.kind === "inline" && freeFunctions(group).length > 0;

export const unboundGroups = (cx: Context): readonly Group[] => cx.plan.groups.filter(isUnbound);

/** All at once and in the order of the world: their numbers are what is left by those that are bound. */
export function unbound(cx: Context): Fragment {
  const triples = unboundGroups(cx).flatMap((group) => {
    const { alias, item } = importedModule(group, cx);
    return freeFunctions(group).map((fn) => {
      const fails = fn.outcome.kind === "result" ? "True" : "False";
      return call(code``, [call(symbol(item, alias)), call(code`"${cx.names.func(fn)}"`), call(code`${fails}`)]);
    });
  });
  const { alias, item } = sdkModule("unbound", cx);
  return printed(call(symbol(item, `${alias}.bind`), triples));
}
