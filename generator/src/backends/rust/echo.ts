/** Stubs that pass everything on to the imported interface of the same name; the app's objects stand for imported handles. */
import type { FuncPlan, ResourcePlan } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { code, commas, empty, type Fragment, lines } from "../../emit/code.js";
import type { ResourceId, TypeId } from "../../ids.js";
import { convert, sameShape } from "./convert.js";
import { homeModule, homeOf } from "./places.js";
import { isObject } from "./statements.js";
import { isExported, type ParamForm, paramForm, resourceRef } from "./types.js";

/** The imported resource of the same declaration. */
export const importedTwin = (resource: ResourcePlan, cx: Context): ResourcePlan | undefined =>
  cx.plan.resources.find((r) => r.direction === "import" && r.typeDef === resource.typeDef);

/** The app's type behind an exported resource. */
export function objectName(id: ResourceId, cx: Context): string {
  const base = (of: ResourceId): string => `${cx.names.resource(of).replace(/_$/, "")}Object`;
  const name = base(id);
  const same = cx.plan.resources.filter((r) => r.direction === "export" && base(r.id) === name);
  const index = same.findIndex((r) => r.id === id);
  return index === 0 ? name : `${name}${index + 1}`;
}

export function echoObject(resource: ResourcePlan, cx: Context): Fragment {
  const twin = importedTwin(resource, cx);
  if (twin === undefined) throw new Error("an object stands for an imported handle");
  const name = objectName(resource.id, cx);
  const inner = resourceRef(twin.id, cx);
  return code`
    struct ${name}(${inner});

    impl ${name} {
        #[allow(dead_code)]
        #[rustfmt::skip]
        fn take(handle: ${resourceRef(resource.id, cx)}) -> ${inner} {
            sdk::handle::own(sdk::handle::give(&handle.get::<Self>().0))
        }
    }`;
}

export interface Echo {
  readonly body: Fragment;
  /** Whether values change their type on the way. */
  readonly converts: boolean;
}

/** The call of the import with the same name and shape; else the first parameter that fits the result. */
export function echo(cx: FuncContext, all: Context): Echo | undefined {
  const { fn, group } = cx;
  const target = targetOf(cx, all);
  if (target === undefined) {
    const index = fn.params.findIndex((p) => p.type === fn.result && fn.kind !== "constructor");
    const { hasBorrow } = fn.result === undefined ? { hasBorrow: true } : all.type(fn.result);
    if (index < (fn.kind === "method" ? 1 : 0) || hasBorrow) return undefined;
    const name = all.names.param(fn, index);
    const others = fn.params.map((_, i) => all.names.param(fn, i)).filter((n, i) => n !== name && !isSelf(fn, i));
    return { body: lines([...others.map((n) => `let _ = ${n};`), name]), converts: false };
  }
  const own = fn.kind === "method" ? 1 : 0;
  const args = fn.params
    .slice(own)
    .map((p, i) => argument(all.names.param(fn, i + own), p.type, target.params[i + own]?.type ?? p.type, cx, all));
  const twin = target.resource === undefined ? undefined : resourceRef(target.resource, all);
  const name = all.names.func(target);
  const importGroup = all.plan.groups.find((g) => g.functions.includes(target)) ?? group;
  const path = homeModule(homeOf(importGroup, all), all).replace(/^crate/, "sdk");
  const call =
    fn.kind === "method"
      ? code`self.0.${name}(${commas(args)})`
      : twin !== undefined
        ? code`${twin}::${name}(${commas(args)})`
        : code`${path}::${name}(${commas(args)})`;
  const same = fn.result === target.result;
  const converts = args.some(({ text }) => text.includes("|")) || !same || call.text.length > 60;
  if (fn.kind === "constructor")
    return { body: fn.outcome.kind === "result" ? code`${call}.map(Self)` : code`Self(${call})`, converts };
  if (fn.result === undefined || target.result === undefined) return { body: code`${call};`, converts };
  return { body: same ? call : convert(call, target.result, fn.result, all), converts };
}

const isSelf = (fn: FuncPlan, index: number): boolean => fn.kind === "method" && index === 0;

function targetOf({ fn, group }: FuncContext, cx: Context): FuncPlan | undefined {
  for (const other of cx.plan.groups) {
    if (other.direction !== "import" || other.module !== group.module) continue;
    const target = other.functions.find((f) => f.name === fn.name);
    if (target === undefined) continue;
    const pairs = fn.params.map((p, i) => [p.type, target.params[i]?.type] as const);
    const fits = pairs.every(([a, b]) => b !== undefined && sameShape(a, b, cx));
    if (fits && sameShape(fn.result, target.result, cx)) return target;
  }
  return undefined;
}

/** An owned value of the export, as the import wants it. */
function argument(name: string, from: TypeId, to: TypeId, cx: FuncContext, all: Context): Fragment {
  const form = paramForm(to, all);
  const { kind } = all.resolved(from);
  if (kind.k === "handle" && kind.mode === "borrow" && isExported(kind.resource, all))
    return isObject(kind.resource, cx) ? code`&${name}.0` : code`&${name}.get::<${objectName(kind.resource, all)}>().0`;
  if (form.form === "handles") {
    const item = kind.k === "list" ? all.resolved(kind.of).kind : undefined;
    const exported = item?.k === "handle" && isExported(item.resource, all);
    const inner = exported ? code`&x.get::<${objectName(item.resource, all)}>().0` : code`&**x`;
    return code`&${name}.iter().map(|x| ${inner}).collect::<alloc::vec::Vec<_>>()`;
  }
  if (from === to) return lent(name, form);
  const converted = convert(code`${name}`, from, to, all);
  return form.form === "option"
    ? option(`(${converted.text})`, form.of, converted)
    : form.form === "move"
      ? converted
      : code`&(${converted})`;
}

function lent(name: string, form: ParamForm): Fragment {
  switch (form.form) {
    case "copy":
    case "move":
    case "handle":
      return code`${name}`;
    case "option":
      return option(name, form.of);
    default:
      return code`&${name}`;
  }
}

/** `value` is an option or a reference to one; `from` is what it was printed of. */
function option(name: string, of: ParamForm, { imports }: Pick<Fragment, "imports"> = empty): Fragment {
  return { text: optionText(name, of), imports };
}

function optionText(name: string, of: ParamForm): string {
  if (of.form === "text" || of.form === "slice" || of.form === "handle") return `${name}.as_deref()`;
  if (of.form === "option") return `${name}.as_ref().map(|x| ${optionText("x", of.of)})`;
  return `${name}.as_ref()`;
}
