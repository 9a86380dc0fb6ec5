/** How WIT types look in AssemblyScript: numbers, classes, null for an absent object. */
import type { ScalarName, TypeKind, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, join, lines, paragraphs } from "../../emit/code.js";
import type { TypeId } from "../../ids.js";
import { docs, labelDocs } from "./docs.js";
import { group, reference } from "./layout.js";
import { factory, resourceRef, runtime, typeFile } from "./names.js";

const scalars = {
  bool: "bool",
  u8: "u8",
  s8: "i8",
  u16: "u16",
  s16: "i16",
  u32: "u32",
  s32: "i32",
  u64: "u64",
  s64: "i64",
  f32: "f32",
  f64: "f64",
  char: "u32",
} as const satisfies Record<ScalarName, string>;

/** Lists of these are views of the host's block. */
const views: Partial<Record<ScalarName, string>> = {
  u8: "Uint8Array",
  s8: "Int8Array",
  u16: "Uint16Array",
  s16: "Int16Array",
  u32: "Uint32Array",
  s32: "Int32Array",
  u64: "Uint64Array",
  s64: "Int64Array",
  f32: "Float32Array",
  f64: "Float64Array",
};

export function typeRef(type: TypePlan, cx: Context): Fragment {
  return type.name === undefined
    ? shapeRef(type, cx)
    : reference({ from: typeFile(type.id, cx.plan), name: cx.names.type(type.id) });
}

/** A type by its structure, where an alias cannot stand: after `new`. */
export function shapeRef(type: TypePlan, cx: Context): Fragment {
  const { kind } = type;
  switch (kind.k) {
    case "scalar":
      return code`${scalars[kind.scalar]}`;
    case "string":
      return code`string`;
    case "list":
      return listRef(kind, cx);
    case "array":
      return code`StaticArray<${cx.typeRef(kind.of)}>`;
    case "record":
      return kind.shape === "record"
        ? typeRef(type, cx)
        : tupleRef(
            kind.fields.map((f) => f.type),
            cx,
          );
    case "variant":
      if (kind.shape === "option") return optionRef(kind.cases[1]?.type, cx);
      return kind.shape === "result"
        ? code`${runtime("values", "Result")}<${resultArgs(kind, cx)}>`
        : typeRef(type, cx);
    case "handle":
      return resourceRef(kind.resource, cx);
    case "alias":
      return cx.typeRef(kind.of);
    case "flags":
      return typeRef(type, cx);
  }
}

function listRef(kind: Extract<TypeKind, { k: "list" }>, cx: Context): Fragment {
  const element = cx.resolved(kind.of);
  if (kind.map && element.kind.k === "record")
    return code`Map<${join(
      element.kind.fields.map((f) => cx.typeRef(f.type)),
      ", ",
    )}>`;
  const view = element.kind.k === "scalar" ? views[element.kind.scalar] : undefined;
  return view === undefined ? code`Array<${cx.typeRef(kind.of)}>` : code`${view}`;
}

const tupleRef = (types: readonly TypeId[], cx: Context): Fragment =>
  code`${reference({ from: "tuples", name: `Tuple${types.length}` })}<${join(
    types.map((t) => cx.typeRef(t)),
    ", ",
  )}>`;

function optionRef(of: TypeId | undefined, cx: Context): Fragment {
  if (of === undefined) throw new Error("an option has a payload");
  return isNullable(of, cx) ? code`${cx.typeRef(of)} | null` : code`${runtime("values", "Option")}<${cx.typeRef(of)}>`;
}

/** The type arguments of a result. */
export function resultArgs(kind: Extract<TypeKind, { k: "variant" }>, cx: Context): Fragment {
  return join(
    kind.cases.map((c) => (c.type === undefined ? runtime("values", "Unit") : cx.typeRef(c.type))),
    ", ",
  );
}

/** Whether `null` can mark the absence of a value: it is an object, and no option that is null itself. */
export function isNullable(id: TypeId, cx: Context): boolean {
  if (isNumber(id, cx)) return false;
  const { kind } = cx.resolved(id);
  const some = kind.k === "variant" && kind.shape === "option" ? kind.cases[1]?.type : undefined;
  return some === undefined || !isNullable(some, cx);
}

export function isNumber(id: TypeId, cx: Context): boolean {
  const { kind } = cx.resolved(id);
  return kind.k === "scalar" || kind.k === "flags" || (kind.k === "variant" && kind.shape === "enum");
}

