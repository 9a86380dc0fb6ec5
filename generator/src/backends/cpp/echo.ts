/** Stubs that echo: an export calls the import of its name, and an object of the app wraps an imported handle. */
import type { FuncPlan, TypePlan } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import {
  convertedTypes,
  echoTarget,
  fittingParameter,
  type Pair,
  pairKey,
  resolvedType,
  wrappedResource,
} from "../../emit/c-family/echo.js";
import { wrapped } from "../../emit/c-family/wrap.js";
import { code, empty, type Fragment, lines } from "../../emit/code.js";
import type { ResourceId, TypeId } from "../../ids.js";
import { isConstructor } from "./functions.js";
import { groupNamespace, snake } from "./names.js";
import { declare, outerRef, ownerOf, resourceRef, returnsOf } from "./types.js";

/** What every object of the app holds: the imported handle that it stands for, if there is one. */
export function echoMembers(id: ResourceId, cx: Context): Fragment {
  const inner = wrappedResource(id, cx.plan)?.id;
  return code`
    bool okrt_used = false;
    ${inner === undefined ? empty : code`${resourceRef(inner, cx)} okrt_inner;`}
    static void destroy(rep *self) {
      ${inner === undefined ? empty : code`self->okrt_inner.reset();`}
      self->okrt_used = false;
    }`;
}

const wrapOf = (id: ResourceId): string => `okrt_wrap_${id}`;

/** Makes an object, where any function does so; from a fixed pool, because there may be no heap. */
export function echoPool(id: ResourceId, users: readonly Fragment[], cx: Context): Fragment {
  const name = wrapOf(id);
  if (!users.some(({ text }) => text.includes(`${name}(`))) return empty;
  const inner = wrappedResource(id, cx.plan)?.id;
  const owner = resourceRef(id, cx);
  return code`
    static ${owner} ${name}(${inner === undefined ? empty : code`${resourceRef(inner, cx)} inner`}) {
      static constinit ${owner}::rep pool[1024];
      for (auto &object : pool) {
        if (object.okrt_used) continue;
        object.okrt_used = true;
        ${inner === undefined ? empty : "object.okrt_inner = ::wit::move(inner);"}
        return ${owner}(&object);
      }
      __builtin_trap();
    }`;
}

/** Functions that turn values with handles of one side into those of the other. */
export function echoConversions(cx: Context): readonly Fragment[] {
  const calls = cx.plan.groups
    .filter((g) => g.direction === "export")
    .flatMap((g) => g.functions)
    .flatMap((fn) => {
      const target = echoTarget(fn, cx.plan);
      // What the object of a method holds is used as it is.
      const skipped = fn.kind === "method" ? 1 : 0;
      const inner = (f: FuncPlan): FuncPlan => ({ ...f, params: f.params.slice(skipped) });
      return target === undefined ? [] : [{ fn: inner(fn), target: inner(target) }];
    });
  const pairs = convertedTypes(calls, cx.plan);
  converters.set(cx.plan, new Map(pairs.map(({ from, to }, i) => [pairKey(from, to), i])));
  return pairs.map((pair, i) => conversion(pair, `okrt_echo_${i}`, cx));
}

const converters = new WeakMap<Context["plan"], ReadonlyMap<string, number>>();

function converter(from: TypeId | undefined, to: TypeId | undefined, cx: Context): string | undefined {
  const [a, b] = [resolvedType(from, cx.plan), resolvedType(to, cx.plan)];
  if (a === undefined || b === undefined) return undefined;
  const number = converters.get(cx.plan)?.get(pairKey(a, b));
  return number === undefined ? undefined : `okrt_echo_${number}`;
}

function converted(value: Fragment, from: TypeId | undefined, to: TypeId | undefined, cx: Context): Fragment {
  const name = converter(from, to, cx);
  return name === undefined ? value : code`${name}(${value})`;
}

