/** Declarations of types: structs whose bytes are the canonical layout, so that values lower and lift without a copy. */
import type { CasePlan, FuncPlan, Plan, ResourcePlan, ScalarName, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import type { PackageName } from "../../graph/model.js";
import type { TypeId } from "../../ids.js";
import { comment } from "./comment.js";
import { memberName } from "./names.js";
import { wrapped } from "./wrap.js";

export const scalarTypes = {
  bool: "bool",
  u8: "uint8_t",
  s8: "int8_t",
  u16: "uint16_t",
  s16: "int16_t",
  u32: "uint32_t",
  s32: "int32_t",
  u64: "uint64_t",
  s64: "int64_t",
  f32: "float",
  f64: "double",
  char: "uint32_t",
} as const satisfies Record<ScalarName, string>;

const integers = { u8: "uint8_t", u16: "uint16_t", u32: "uint32_t" } as const;

/** The package whose header declares a type: its own, else that of the last of its parts, else none (`wit.h`). */
export function headerOf(type: TypePlan, cx: Context): string {
  return headersOf(cx).byType[type.id] ?? shared;
}

export const shared = "wit.h";

/** `ocre/gpio.h`; with the version when a plan holds two versions of a package. */
export function packageHeader(name: PackageName, cx: Context): string {
  const { byPackage } = headersOf(cx);
  return byPackage.get(packageKey(name)) ?? shared;
}

/** Headers in dependency order: a package comes after every package whose types it uses. */
export const headerOrder = (cx: Context): readonly string[] => headersOf(cx).order;

interface Headers {
  readonly byPackage: ReadonlyMap<string, string>;
  readonly byType: readonly string[];
  readonly order: readonly string[];
}

const headersOfPlan = new WeakMap<Plan, Headers>();
const packageKey = ({ namespace, name, version }: PackageName): string => `${namespace}:${name}@${version ?? ""}`;

function headersOf(cx: Context): Headers {
  let known = headersOfPlan.get(cx.plan);
  if (known === undefined) {
    known = findHeaders(cx.plan);
    headersOfPlan.set(cx.plan, known);
  }
  return known;
}

function findHeaders(plan: Plan): Headers {
  // A handle comes before the types that hold it, and so does its resource's package before theirs.
  const homes = plan.types.flatMap(({ home, kind }) => {
    const of = home ?? (kind.k === "handle" ? plan.resources[kind.resource]?.home : undefined);
    return of === undefined ? [] : [of.package];
  });
  const packages = new Map(
    [...homes, ...plan.resources.map((r) => r.home.package), ...plan.groups.map((g) => g.package)].map((p) => [
      packageKey(p),
      p,
    ]),
  );
  const byPackage = new Map<string, string>();
  for (const [key, { namespace, name, version }] of packages) {
    const versions = [...packages.values()].filter((p) => p.namespace === namespace && p.name === name);
    const suffix = versions.length > 1 && version !== undefined ? `-${version}` : "";
    byPackage.set(key, `${namespace}/${name}${suffix}.h`);
  }
  const of = (name: PackageName): string => byPackage.get(packageKey(name)) ?? shared;
  const order = [...byPackage.values()];
  const rank = new Map(order.map((path, i) => [path, i]));
  const byType: string[] = [];
  // Parts come before what they are parts of.
  for (const type of plan.types) {
    const inner = partsOf(type).map((id) => byType[id] ?? shared);
    const resource = type.kind.k === "handle" ? plan.resources[type.kind.resource] : undefined;
    if (resource !== undefined) inner.push(of(resource.home.package));
    const last = inner.reduce((a, b) => ((rank.get(b) ?? -1) > (rank.get(a) ?? -1) ? b : a), shared);
    byType.push(type.home === undefined ? last : of(type.home.package));
  }
  return { byPackage, byType, order };
}

function partsOf(type: TypePlan): readonly TypeId[] {
  const { kind } = type;
  switch (kind.k) {
    case "record":
      return kind.fields.map((f) => f.type);
    case "variant":
      return kind.cases.flatMap((c) => (c.type === undefined ? [] : [c.type]));
    case "list":
    case "array":
    case "alias":
      return [kind.of];
    default:
      return [];
  }
}

export function typeRef(type: TypePlan, cx: Context): Fragment {
  const { kind } = type;
  if (kind.k === "scalar") return { text: scalarTypes[kind.scalar], imports: [] };
  if (kind.k === "string") return { text: "wit_string_t", imports: [] };
  const imports = [{ from: headerOf(type, cx) }];
  if (kind.k === "handle" && type.name === undefined) return { text: handleRef(kind, cx).text, imports };
  return { text: cx.names.type(type.id), imports };
}

/** An exported method's self is the app's own struct; every other handle is a number. */
function handleRef(kind: Extract<TypePlan["kind"], { k: "handle" }>, cx: Context): Fragment {
  const name = cx.names.resource(kind.resource);
  const isRep = cx.resource(kind.resource).direction === "export" && kind.mode === "borrow";
  return { text: isRep ? `${repOf(name)} *` : name, imports: [] };
}

/** `acme_store_bucket_rep_t`, what an exported handle stands for; the app defines its struct. */
export const repOf = (resource: string): string => `struct ${resource.replace(/_t$/, "")}_rep`;

/** `T name`, without a space after the star of a pointer. */
export function declare(type: Fragment, name: string): Fragment {
  return { text: type.text.endsWith("*") ? `${type.text}${name}` : `${type.text} ${name}`, imports: type.imports };
}

/** Records, tuples and arrays are passed by pointer; everything else, which has constructors or is small, by value. */
export function byPointer(id: TypeId, cx: Context): boolean {
  const { k } = cx.resolved(id).kind;
  return k === "record" || k === "array";
}

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
        code`typedef ${integers[kind.repr]} ${name()};`,
        ...kind.flags.map((f, i) =>
          lines([comment(f.docs), code`#define ${cx.names.member(type.id, i)} ((${name()})(1u << ${i}))`]),
        ),
      ]);
    case "array":
      return struct(name(), [code`${cx.typeRef(kind.of)} items[${kind.length}];`]);
    case "list":
      return paragraphs([
        struct(name(), [code`const ${declare(constRef(kind.of, cx), "ptr")};`, "size_t len;"]),
        maker(
          name(),
          "make",
          [code`const ${declare(constRef(kind.of, cx), "items")}`, "size_t count"],
          ["made.ptr = items;", "made.len = count;"],
        ),
      ]);
    case "variant":
      return variantDecl(type, kind, docs, cx);
  }
}

/** The element type of a list, whose pointer is one to const. */
const constRef = (of: TypeId, cx: Context): Fragment => code`${cx.typeRef(of)} *`;

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
        typedef ${integers[kind.discriminant]} ${name};
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
          ${struct(name, [`${integers[kind.discriminant]} tag;`, union(kind.cases.flatMap(payload))])}`,
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
