/** Bases of the classes behind exported interfaces: what their methods are given and return is converted. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, type Fragment, join, paragraphs, symbol } from "../../emit/code.js";
import { exportClass, exportedGroups } from "./groups.js";
import { functionKind, groupChanges, runtime } from "./kinds.js";
import { printed } from "./lines.js";
import { sdkModule } from "./modules.js";
import { pascal } from "./names.js";

/** Those that need a base. */
export const basedGroups = (cx: Context): readonly Group[] => exportedGroups(cx).filter((g) => groupChanges(g, cx));

/** What a class of the group derives from, `owner` being a resource; nothing when its values are the bindings' own. */
export function baseOf(group: Group, cx: Context, owner?: string): Fragment | undefined {
  if (!groupChanges(group, cx)) return undefined;
  const { alias, item } = sdkModule("exports", cx);
  return symbol(item, `${alias}.${exportClass(group, cx)}${owner === undefined ? "" : `.${owner}`}`);
}

export function exportBases(cx: Context): Fragment {
  return join(
    basedGroups(cx).map((group) => base(group, cx)),
    "\n\n\n",
  );
}

function base(group: Group, cx: Context): Fragment {
  const free = group.functions.filter((fn) => fn.resource === undefined);
  const resources = group.resources.map((id) => {
    const functions = group.functions.filter((fn) => fn.resource === id);
    return code`
      class ${pascal(cx.resource(id).name)}(${runtime("Exported", cx)}):
          """A class of the app derives from this one."""

          ${table(functions, cx, 12)}`;
  });
  return code`
    class ${exportClass(group, cx)}(${runtime("Exported", cx)}):
        """A class of the app derives from this one."""

        ${paragraphs([table(free, cx, 8), ...resources])}`;
}

/** `indent`: the column of an entry. */
function table(functions: readonly FuncPlan[], cx: Context, indent: number): Fragment {
  const entries = functions.map((fn) => {
    const name = fn.kind === "constructor" ? "__init__" : cx.names.func(fn);
    const made = printed(functionKind(fn, cx), `"${name}": `, indent, true);
    return { text: `    ${made.text.replaceAll("\n", "\n    ")},`, imports: made.imports };
  });
  if (entries.length === 0) return code``;
  return { text: `_functions = {\n${join(entries, "\n").text}\n}`, imports: entries.flatMap((e) => e.imports) };
}