function conversion({ from, to }: Pair, name: string, cx: Context): Fragment {
  const [a, b] = [cx.typeRef(from.id), cx.typeRef(to.id)];
  return code`
    static ${declare(b, name)}(${declare(a, "from")}) {
      ${from.kind.k === "handle" ? handle(from, to, cx) : copied(from, to, cx)}
    }`;
}

/** An owned handle leaves its object behind, a lent one stays in it, and one that comes gets an object. */
function handle(from: TypePlan, to: TypePlan, cx: Context): Fragment {
  if (from.kind.k !== "handle" || to.kind.k !== "handle") throw new Error("no handle");
  if (cx.resource(from.kind.resource).direction === "import")
    return code`return ${wrapOf(to.kind.resource)}(from.take()).release();`;
  if (from.kind.mode === "borrow") return code`return from->okrt_inner;`;
  return code`
    auto owner = from.take();
    return owner.get()->okrt_inner.release();`;
}

function copied(from: TypePlan, to: TypePlan, cx: Context): Fragment {
  const [x, y] = [from.kind, to.kind];
  if (x.k === "record" && y.k === "record")
    return lines([
      code`${declare(cx.typeRef(to.id), "to")}{};`,
      ...x.fields.map((f, i) => {
        const member = cx.names.member(from.id, i);
        return code`to.${member} = ${converted(code`from.${member}`, f.type, y.fields[i]?.type, cx)};`;
      }),
      "return to;",
    ]);
  if (x.k === "array" && y.k === "array")
    return code`
      ${declare(cx.typeRef(to.id), "to")}{};
      for (size_t i = 0; i < ${x.length}; i++) to[i] = ${converted(code`from[i]`, x.of, y.of, cx)};
      return to;`;
  if (x.k === "list" && y.k === "list")
    return code`
      ${declare(code`${cx.typeRef(y.of)} *`, "items")} = ::wit::make<${cx.typeRef(y.of)}>(from.size());
      for (size_t i = 0; i < from.size(); i++) items[i] = ${converted(code`from[i]`, x.of, y.of, cx)};
      return {items, from.size()};`;
  if (x.k !== "variant" || y.k !== "variant") throw new Error(`a type of ${x.k} holds no handle`);
  const inner = (value: string, i: number): Fragment =>
    x.cases[i]?.type === undefined ? empty : converted(code`${value}`, x.cases[i]?.type, y.cases[i]?.type, cx);
  const result = cx.typeRef(to.id);
  if (x.shape === "option")
    return code`
      if (!from) return ::wit::nullopt;
      return ${inner("*from", 1)};`;
  if (x.shape === "result")
    return code`
      if (from.is_err) return ${result}::make_err(${inner("from.val.err", 1)});
      return ${result}::make_ok(${inner("from.val.ok", 0)});`;
  const tag = (i: number): string => `${cx.typeRef(from.id).text}::tag::${cx.names.member(from.id, i)}`;
  const made = x.cases.map(
    (c, i) => code`${result}::make_${snake(c.name)}(${inner(`from.val.${cx.names.member(from.id, i)}`, i)})`,
  );
  return lines([
    ...made.slice(1).map((value, i) => code`if (from.which == ${tag(i + 1)}) return ${value};`),
    code`return ${made[0] ?? empty};`,
  ]);
}

