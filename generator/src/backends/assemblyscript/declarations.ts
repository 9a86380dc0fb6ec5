/** Declarations of types: classes for records and variants, enums for enums and flags, aliases for the rest. */
import type { TypeKind, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import { breakable as group } from "../../emit/line-breaks.js";
import { docs } from "./docs.js";
import { factory } from "./names.js";
import { isNullable, shapeRef } from "./types.js";

export function typeDecl(type: TypePlan, cx: Context): Fragment {
  const name = cx.names.type(type.id);
  const { kind } = type;
  const head = docs(type.docs);
  if (kind.k === "record" && kind.shape === "record") return record(type, kind, name, cx);
  if (kind.k === "flags") {
    const none = kind.flags.some((_, i) => cx.names.member(type.id, i) === "None") ? empty : code`None = 0,`;
    const members = kind.flags.map(
      (f, i) => code`
      ${docs(f.docs)}
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
      ${docs(c.docs)}
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
      ${docs(f.docs)}
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
        ${docs(c.docs)}
        static ${factory(member(i))}(): ${name} {
          return new ${name}(${name}.${member(i)});
        }`;
    }
    const ref = cx.typeRef(c.type);
    const sure = isNullable(c.type, cx) ? "!" : "";
    const field = stores.get(ref.text)?.name ?? `payload${stores.size}`;
    stores.set(ref.text, { name: field, decl: code`private ${field}${sure}: ${ref};` });
    return code`
      ${docs(c.docs)}
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
