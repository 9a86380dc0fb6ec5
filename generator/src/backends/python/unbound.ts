/** Functions that componentize-py leaves out of its bindings: those of imported interfaces that the world writes out in place. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, empty, type Fragment, symbol } from "../../emit/code.js";
import { call, printed } from "./lines.js";
import { sdkModule } from "./modules.js";
import { bindingOfGroup } from "./places.js";

const freeFunctions = (group: Group): readonly FuncPlan[] => group.functions.filter((fn) => fn.resource === undefined);

export const isUnbound = (group: Group): boolean =>
  group.direction === "import" && group.kind === "inline" && freeFunctions(group).length > 0;

export const unboundGroups = (cx: Context): readonly Group[] => cx.plan.groups.filter(isUnbound);

/** All at once and in the order of the world: their numbers are what is left by those that are bound. */
export function unbound(cx: Context): Fragment {
  const triples = unboundGroups(cx).flatMap((group) =>
    freeFunctions(group).map((fn) => {
      const fails = fn.outcome.kind === "result" ? "True" : "False";
      const parts = [`"${bindingOfGroup(group, cx.plan)}"`, `"${cx.names.func(fn)}"`, fails];
      return call(
        empty,
        parts.map((part) => call(code`${part}`)),
      );
    }),
  );
  const { alias, item } = sdkModule("unbound", cx);
  return printed(call(symbol(item, `${alias}.bind`), triples));
}
