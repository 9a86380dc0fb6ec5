/** Names of one letter that looks like a digit: linters warn of them, but they are those of the WIT. */
import type { Context } from "../../backend/contract.js";
import { exportClass, exportedGroups } from "./groups.js";

const letters = /^[lOI]$/;

/** A line for the head of a file, when the plan has such a name. */
export function lookalikeNotice(cx: Context): string {
  const { plan, names } = cx;
  const functions = plan.groups.flatMap((group) => group.functions);
  const all = [
    ...exportedGroups(cx).map((group) => exportClass(group, cx)),
    ...functions.flatMap((fn) => [names.func(fn), ...fn.params.map((_, i) => names.param(fn, i))]),
    ...plan.resources.map(({ id }) => names.resource(id)),
    ...plan.types.flatMap(({ id, name, kind }) => [
      ...(name === undefined ? [] : [names.type(id)]),
      ...(kind.k === "record" && kind.shape === "record" ? kind.fields.map((_, i) => names.member(id, i)) : []),
    ]),
  ];
  return all.some((name) => letters.test(name)) ? "# ruff: noqa: E741, E742, E743" : "";
}
