/** Exported interfaces and the classes that the bindings look for behind them. */
import type { Group } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { free } from "./names.js";
import { bindingOfGroup, bindings, className } from "./places.js";

/** Interfaces that are functions only; an app writes the classes of its own resources itself. */
export const isPlain = (group: Group): boolean => group.resources.length === 0;

export const exportedGroups = (cx: Context): readonly Group[] =>
  cx.plan.groups.filter((g) => g.direction === "export" && (g.functions.length > 0 || g.resources.length > 0));

/** The bindings' class of an exported interface, or of the world's own functions. */
export const exportClass = (group: Group, cx: Context): string =>
  group.kind === "world" ? className(bindings) : free(className(bindingOfGroup(group, cx.plan)));