/** Calls the import, with everything converted on its way there and back. */
export function passOn(cx: FuncContext, target: FuncPlan): Fragment {
  const of = cx.func(target);
  const args = cx.fn.params.map((p, i) => {
    const name = cx.names.param(cx.fn, i);
    const to = target.params[i]?.type;
    return ownerOf(p.type, cx) === undefined || to === undefined
      ? converted(code`${name}`, p.type, to, cx)
      : outward(code`::wit::move(${name})`, p.type, to, cx);
  });
  const call = calling(of, args);
  const [mine, theirs] = [returnsOf(cx), returnsOf(of)];
  if (mine.kind === "none") return code`${call};`;
  if (mine.kind === "value" && theirs.kind === "value")
    return code`return ${outward(call, theirs.type, mine.type, cx)};`;
  if (mine.kind !== "expected" || theirs.kind !== "expected") return code`return ${call};`;
  const changes = [
    converter(theirs.ok, mine.ok, cx),
    converter(theirs.err, mine.err, cx),
    // A constructor of the import may be one that cannot fail.
  ];
  if (changes.every((c) => c === undefined)) return code`return ${call};`;
  const error =
    mine.err === undefined ? code`answer_.error()` : converted(code`answer_.error()`, theirs.err, mine.err, cx);
  return code`
    auto answer_ = ${call};
    if (!answer_) return ::wit::unexpected(${error});
    return ${mine.ok === undefined ? "{}" : outward(code`(*::wit::move(answer_))`, theirs.ok, mine.ok, cx)};`;
}

function outward(value: Fragment, from: TypeId | undefined, to: TypeId, cx: Context): Fragment {
  const name = converter(from, to, cx);
  if (name === undefined) return value;
  if (from === undefined || ownerOf(to, cx) === undefined) return code`${name}(${value})`;
  return code`::okrt::take(${name}(::okrt::give<${cx.typeRef(from)}>(${value})))`;
}

function calling(of: FuncContext, args: readonly Fragment[]): Fragment {
  const { fn, group, names, plan } = of;
  if (fn.resource === undefined) return wrapped(`::${groupNamespace(group, plan)}::${names.func(fn)}`, args);
  if (fn.kind === "method") return wrapped(`okrt_inner.${names.func(fn)}`, args.slice(1));
  const owner = resourceRef(fn.resource, of);
  return isConstructor(of) ? wrapped(owner, args) : wrapped(code`${owner}::${names.func(fn)}`, args);
}

/** Without an import of its name: a parameter that fits, or zeros with new objects behind the handles in it. */
export function someValue(type: TypeId, cx: FuncContext): Fragment {
  const index = fittingParameter(cx.fn, type, cx.plan);
  if (index >= 0) {
    const name = cx.names.param(cx.fn, index);
    return code`return ${ownerOf(type, cx) === undefined ? name : `::wit::move(${name})`};`;
  }
  const plan = resolvedType(type, cx.plan);
  if (plan?.kind.k === "handle" && cx.resource(plan.kind.resource).direction === "export")
    return code`return ${wrapOf(plan.kind.resource)}(${wrappedResource(plan.kind.resource, cx.plan) === undefined ? "" : "{}"});`;
  const made = objects(type, "zero_", cx);
  if (made.text === "") return code`return {};`;
  return code`
    ${declare(outerRef(type, cx), "zero_")}{};
    ${made}
    return zero_;`;
}

function objects(id: TypeId | undefined, place: string, cx: Context): Fragment {
  const type = resolvedType(id, cx.plan);
  if (type === undefined || !type.hasOwn) return empty;
  const { kind } = type;
  switch (kind.k) {
    case "handle": {
      if (cx.resource(kind.resource).direction === "import") return empty;
      const inner = wrappedResource(kind.resource, cx.plan) === undefined ? "" : "{}";
      return code`${place} = ${wrapOf(kind.resource)}(${inner}).release();`;
    }
    case "record":
      return lines(kind.fields.map((f, i) => objects(f.type, `${place}.${cx.names.member(type.id, i)}`, cx)));
    case "array":
      return lines(Array.from({ length: kind.length }, (_, i) => objects(kind.of, `${place}[${i}]`, cx)));
    case "variant": {
      if (kind.shape === "option") return empty;
      const name = kind.shape === "result" ? "ok" : cx.names.member(type.id, 0);
      return objects(kind.cases[0]?.type, `${place}.val.${name}`, cx);
    }
    default:
      return empty;
  }
}
