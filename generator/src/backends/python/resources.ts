/** Imported resources as classes to read: every method with its signature, its permission and its errors. */
import type { FuncPlan, Group, ResourcePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, type Fragment, paragraphs, symbol } from "../../emit/code.js";
import { docFacts } from "../../emit/docs.js";
import { docstring } from "./docstring.js";
import { signature } from "./functions.js";
import { future } from "./lines.js";
import { builtin } from "./modules.js";
import { pascal } from "./names.js";
import { ours, type Where } from "./types.js";

/** For the head of a module; nothing for one without such classes. */
export const adoptingNotice = ({ direction, kind, resources }: Group): string =>
  direction === "export" || kind === "world" || resources.length === 0
    ? ""
    : `# Methods here say what those of the bindings do under \`adopted\`: an error is raised, and so is a status.
# mypy: disable-error-code="empty-body, override"`;

/** It derives from the bindings' class `raw`, and is that class when the app runs: see `adopted` in calls.py. */
export function adopted(
  resource: ResourcePlan,
  raw: Fragment,
  functions: readonly FuncPlan[],
  where: Where,
  cx: Context,
): Fragment {
  const docs = docstring(resource.docs);
  const said = docs.text === "" && functions.length === 0 ? docstring("Nothing to call.") : docs;
  return code`
    @${ours("adopted", cx)}
    class ${symbol(future, pascal(resource.name))}(${raw}):
        ${paragraphs([said, ...functions.map((fn) => method(fn, where, cx))])}`;
}

function method(fn: FuncPlan, where: Where, cx: Context): Fragment {
  const docs = docstring(fn.docs, docFacts(fn.directives));
  const isStatic = fn.kind === "static";
  const head = signature(cx.func(fn), isStatic ? "cls" : "self", where, 4, docs.text === "" ? " ..." : "");
  return code`
    ${isStatic ? code`@${builtin("classmethod", cx)}` : ""}
    ${head}
        ${docs}
        ${docs.text === "" ? "" : "..."}`;
}
