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
import { outputs, signature } from "./functions.js";
import { memberName } from "./names.js";
import { okConstant, outName, returnsOf } from "./outcome.js";
import { byPointer, constant, declare, repOf } from "./types.js";

const baseOf = (id: ResourceId, cx: Context): string => cx.names.resource(id).replace(/_t$/, "");

export function echoObject(id: ResourceId, cx: Context): Fragment {
  const base = baseOf(id, cx);
  const inner = wrappedResource(id, cx.plan)?.id;
  return code`
    ${repOf(base)} {
      bool used;
      ${inner === undefined ? empty : code`${cx.names.resource(inner)} inner;`}
    };

    void ${base}_destroy(${repOf(base)} *self) {
      ${inner === undefined ? empty : code`if (self->inner.handle != 0) ${baseOf(inner, cx)}_drop(self->inner);`}
      self->used = false;
    }`;
}

const wrapOf = (id: ResourceId, cx: Context): string => `${baseOf(id, cx)}_wrap`;

/** Makes an object, where any function does so; from a fixed pool, because there may be no heap. */
export function echoPool(id: ResourceId, users: readonly Fragment[], cx: Context): Fragment {
  const name = wrapOf(id, cx);
  if (!users.some(({ text }) => text.includes(`${name}(`))) return empty;
  const inner = wrappedResource(id, cx.plan)?.id;
  return code`
    static ${cx.names.resource(id)} ${name}(${inner === undefined ? "void" : code`${cx.names.resource(inner)} inner`}) {
      static ${repOf(baseOf(id, cx))} pool[1024];
      for (size_t i = 0; i < sizeof pool / sizeof pool[0]; i++) {
        if (pool[i].used) continue;
        pool[i].used = true;
        ${inner === undefined ? empty : "pool[i].inner = inner;"}
        return ${baseOf(id, cx)}_own(&pool[i]);
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
      return target === undefined ? [] : [{ fn, target }];
    });
  const pairs = convertedTypes(calls, cx.plan);
  const numbers = new Map(pairs.map(({ from, to }, i) => [pairKey(from, to), i]));
  converters.set(cx.plan, numbers);
  return pairs.map((pair, i) => conversion(pair, `echo_${i}`, cx));
}

const converters = new WeakMap<Context["plan"], ReadonlyMap<string, number>>();

/** The value as one of another type; itself when the types are the same. */
function converted(value: Fragment, from: TypeId | undefined, to: TypeId | undefined, cx: Context): Fragment {
  const number = numberOf(from, to, cx);
  return number === undefined ? value : code`echo_${number}(${value})`;
}

function numberOf(from: TypeId | undefined, to: TypeId | undefined, cx: Context): number | undefined {
  const [a, b] = [resolvedType(from, cx.plan), resolvedType(to, cx.plan)];
  return a === undefined || b === undefined ? undefined : converters.get(cx.plan)?.get(pairKey(a, b));
}

function conversion({ from, to }: Pair, name: string, cx: Context): Fragment {
  const [a, b] = [cx.typeRef(from.id), cx.typeRef(to.id)];
  const made = (body: readonly Fragment[]): Fragment => code`
    static ${declare(b, name)}(${declare(a, "from")}) {
      ${lines(body)}
    }`;
  if (from.kind.k === "handle" && to.kind.k === "handle") return made([handle(from, to, cx)]);
  return made([code`${declare(b, "to")};`, ...copied(from, to, cx), code`return to;`]);
}

/** An owned handle leaves its object behind, a lent one stays in it, and one that comes gets an object. */
function handle(from: TypePlan, to: TypePlan, cx: Context): Fragment {
  if (from.kind.k !== "handle" || to.kind.k !== "handle") throw new Error("no handle");
  const base = baseOf(from.kind.resource, cx);
  if (cx.resource(from.kind.resource).direction === "import")
    return code`return ${wrapOf(to.kind.resource, cx)}(from);`;
  if (from.kind.mode === "borrow") return code`return from->inner;`;
  return code`
    ${cx.names.resource(to.kind.resource)} inner = ${base}_rep(from)->inner;
    ${base}_rep(from)->inner.handle = 0;
    ${base}_drop(from);
    return inner;`;
}

function copied(from: TypePlan, to: TypePlan, cx: Context): readonly Fragment[] {
  const copy = (member: string, a: TypeId | undefined, b: TypeId | undefined): Fragment =>
    code`to.${member} = ${converted(code`from.${member}`, a, b, cx)};`;
  const [x, y] = [from.kind, to.kind];
  if (x.k === "record" && y.k === "record")
    return x.fields.map((f, i) => copy(cx.names.member(from.id, i), f.type, y.fields[i]?.type));
  if (x.k === "array" && y.k === "array")
    return [
      code`for (size_t i = 0; i < ${x.length}; i++) to.items[i] = ${converted(code`from.items[i]`, x.of, y.of, cx)};`,
    ];
  if (x.k === "list" && y.k === "list") {
    const item = cx.typeRef(y.of);
    return [
      code`
      ${declare(code`${item} *`, "items")} = (${item} *)wit_alloc(from.len * sizeof *items, OKRT_ALIGNOF(${item}));
      for (size_t i = 0; i < from.len; i++) items[i] = ${converted(code`from.ptr[i]`, x.of, y.of, cx)};
      to.ptr = items;
      to.len = from.len;`,
    ];
  }
  if (x.k !== "variant" || y.k !== "variant") throw new Error(`a type of ${x.k} holds no handle`);
  const member = (i: number): string => (x.shape === "option" ? "value" : `val.${memberName(x.cases[i]?.name ?? "")}`);
  const tag = { option: "is_some", result: "is_err", variant: "tag", enum: "" }[x.shape];
  const arms = x.cases.map((c, i) => ({
    i,
    body: c.type === undefined ? empty : copy(member(i), c.type, y.cases[i]?.type),
  }));
  return [
    code`to.${tag} = from.${tag};`,
    ...arms
      .filter(({ body }) => body.text !== "")
      .map(
        ({ i, body }) =>
          code`if (${x.shape === "variant" ? `from.tag == ${i}` : `${i === 1 ? "" : "!"}from.${tag}`}) ${body}`,
      ),
  ];
}

/** Calls the import, with everything converted on its way there and back. */
export function passOn(cx: FuncContext, target: FuncPlan): Fragment {
  const of = cx.func(target);
  const before: Fragment[] = [];
  const args = cx.fn.params.map((p, i) => {
    const name = cx.names.param(cx.fn, i);
    const type = target.params[i]?.type;
    if (type === undefined || numberOf(p.type, type, cx) === undefined) return code`${name}`;
    if (!byPointer(p.type, cx)) return converted(code`${name}`, p.type, type, cx);
    before.push(
      code`${declare(constant(cx.typeRef(type)), `${name}_in_`)} = ${converted(code`*${name}`, p.type, type, cx)};`,
    );
    return code`&${name}_in_`;
  });
  const after: Fragment[] = [];
  const theirs = returnsOf(of);
  const mine = returnsOf(cx);
  const extra = outputs(cx).map(([, name]) => {
    const isErr = name === outName("err", cx);
    const [a, b] = isErr ? [errOf(theirs), errOf(mine)] : [okOf(theirs), okOf(mine)];
    if (a === undefined || numberOf(a, b, cx) === undefined) return code`${name}`;
    before.push(code`${declare(cx.typeRef(a), `${name}_of_`)};`);
    const well = mine.kind === "status" ? code`answer_ == ${okConstant(mine.status, cx)}` : code`answer_`;
    after.push(code`if (${isErr ? code`!${well}` : well}) *${name} = ${converted(code`${name}_of_`, a, b, cx)};`);
    return code`&${name}_of_`;
  });
  const call = wrapped(cx.names.func(target), [...args, ...extra]);
  if (mine.kind === "none") return lines([...before, code`${call};`]);
  if (mine.kind === "value" && theirs.kind === "value")
    return lines([...before, code`return ${converted(call, theirs.type, mine.type, cx)};`]);
  if (after.length === 0) return lines([...before, code`return ${call};`]);
  const status = mine.kind === "status" ? cx.typeRef(mine.status) : code`bool`;
  return lines([...before, code`${declare(status, "answer_")} = ${call};`, ...after, code`return answer_;`]);
}

const okOf = (returns: ReturnType<typeof returnsOf>): TypeId | undefined =>
  returns.kind === "status" || returns.kind === "flag" ? returns.ok : undefined;
const errOf = (returns: ReturnType<typeof returnsOf>): TypeId | undefined =>
  returns.kind === "flag" ? returns.err : undefined;

/** Without an import of its name: a parameter that fits, or zeros with new objects behind the handles in it. */
export function someValue(type: TypeId, to: string, cx: FuncContext): Fragment {
  const index = fittingParameter(cx.fn, type, cx.plan);
  if (index >= 0) {
    const name = cx.names.param(cx.fn, index);
    return code`${to} = ${byPointer(type, cx) ? `*${name}` : name};`;
  }
  return objects(type, to, cx);
}

function objects(id: TypeId | undefined, place: string, cx: Context): Fragment {
  const type = resolvedType(id, cx.plan);
  if (type === undefined || !type.hasOwn) return empty;
  const { kind } = type;
  switch (kind.k) {
    case "handle": {
      const resource = cx.resource(kind.resource);
      if (resource.direction === "import") return empty;
      const inner = wrappedResource(kind.resource, cx.plan)?.id;
      return code`${place} = ${wrapOf(kind.resource, cx)}(${inner === undefined ? "" : `(${cx.names.resource(inner)}){0}`});`;
    }
    case "record":
      return lines(kind.fields.map((f, i) => objects(f.type, `${place}.${cx.names.member(type.id, i)}`, cx)));
    case "array":
      return lines(Array.from({ length: kind.length }, (_, i) => objects(kind.of, `${place}.items[${i}]`, cx)));
    case "variant": {
      const first = kind.cases[0];
      return kind.shape === "option"
        ? empty
        : objects(first?.type, `${place}.val.${memberName(first?.name ?? "")}`, cx);
    }
    default:
      return empty;
  }
}

export const echoed = (cx: FuncContext, target: FuncPlan): Fragment => code`
  ${signature(cx, cx.names.func(cx.fn))} {
    ${passOn(cx, target)}
  }`;
