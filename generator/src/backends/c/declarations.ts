/** Declarations of types: structs whose bytes are the canonical layout, so that values lower and lift without a copy. */
import type { CasePlan, FuncPlan, Plan, ResourcePlan, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { unsignedTypes } from "../../emit/c-family/numbers.js";
import { wrapped } from "../../emit/c-family/wrap.js";
import { type CodeValue, code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import type { TypeId } from "../../ids.js";
import { comment } from "./comment.js";
import { partsOf } from "./headers.js";
import { memberName } from "./names.js";
import { constant, declare, handleRef, repOf } from "./types.js";

export function typeDecl(type: TypePlan, cx: Context): Fragment {
  const { kind } = type;
  const name = (): string => cx.names.type(type.id);
  const field = (id: TypeId, called: string): Fragment => code`${declare(cx.typeRef(id), called)};`;
  const docs = comment(type.docs);
  switch (kind.k) {
    case "scalar":
    case "string":
      return empty;
    case "handle":
    case "alias":
      return type.name === undefined
        ? empty
        : code`
        ${docs}
        typedef ${declare(kind.k === "alias" ? cx.typeRef(kind.of) : handleRef(kind, cx), name())};`;
    case "record":
      return code`
        ${docs}
        ${struct(
          name(),
          kind.fields.map((f, i) => lines([comment(f.docs), field(f.type, cx.names.member(type.id, i))])),
        )}`;
    case "flags":
      return lines([
        docs,
        code`typedef ${unsignedTypes[kind.repr]} ${name()};`,
        ...kind.flags.map((f, i) =>
          lines([comment(f.docs), code`#define ${cx.names.member(type.id, i)} ((${name()})(1u << ${i}))`]),
        ),
      ]);
    case "array":
      return struct(name(), [code`${cx.typeRef(kind.of)} items[${kind.length}];`]);
    case "list":
      // Every app needs bytes, so they are declared beside strings.
      return isBytes(type, cx)
        ? empty
        : paragraphs([
            struct(name(), [code`${constant(cx.typeRef(kind.of))} *ptr;`, "size_t len;"]),
            maker(
              name(),
              "make",
              [code`${constant(cx.typeRef(kind.of))} *items`, "size_t count"],
              ["made.ptr = items;", "made.len = count;"],
            ),
          ]);
    case "variant":
      return variantDecl(type, kind, docs, cx);
  }
}

function isBytes({ kind, name }: TypePlan, cx: Context): boolean {
  const of = kind.k === "list" && name === undefined ? cx.type(kind.of).kind : undefined;
  return of?.k === "scalar" && of.scalar === "u8";
}

function variantDecl(
  type: TypePlan,
  kind: Extract<TypePlan["kind"], { k: "variant" }>,
  docs: Fragment,
  cx: Context,
): Fragment {
  const name = cx.names.type(type.id);
  const label = (i: number): string => cx.names.member(type.id, i);
  const payload = (c: CasePlan | undefined): readonly Fragment[] =>
    c?.type === undefined ? [] : [code`${declare(cx.typeRef(c.type), memberName(c.name))};`];
  const constants = (): Fragment => code`
    enum {
      ${kind.cases.map((c, i) => lines([comment(c.docs), `${label(i)} = ${i},`]))}
    };`;
  const make = (suffix: string, c: CasePlan | undefined, tag: string, target: string): Fragment =>
    maker(name, suffix, c?.type === undefined ? [] : [declare(cx.typeRef(c.type), "value")], [
      tag,
      ...(c?.type === undefined ? [] : [`${target} = value;`]),
    ]);
  switch (kind.shape) {
    case "enum":
      return code`
        ${docs}
        typedef ${unsignedTypes[kind.discriminant]} ${name};
        ${constants()}`;
    case "option":
      return paragraphs([
        struct(name, [
          "bool is_some;",
          ...(kind.cases[1]?.type === undefined ? [] : [code`${declare(cx.typeRef(kind.cases[1].type), "value")};`]),
        ]),
        maker(
          name,
          "some",
          kind.cases[1]?.type === undefined ? [] : [declare(cx.typeRef(kind.cases[1].type), "value")],
          ["made.is_some = true;", "made.value = value;"],
        ),
        // The payload of an absent value is not looked at; clearing it would cost a call of memset.
        maker(name, "none", [], ["made.is_some = false;"]),
      ]);
    case "result": {
      const [ok, err] = kind.cases;
      const declared = struct(name, ["bool is_err;", union([...payload(ok), ...payload(err)])]);
      if (!isVisible(type, cx)) return declared;
      return paragraphs([
        declared,
        make("ok", ok, "made.is_err = false;", "made.val.ok"),
        make("err", err, "made.is_err = true;", "made.val.err"),
      ]);
    }
    case "variant":
      return paragraphs([
        code`
          ${docs}
          ${constants()}
          ${struct(name, [`${unsignedTypes[kind.discriminant]} tag;`, union(kind.cases.flatMap(payload))])}`,
        ...kind.cases.map((c, i) =>
          make(`make_${memberName(c.name)}`, c, `made.tag = ${label(i)};`, `made.val.${memberName(c.name)}`),
        ),
      ]);
  }
}

const visible = new WeakMap<Plan, ReadonlySet<TypeId>>();

/** What a function answers is taken apart before the app sees it; only a result inside other types is a value to make. */
function isVisible(type: TypePlan, { plan }: Context): boolean {
  let seen = visible.get(plan);
  if (seen === undefined) {
    const params = plan.groups.flatMap((g) => g.functions).flatMap((fn) => fn.params.map((p) => p.type));
    seen = new Set([...plan.types.flatMap(partsOf), ...params]);
    visible.set(plan, seen);
  }
  return type.name !== undefined || seen.has(type.id);
}

function struct(name: string, members: readonly CodeValue[]): Fragment {
  return code`
    typedef struct ${name.replace(/_t$/, "")} {
      ${members}
    } ${name};`;
}

/** No union without a member: C has none. */
const union = (members: readonly Fragment[]): Fragment =>
  members.length === 0
    ? empty
    : code`
    union {
      ${members}
    } val;`;

/** Compound literals and designated initialisers are no C++17, so every shape has a function that makes it. */
function maker(name: string, suffix: string, params: readonly CodeValue[], body: readonly CodeValue[]): Fragment {
  return code`
    static inline ${wrapped(`${name} ${name.replace(/_t$/, "")}_${suffix}`, params, "void")} {
      ${name} made;
      ${body}
      return made;
    }`;
}

/** The user's own compiler proves that it lays types out as the plan does. */
export function layoutAsserts(types: readonly TypePlan[], cx: Context): Fragment {
  const asserts = types.flatMap((type): readonly string[] => {
    const { kind, layout } = type;
    if (kind.k !== "record" && kind.k !== "variant" && kind.k !== "list" && kind.k !== "array" && kind.k !== "flags")
      return [];
    const name = cx.names.type(type.id);
    const whole = `OKRT_LAYOUT(${name}, ${layout.size}, ${layout.align});`;
    const offsets =
      kind.k === "record"
        ? kind.fields.map((f, i) => [cx.names.member(type.id, i), f.offset] as const)
        : payloadOffset(type);
    return [whole, ...offsets.map(([member, offset]) => `OKRT_OFFSET(${name}, ${member}, ${offset});`)];
  });
  return asserts.length === 0
    ? empty
    : code`
    #if UINTPTR_MAX == 0xffffffff
    ${asserts}
    #endif`;
}

function payloadOffset({ kind }: TypePlan): readonly (readonly [string, number])[] {
  if (kind.k !== "variant" || kind.cases.every((c) => c.type === undefined)) return [];
  return [[kind.shape === "option" ? "value" : "val", kind.payloadOffset]];
}

/** A handle is a struct of its own, so that handles of two resources cannot be mixed up. */
export function resourceDecl(resource: ResourcePlan, _methods: readonly FuncPlan[], cx: Context): Fragment {
  const name = cx.names.resource(resource.id);
  const base = name.replace(/_t$/, "");
  const imported = (intrinsic: { module: string; field: string }, what: string, result: string): Fragment => code`
    OKRT_IMPORT("${intrinsic.module}", "${intrinsic.field}")
    ${result} okrt_${what}_${base}(int32_t handle);`;
  const rep = repOf(name);
  const own =
    resource.intrinsics === undefined
      ? empty
      : code`
    /* The app's own struct behind a handle; the app defines it. */
    ${rep};

    ${imported(resource.intrinsics.make, "make", "int32_t")}
    ${imported(resource.intrinsics.rep, "rep", "int32_t")}

    /* A new handle that stands for self. */
    static inline ${name} ${base}_own(${rep} *self) {
      ${name} made;
      made.handle = okrt_make_${base}(OKRT_ADDRESS(self));
      return made;
    }

    static inline ${rep} *${base}_rep(${name} handle) {
      return OKRT_POINTER(${rep}, okrt_rep_${base}(handle.handle));
    }

    /* Implemented by the app: the last handle of self is gone. */
    void ${base}_destroy(${rep} *self);`;
  return code`
    ${comment(resource.docs)}
    typedef struct ${base} {
      int32_t handle;
    } ${name};

    ${imported(resource.drop, "drop", "void")}

    static inline void ${base}_drop(${name} handle) {
      okrt_drop_${base}(handle.handle);
    }
    ${own}`;
}
