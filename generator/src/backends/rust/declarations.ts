/** Declarations of types. */
import type { CasePlan, Label, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import { behind } from "../../emit/line-breaks.js";
import type { TypeId } from "../../ids.js";
import { comment, member } from "./comment.js";
import { errorText, isError } from "./outcome.js";
import { isCopy, structure } from "./types.js";

export function typeDecl(type: TypePlan, cx: Context): Fragment {
  if (type.name === undefined || type.home === undefined) return empty;
  const docs = comment(type.docs, { fallback: `\`${type.name}\` of \`${type.home.interface}\`.` });
  const name = cx.names.type(type.id);
  const { kind } = type;
  if (kind.k === "record" && kind.shape === "record") {
    const fields = kind.fields.map((f, i) =>
      member(f.docs, code`pub ${cx.names.member(type.id, i)}: ${cx.typeRef(f.type)},`),
    );
    return lines([docs, derive(type, cx), undocumented(kind.fields), container(`pub struct ${name}`, fields)]);
  }
  if (kind.k === "flags") {
    const flags = kind.flags.map((f, i) => member(f.docs, `${cx.names.member(type.id, i)} = ${i},`));
    return code`
      crate::flags::flag_set! {
          ${docs}
          ${container(`pub struct ${name}: ${kind.repr}`, flags)}
      }`;
  }
  if (kind.k === "variant" && (kind.shape === "enum" || kind.shape === "variant")) {
    const plain = kind.shape === "enum";
    const body = lines([
      docs,
      derive(type, cx),
      undocumented(kind.cases),
      plain ? `#[repr(${kind.discriminant})]` : empty,
      container(
        `pub enum ${name}`,
        kind.cases.map((c, i) => enumCase(c, i, type, cx)),
      ),
    ]);
    if (!plain) return body;
    return paragraphs([
      body,
      `crate::abi::plain_enum!(${name}: ${kind.discriminant}, ${kind.cases.length});`,
      isError(type.id, cx) ? errorText(type, cx) : empty,
    ]);
  }
  return lines([docs, behind(`pub type ${name} =`, code`${structure(type, cx)};`)]);
}

function enumCase(c: CasePlan, index: number, type: TypePlan, cx: Context): Fragment {
  const name = cx.names.member(type.id, index);
  const plain = type.kind.k === "variant" && type.kind.shape === "enum";
  return lines([
    comment(c.docs),
    plain && index === 0 && hasDefault(type.id, cx) ? "#[default]" : empty,
    c.type === undefined ? `${name},` : code`${name}(${cx.typeRef(c.type)}),`,
  ]);
}

const container = (head: string, members: readonly Fragment[]): Fragment =>
  members.length === 0
    ? code`${head} {}`
    : code`
    ${head} {
        ${members}
    }`;

/** The WIT may leave members without a word; a sentence of the generator's would say no more than their names. */
const undocumented = (members: readonly Label[]): Fragment =>
  members.every((m) => comment(m.docs).text !== "") ? empty : code`#[allow(missing_docs)]`;

function derive(type: TypePlan, cx: Context): Fragment {
  const { id, hasOwn, hasBorrow } = type;
  const handles = hasOwn || hasBorrow;
  const all = [
    ...(handles ? [] : ["Clone"]),
    ...(isCopy(id, cx) ? ["Copy"] : []),
    "Debug",
    ...(hasDefault(id, cx) ? ["Default"] : []),
    ...(handles || hasFloat(id, cx) ? [] : ["Eq", "Hash"]),
    ...(handles ? [] : ["PartialEq"]),
  ];
  return code`#[derive(${all.join(", ")})]`;
}

function hasFloat(id: TypeId, cx: Context): boolean {
  const { kind } = cx.resolved(id);
  switch (kind.k) {
    case "scalar":
      return kind.scalar === "f32" || kind.scalar === "f64";
    case "list":
    case "array":
      return hasFloat(kind.of, cx);
    case "record":
      return kind.fields.some((f) => hasFloat(f.type, cx));
    case "variant":
      return kind.cases.some((c) => c.type !== undefined && hasFloat(c.type, cx));
    default:
      return false;
  }
}

/** Zeros, nothing, and the first case of a plain enum that is no error: what options of a call are when nobody sets them. */
function hasDefault(id: TypeId, cx: Context): boolean {
  const type = cx.resolved(id);
  const { kind } = type;
  switch (kind.k) {
    case "scalar":
    case "string":
    case "list":
    case "flags":
      return true;
    case "array":
      // The standard library has it for lengths up to 32.
      return kind.length <= 32 && hasDefault(kind.of, cx);
    case "record":
      return (kind.shape === "record" || kind.fields.length <= 12) && kind.fields.every((f) => hasDefault(f.type, cx));
    case "variant":
      if (kind.shape === "option") return true;
      return kind.shape === "enum" && type.status === undefined && !isError(type.id, cx);
    default:
      return false;
  }
}
