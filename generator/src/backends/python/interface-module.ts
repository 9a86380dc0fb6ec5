/** The module of an interface: types of the bindings under their own names or the SDK's, and functions that raise. */
import type { FuncPlan, Group, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, type Fragment, join, lines, symbol } from "../../emit/code.js";
import { imported } from "./functions.js";
import { functionKind, groupChanges, isOwnClass, runtime } from "./kinds.js";
import { call, printed } from "./lines.js";
import { typesModule, worldModule } from "./modules.js";
import { pascal } from "./names.js";
import { ownType, ownTypes } from "./own-types.js";
import { moduleOf, modulePath, sideOf, worldPath } from "./places.js";
import { adopted } from "./resources.js";
import { isRetyped, retyped, retypedLine } from "./retyped.js";
import { declared } from "./types.js";

export function interfaceModule(group: Group, cx: Context): Fragment {
  const here = moduleOf(group.kind === "world" ? worldPath : modulePath(group, cx));
  const types = ownTypes(here, cx).map((type) => ownType(type, here, cx));
  // What an app exports is called by nobody here; only its types are.
  const parts =
    group.direction === "export" ? [lines(aliasesOf(group, cx)), ...types] : withFunctions(group, types, here, cx);
  return join(
    parts.filter((part) => part.text !== ""),
    "\n\n\n",
  );
}

/** Types of an interface that is only exported, for the app's handlers: `StartReason = ocre_app_lifecycle.StartReason`. */
function aliasesOf(group: Group, cx: Context): readonly Fragment[] {
  const home = { package: group.package, interface: group.name, module: group.module, exported: false };
  if (sideOf(home, cx.plan) !== "exports") return [];
  return ownNames(group, cx).map((name) => code`${name} = ${declared({ home }, name, cx)}`);
}

export const hasAliases = (group: Group, cx: Context): boolean => aliasesOf(group, cx).length > 0;

function withFunctions(group: Group, types: readonly Fragment[], here: string, cx: Context): readonly Fragment[] {
  const home = { package: group.package, interface: group.name, module: group.module, exported: false };
  const module = group.kind === "world" ? worldModule(cx) : typesModule(home, cx);
  const theirs = (name: string): Fragment => symbol(module.item, `${module.alias}.${name}`);
  const free = group.functions.filter((fn) => fn.resource === undefined);
  // Those of a world have no class; one that an app could have an object of is refused.
  const resources = (group.kind === "world" ? [] : group.resources).map((id) => ({
    resource: cx.resource(id),
    raw: theirs(pascal(cx.resource(id).name)),
    functions: group.functions.filter((fn) => fn.resource === id),
  }));
  const aliases = ownNames(group, cx).map((name) => code`${name} = ${theirs(name)}`);
  const convert = (owner: Fragment, fn: FuncPlan): Fragment => {
    const name = fn.kind === "constructor" ? "__init__" : cx.names.func(fn);
    return printed(call(runtime("convert", cx), [call(owner), call(code`"${name}"`), functionKind(fn, cx, here)]));
  };
  const opened = isRetyped(group, cx) ? [retypedLine(group, cx)] : [];
  const converted = !groupChanges(group, cx)
    ? []
    : [
        ...free.map((fn) => convert(code`${retyped}`, fn)),
        ...resources.flatMap(({ raw, functions }) => functions.map((fn) => convert(raw, fn))),
      ];
  const head = group.kind === "world" ? [] : aliases;
  const statements =
    types.length === 0
      ? [lines([...head, ...opened, ...converted])]
      : [lines(head), ...types, lines([...opened, ...converted])];
  return [
    ...statements,
    ...resources.map(({ resource, raw, functions }) => adopted(resource, raw, functions, { module: here }, cx)),
    ...free.map((fn) => imported(cx.func(fn), group, { module: here })),
  ];
}

/** Classes of the bindings that need no other form. */
function ownNames(group: Group, cx: Context): readonly string[] {
  const own = cx.plan.types.filter(
    (type) => type.name !== undefined && type.home?.module === group.module && !type.home.exported,
  );
  return own.flatMap((type) => (isOwnClass(type, cx) ? [] : classesOf(type, cx)));
}

function classesOf({ id, kind }: TypePlan, cx: Context): readonly string[] {
  const name = cx.names.type(id);
  switch (kind.k) {
    case "flags":
      return [name];
    case "record":
      return kind.shape === "tuple" ? [] : [name];
    case "variant":
      if (kind.shape === "enum") return [name];
      return kind.shape === "variant" ? [name, ...kind.cases.map((c) => `${name}_${pascal(c.name)}`)] : [];
    default:
      return [];
  }
}
