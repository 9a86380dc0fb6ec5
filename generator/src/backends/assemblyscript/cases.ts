/** Values with cases: by the case of a native value, by a discriminant, and making one. */
import type { Stmt } from "../../abi/ir.js";
import type { FuncContext } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, lines } from "../../emit/code.js";
import { constant, whole } from "./expressions.js";
import { factory, runtime } from "./names.js";
import { isNullOption, resultArgs, shapeRef } from "./types.js";

type Of<Op extends Stmt["op"]> = Extract<Stmt, { op: Op }>;

/** A condition and its two bodies, without the empty ones. */
function either(condition: CodeValue, yes: Fragment, inverse: CodeValue, no: Fragment): Fragment {
  if (no.text === "") return yes.text === "" ? empty : block(code`if (${condition})`, yes);
  if (yes.text === "") return block(code`if (${inverse})`, no);
  return code`
    if (${condition}) {
      ${yes}
    } else {
      ${no}
    }`;
}

export const block = (head: CodeValue, body: Fragment): Fragment => code`
  ${head} {
    ${body}
  }`;

function armBody(
  s: Of<"match"> | Of<"switch">,
  index: number,
  payload: CodeValue | undefined,
  cx: FuncContext,
): Fragment {
  const arm = s.arms.find((a) => a.index === index);
  if (arm === undefined || (arm.body.length === 0 && s.op === "match")) return empty;
  const bind = arm.bind === undefined || payload === undefined ? empty : constant(arm.bind, payload, cx);
  return lines([bind, cx.body(arm.body)]);
}

function cases(
  subject: CodeValue,
  arms: readonly { readonly label: CodeValue; readonly body: Fragment }[],
  otherwise: CodeValue,
): Fragment {
  return code`
    switch (${subject}) {
      ${arms.map(
        (a) => code`
        case ${a.label}: {
          ${a.body}
          break;
        }`,
      )}
      ${otherwise}
    }`;
}

export function match(s: Of<"match">, cx: FuncContext): Fragment {
  const type = cx.resolved(s.type);
  const { kind } = type;
  if (kind.k !== "variant") throw new Error("only variants are matched");
  const of = cx.expr(s.of);
  if (kind.shape === "option") {
    const none = armBody(s, 0, undefined, cx);
    if (!isNullOption(type.id, cx))
      return either(code`${of}.isSome`, armBody(s, 1, code`${of}.value`, cx), code`${of}.isNone`, none);
    return either(code`${of} !== null`, armBody(s, 1, of, cx), code`${of} === null`, none);
  }
  if (kind.shape === "result")
    return either(
      code`${of}.isOk`,
      armBody(s, 0, code`${of}.value`, cx),
      code`${of}.isErr`,
      armBody(s, 1, code`${of}.error`, cx),
    );
  const name = shapeRef(type, cx);
  const arms = kind.cases.map((_, i) => {
    const member = cx.names.member(type.id, i);
    return { label: code`${name}.${member}`, body: armBody(s, i, code`${of}.as${member}`, cx) };
  });
  const full = arms.filter((a) => a.body.text !== "");
  return full.length === 0 ? empty : cases(code`${of}.tag`, full, "");
}

export function makeCase(s: Of<"case">, cx: FuncContext): Fragment {
  const type = cx.resolved(s.type);
  const { kind } = type;
  if (kind.k !== "variant") throw new Error("only variants have cases");
  const arg = s.arg === undefined ? undefined : whole(s.arg, cx);
  if (kind.shape === "option") {
    if (isNullOption(type.id, cx)) return arg ?? code`null`;
    const some = kind.cases[1]?.type;
    if (some === undefined) throw new Error("an option has a payload");
    return code`${runtime("values", "Option")}.${arg === undefined ? "none" : "some"}<${cx.typeRef(some)}>(${arg ?? ""})`;
  }
  if (kind.shape === "result")
    return code`${runtime("values", "Result")}.${s.index === 0 ? "ok" : "err"}<${resultArgs(kind, cx)}>(${arg ?? "true"})`;
  return code`${shapeRef(type, cx)}.${factory(cx.names.member(type.id, s.index))}(${arg ?? ""})`;
}

/** By a discriminant. Of two cases the second is what the first is not: a guest trusts its host. */
export function choose(s: Of<"switch">, cx: FuncContext): Fragment {
  const of = cx.expr(s.of);
  const body = (index: number): Fragment => armBody(s, index, undefined, cx);
  if (s.arms.length === 2) return either(code`${of} == 0`, body(0), code`${of} != 0`, body(1));
  const arms = s.arms.map((a) => ({ label: String(a.index), body: body(a.index) }));
  return cases(
    of,
    arms,
    code`
    default:
      unreachable();`,
  );
}