export function typeDecl(type: TypePlan, cx: Context): Fragment {
  const name = cx.names.type(type.id);
  const { kind } = type;
  const head = docs(type.docs);
  if (kind.k === "record" && kind.shape === "record") return record(type, kind, name, cx);
  if (kind.k === "flags") {
    const none = kind.flags.some((_, i) => cx.names.member(type.id, i) === "None") ? empty : code`None = 0,`;
    const members = kind.flags.map(
      (f, i) => code`
      ${labelDocs(f.docs)}
      ${cx.names.member(type.id, i)} = 1 << ${i},`,
    );
    return code`
      ${head}
      export enum ${name} {
        ${none}
        ${members}
      }`;
  }
  if (kind.k === "variant" && kind.shape === "enum") {
    const members = kind.cases.map(
      (c, i) => code`
      ${labelDocs(c.docs)}
      ${cx.names.member(type.id, i)},`,
    );
    return code`
      ${head}
      export enum ${name} {
        ${members}
      }`;
  }
  if (kind.k === "variant" && kind.shape === "variant") return variant(type, kind, name, cx);
  return code`
    ${head}
    export type ${name} = ${shapeRef(type, cx)};`;
}

function record(type: TypePlan, kind: Extract<TypeKind, { k: "record" }>, name: string, cx: Context): Fragment {
  const fields = kind.fields.map((f, i) => {
    const field = code`public ${cx.names.member(type.id, i)}: ${cx.typeRef(f.type)}`;
    return kind.fields.length === 1 && f.docs === undefined
      ? field
      : code`
      ${labelDocs(f.docs)}
      ${field},`;
  });
  const params =
    kind.fields.length === 1 && kind.fields[0]?.docs === undefined
      ? code`constructor(${fields}) {}`
      : code`
    constructor(
      ${fields}
    ) {}`;
  return code`
    ${docs(type.docs)}
    export class ${name} {
      ${params}
    }`;
}

/** A tag, and one field for each type that a case carries; factories make values, getters trap on another case. */
function variant(type: TypePlan, kind: Extract<TypeKind, { k: "variant" }>, name: string, cx: Context): Fragment {
  const member = (i: number): string => cx.names.member(type.id, i);
  const stores = new Map<string, { readonly name: string; readonly decl: CodeValue }>();
  const parts = kind.cases.map((c, i) => {
    if (c.type === undefined) {
      return code`
        ${labelDocs(c.docs)}
        static ${factory(member(i))}(): ${name} {
          return new ${name}(${name}.${member(i)});
        }`;
    }
    const ref = cx.typeRef(c.type);
    const sure = isNullable(c.type, cx) ? "!" : "";
    const field = stores.get(ref.text)?.name ?? `payload${stores.size}`;
    stores.set(ref.text, { name: field, decl: code`private ${field}${sure}: ${ref};` });
    return code`
      ${labelDocs(c.docs)}
      static ${factory(member(i))}(value: ${ref}): ${name} {
        const made = new ${name}(${name}.${member(i)});
        made.${field} = value;
        return made;
      }

      /** The value of \`${c.name}\`; traps on another case. */
      get as${member(i)}(): ${ref} {
        if (this.tag != ${name}.${member(i)}) unreachable();
        return this.${field};
      }`;
  });
  const members = [
    lines(kind.cases.map((_, i) => code`static readonly ${member(i)}: i32 = ${i};`)),
    lines([...stores.values()].map((s) => s.decl)),
    code`private constructor(readonly tag: i32) {}`,
    ...parts,
  ];
  return code`
    ${docs(type.docs)}
    export class ${name} {
      ${paragraphs(members)}
    }`;
}

/** `tuples.ts`: a class for each number of members that the plan uses. */
export function tuples(cx: Context): Fragment | undefined {
  const sizes = new Set(
    cx.plan.types.flatMap((t) => (t.kind.k === "record" && t.kind.shape === "tuple" ? [t.kind.fields.length] : [])),
  );
  if (sizes.size === 0) return undefined;
  return paragraphs(
    [...sizes]
      .sort((a, b) => a - b)
      .map((size) => {
        const indexes = Array.from({ length: size }, (_, i) => i);
        const fields = indexes.map((i) => code`public _${i}: T${i}`);
        const inside =
          size === 1
            ? code`constructor(${fields}) {}`
            : code`
      constructor(
        ${fields.map((f) => code`${f},`)}
      ) {}`;
        return code`
      export class ${group(
        `Tuple${size}<`,
        indexes.map((i) => `T${i}`),
        ">",
      )} {
        ${inside}
      }`;
      }),
  );
}
