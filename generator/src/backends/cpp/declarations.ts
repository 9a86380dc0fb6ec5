/** Declarations of types: their bytes are the canonical layout, so that values lower and lift without a copy. */
import type { FuncPlan, ResourcePlan, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { unsignedTypes } from "../../emit/c-family/numbers.js";
import { code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import { comment } from "./comment.js";
import { declaration } from "./functions.js";
import { snake } from "./names.js";
import { declare, isRep, resourceRef, structure } from "./types.js";

/** Types without a name are templates of the runtime and need no declaration. */
export function typeDecl(type: TypePlan, cx: Context): Fragment {
  const { kind } = type;
  if (type.name === undefined || type.home === undefined) return empty;
  const name = cx.names.type(type.id);
  const docs = comment(type.docs);
  const constants = (labels: readonly { readonly docs?: string }[], value: (i: number) => string | number) =>
    labels.map((l, i) => lines([comment(l.docs), `${cx.names.member(type.id, i)} = ${value(i)},`]));
  if (kind.k === "record" && kind.shape === "record") {
    const fields = kind.fields.map((f, i) => {
      const member = code`${declare(cx.typeRef(f.type), cx.names.member(type.id, i))}{};`;
      return lines([comment(f.docs), member]);
    });
    return code`
      ${docs}
      struct ${name} {
        ${fields}
      };`;
  }
  if (kind.k === "flags") {
    const repr = unsignedTypes[kind.repr];
    const all = kind.flags.length === 32 ? "0xffffffffu" : `${2 ** kind.flags.length - 1}u`;
    return code`
      ${docs}
      enum class ${name} : ${repr} {
        ${constants(kind.flags, (i) => `1u << ${i}`)}
      };
      OKRT_FLAGS(${name}, ${repr}, ${all});`;
  }
  if (kind.k === "variant" && kind.shape === "enum")
    return code`
      ${docs}
      enum class ${name} : ${unsignedTypes[kind.discriminant]} {
        ${constants(kind.cases, (i) => i)}
      };`;
  if (kind.k === "variant" && kind.shape === "variant") return variantDecl(type, kind, cx);
  return code`
    ${docs}
    using ${name} = ${structure(type, cx)};`;
}

/** A tag, a union, and for each case a maker and a getter; `visit` names the case by its tag. */
function variantDecl(type: TypePlan, kind: Extract<TypePlan["kind"], { k: "variant" }>, cx: Context): Fragment {
  const name = cx.names.type(type.id);
  const member = (i: number): string => cx.names.member(type.id, i);
  const full = kind.cases.flatMap((c, i) => (c.type === undefined ? [] : [{ ...c, i, type: cx.typeRef(c.type) }]));
  // A variant that nobody set is its first case, with the plainest value of it.
  const first = kind.cases[0]?.type;
  const access = kind.cases.map((c, i) => {
    const self = cx.typeRef(type.id);
    if (c.type === undefined)
      return code`
        static constexpr ${name} make_${snake(c.name)}() {
          return ${self}{tag::${member(i)}${full.length === 0 ? "" : ", {}"}};
        }`;
    const of = cx.typeRef(c.type);
    return code`
      static constexpr ${name} make_${snake(c.name)}(${declare(of, "value")}) {
        return ${self}{tag::${member(i)}, {::wit::case_<tag::${member(i)}>{}, value}};
      }
      /// Null when it is another case.
      constexpr ${constantPointer(of)}get_${snake(c.name)}() const {
        return which == tag::${member(i)} ? &val.${member(i)} : nullptr;
      }`;
  });
  return code`
    ${comment(type.docs)}
    struct ${name} {
      enum class tag : ${unsignedTypes[kind.discriminant]} {
        ${kind.cases.map((c, i) => lines([comment(c.docs), `${member(i)} = ${i},`]))}
      };
      tag which{};
      ${
        full.length === 0
          ? empty
          : code`
      union okrt_union {
        constexpr okrt_union() ${first === undefined ? "" : code`: ${member(0)}{} `}{}
        ${full.map(({ i, type: of }) => code`constexpr okrt_union(::wit::case_<tag::${member(i)}>, ${declare(of, "of")}) : ${member(i)}(of) {}`)}
        ${full.map(({ i, type: of }) => code`${declare(of, member(i))};`)}
      } val{};`
      }

      ${access}
      /// Calls the visitor with the name of the case and its value: visitor(wit::case_<tag::x>{}, value).
      template <class Visitor>
      constexpr decltype(auto) visit(Visitor &&visitor) const {
        switch (which) {
          ${kind.cases.slice(1).map((c, i) => visited(c.type !== undefined, member(i + 1), `case tag::${member(i + 1)}:`))}
          ${visited(kind.cases[0]?.type !== undefined, member(0), "default:")}
        }
      }
    };`;
}

const visited = (hasValue: boolean, name: string, label: string): Fragment => code`
  ${label}
    return visitor(::wit::case_<tag::${name}>{}${hasValue ? `, val.${name}` : ""});`;

/** `const T *`, or `T *const *` for a pointer. */
const constantPointer = (of: Fragment): Fragment => (of.text.endsWith("*") ? code`${of}const *` : code`const ${of} *`);

/** The user's own compiler proves that it lays types out as the plan does. */
export function layoutAsserts(types: readonly TypePlan[], cx: Context): Fragment {
  const asserts = types.flatMap((type): readonly Fragment[] => {
    const { kind, layout } = type;
    if (kind.k === "scalar" || kind.k === "alias" || isRep(type, cx)) return [];
    const ref = cx.typeRef(type.id);
    const whole = code`static_assert(sizeof(${ref}) == ${layout.size} && alignof(${ref}) == ${layout.align});`;
    if (kind.k !== "record" || type.name === undefined) return [whole];
    const offsets = kind.fields.map(
      (f, i) => code`static_assert(offsetof(${ref}, ${cx.names.member(type.id, i)}) == ${f.offset});`,
    );
    return [whole, ...offsets];
  });
  return asserts.length === 0
    ? empty
    : code`
    #if UINTPTR_MAX == 0xffffffff
    ${asserts}
    #endif`;
}

/** The class that owns a handle; of an exported resource, with the way to the app's own object. */
export function resourceDecl(resource: ResourcePlan, methods: readonly FuncPlan[], cx: Context): Fragment {
  const name = cx.names.resource(resource.id);
  const base = code`::wit::handle<${resourceRef(resource.id, cx)}>`;
  const raw = (core: { readonly module: string; readonly field: string }, what: string, result: string): Fragment =>
    code`
    OKRT_IMPORT("${core.module}", "${core.field}")
    static ${result} okrt_${what}(int32_t handle);`;
  const own =
    resource.intrinsics === undefined
      ? empty
      : code`
      /// The app's own object behind a handle: the app defines this struct, with the methods of the resource, a static
      /// create for its constructor, and static void destroy(rep *), called when the last handle is gone.
      struct rep;

      /// A new handle that stands for self.
      explicit ${name}(rep *self) : ${base}(::wit::own<${resourceRef(resource.id, cx)}>(okrt_new(::okrt::address(self)))) {}
      rep *get() const { return ::okrt::pointer<rep>(okrt_rep(okrt_handle)); }
      `;
  const intrinsics =
    resource.intrinsics === undefined
      ? []
      : [raw(resource.intrinsics.make, "new", "int32_t"), raw(resource.intrinsics.rep, "rep", "int32_t")];
  const called = resource.direction === "export" ? [] : methods.map((fn) => declaration(cx.func(fn)));
  return code`
    ${comment(resource.docs)}
    class ${name} : public ${base} {
     public:
      using ${base}::handle;
      constexpr ${name}() = default;
      ${own}
      ${paragraphs(called)}

      ${[...intrinsics, raw(resource.drop, "drop", "void")]}
    };`;
}
