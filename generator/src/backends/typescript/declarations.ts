/** Declarations of types: interfaces for records and flags, unions of strings for enums, tagged unions for variants. */
import type { TypeKind, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, join, lines } from "../../emit/code.js";
import { breakable, settle } from "../../emit/line-breaks.js";
import { docs, docsWithCases } from "./docs.js";
import { mayBeAbsent, structure } from "./types.js";

/** As prettier breaks lines. */
export const width = 100;

export function typeDecl(type: TypePlan, cx: Context): Fragment {
  if (type.name === undefined) return empty;
  const name = cx.names.type(type.id);
  const { kind } = type;
  if (kind.k === "record" && kind.shape === "record") return record(type, kind, name, cx);
  if (kind.k === "flags") return flags(type, kind, name, cx);
  if (kind.k === "variant" && kind.shape === "enum") return enumeration(type, kind, name, cx);
  if (kind.k === "variant" && kind.shape === "variant") return variant(type, kind, name, cx);
  return lines([docs(type.docs), code`export type ${name} = ${structure(type, cx)};`]);
}

/** `head { ... }`, one member a line. */
export function block(head: CodeValue, members: readonly CodeValue[]): Fragment {
  if (members.length === 0) return code`${head} {}`;
  return code`
    ${head} {
      ${members}
    }`;
}

function record(type: TypePlan, kind: Extract<TypeKind, { k: "record" }>, name: string, cx: Context): Fragment {
  const fields = kind.fields.map((f, i) =>
    lines([
      docs(f.docs),
      code`readonly ${cx.names.member(type.id, i)}${mayBeAbsent(f.type, cx) ? "?" : ""}: ${cx.typeRef(f.type)};`,
    ]),
  );
  return lines([docs(type.docs), block(`export interface ${name}`, fields)]);
}

/** What is absent is not set. */
function flags(type: TypePlan, kind: Extract<TypeKind, { k: "flags" }>, name: string, cx: Context): Fragment {
  const members = kind.flags.map((f, i) =>
    lines([docs(f.docs), code`readonly ${cx.names.member(type.id, i)}?: boolean;`]),
  );
  const names = kind.flags.map((_, i) => JSON.stringify(cx.names.member(type.id, i)));
  return lines([
    docs(type.docs),
    block(`export interface ${name}`, members),
    code`/** The names of ${`\`${name}\``}, in order. */`,
    breakable(`export const ${name}: readonly (keyof ${name})[] = [`, names, "];"),
  ]);
}

function enumeration(type: TypePlan, kind: Extract<TypeKind, { k: "variant" }>, name: string, cx: Context): Fragment {
  const head = docsWithCases(type.docs, kind.cases);
  if (type.status !== undefined) {
    return lines([head, code`export type ${name} = ${cx.typeRef(type.status.error)} | undefined;`]);
  }
  const cases = kind.cases.map((_, i) => code`${cx.names.member(type.id, i)}`);
  const short = code`export type ${name} = ${join(cases, " | ")};`;
  const long = code`
    export type ${name} =
      ${cases.map((c, i) => code`| ${c}${i === cases.length - 1 ? ";" : ""}`)}`;
  return lines([
    head,
    lengthOf(short) <= width ? short : long,
    code`/** The cases of ${`\`${name}\``}, in order. */`,
    breakable(`export const ${name}: readonly ${name}[] = [`, cases, "];"),
  ]);
}

interface Member {
  readonly tag: string;
  readonly val?: Fragment;
}

function variant(type: TypePlan, kind: Extract<TypeKind, { k: "variant" }>, name: string, cx: Context): Fragment {
  const members = kind.cases.map((c, i): Member => {
    const tag = cx.names.member(type.id, i);
    return c.type === undefined ? { tag } : { tag, val: cx.typeRef(c.type) };
  });
  return lines([docsWithCases(type.docs, kind.cases), union(name, members)]);
}

const flat = ({ tag, val }: Member): Fragment =>
  val === undefined ? code`{ readonly tag: ${tag} }` : code`{ readonly tag: ${tag}; readonly val: ${val} }`;

/** A member a line, each on several lines when it is too long for one. */
function union(name: string, members: readonly Member[]): Fragment {
  const all = code`export type ${name} = ${join(members.map(flat), " | ")};`;
  const [only] = members;
  if (lengthOf(all) <= width || only === undefined) return all;
  if (members.length === 1)
    return code`
      export type ${name} = {
        readonly tag: ${only.tag};
        readonly val: ${only.val ?? empty};
      };`;
  const last = members.length - 1;
  return code`
    export type ${name} =
      ${members.map((member, i) => (i === last ? code`${unionLine(member, 1)};` : unionLine(member, 0)))}`;
}

function unionLine(member: Member, after: number): Fragment {
  const line = code`| ${flat(member)}`;
  if (lengthOf(line) + "  ".length + after <= width) return line;
  return code`
    | {
        readonly tag: ${member.tag};
        readonly val: ${member.val ?? empty};
      }`;
}

/** On one line, with every name as it is declared. */
export const lengthOf = (of: Fragment): number => settle(of.text, Number.POSITIVE_INFINITY, (_, name) => name).length;
