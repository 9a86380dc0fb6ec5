/** Declarations of types: interfaces for records and flags, unions of strings for enums, tagged unions for variants. */
import type { TypeKind, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, lines } from "../../emit/code.js";
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
  return lines([docs(type.docs), broken(`export type ${name} =`, structure(type, cx))]);
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
  return lines([
    head,
    union(name, cases),
    code`/** The cases of ${`\`${name}\``}, in order. */`,
    breakable(`export const ${name}: readonly ${name}[] = [`, cases, "];"),
  ]);
}

function variant(type: TypePlan, kind: Extract<TypeKind, { k: "variant" }>, name: string, cx: Context): Fragment {
  const cases = kind.cases.map((c, i) => {
    const tag = cx.names.member(type.id, i);
    return c.type === undefined
      ? code`{ readonly tag: ${tag} }`
      : code`{ readonly tag: ${tag}; readonly val: ${cx.typeRef(c.type)} }`;
  });
  return lines([docsWithCases(type.docs, kind.cases), union(name, cases)]);
}

/** On one line, unless it is too long for that. */
function union(name: string, cases: readonly Fragment[]): Fragment {
  const [only] = cases;
  if (cases.length === 1 && only !== undefined) return broken(`export type ${name} =`, only);
  const flat = code`export type ${name} = ${{ text: cases.map((c) => c.text).join(" | "), imports: cases.flatMap((c) => c.imports) }};`;
  if (lengthOf(flat) <= width) return flat;
  const body = lines(cases.map((c) => code`| ${c}`));
  return code`
    export type ${name} =
      ${{ text: `${body.text};`, imports: body.imports }}`;
}

const broken = (head: string, of: Fragment): Fragment => code`${head} ${of};`;

/** On one line, with every name as it is declared. */
export const lengthOf = (of: Fragment): number => settle(of.text, Number.POSITIVE_INFINITY, (_, name) => name).length;
