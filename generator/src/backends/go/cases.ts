/** Values with cases: by the case of a native value, by a discriminant, and making one. */
import type { Arm, Stmt } from "../../abi/ir.js";
import type { FuncContext } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, lines } from "../../emit/code.js";
import { wit } from "./packages.js";
import { isHandle, optionPayload, orNone, parameters } from "./types.js";
import { isRead } from "./uses.js";
import { caseName } from "./variants.js";

type Of<Op extends Stmt["op"]> = Extract<Stmt, { op: Op }>;

export const block = (head: CodeValue, body: Fragment): Fragment =>
  body.text === ""
    ? code`${head} {}`
    : code`
  ${head} {
  	${body}
  }`;

function either(condition: CodeValue, yes: Fragment, inverse: CodeValue, no: Fragment): Fragment {
  if (no.text === "") return yes.text === "" ? empty : block(code`if ${condition}`, yes);
  if (yes.text === "") return block(code`if ${inverse}`, no);
  return code`
    if ${condition} {
    	${yes}
    } else {
    	${no}
    }`;
}

const needsPayload = (arm: Arm | undefined, cx: FuncContext): boolean =>
  arm?.bind !== undefined && isRead(arm.bind, cx);

function armBody(arm: Arm | undefined, payload: CodeValue | undefined, cx: FuncContext): Fragment {
  if (arm === undefined) return empty;
  const bind =
    arm.bind === undefined || payload === undefined || !isRead(arm.bind, cx)
      ? empty
      : code`${cx.local(arm.bind)} := ${payload}`;
  return lines([bind, cx.body(arm.body)]);
}

export function match(s: Of<"match">, cx: FuncContext): Fragment {
  const type = cx.resolved(s.type);
  const { kind } = type;
  if (kind.k !== "variant") throw new Error("only variants are matched");
  const of = cx.expr(s.of);
  const arm = (index: number): Arm | undefined => s.arms.find((a) => a.index === index);
  if (kind.shape === "option") {
    const payload = isHandle(optionPayload(type.id, cx), cx) ? of : code`*${of}`;
    return either(code`${of} != nil`, armBody(arm(1), payload, cx), code`${of} == nil`, armBody(arm(0), undefined, cx));
  }
  if (kind.shape === "result")
    return either(
      code`!${of}.Failed`,
      armBody(arm(0), code`${of}.OK`, cx),
      code`${of}.Failed`,
      armBody(arm(1), code`${of}.Err`, cx),
    );
  const reads = s.arms.some((a) => needsPayload(a, cx));
  const arms = kind.cases.map((_, i) => {
    const body = armBody(arm(i), code`${of}.Value`, cx);
    return code`
      case ${caseName(type, i, cx)}:
      	${body}`;
  });
  return code`
    switch ${reads ? code`${of} := ` : ""}${of}.(type) {
    ${arms}
    default:
    	panic("a value of ${type.name ?? "a variant"} has none of its cases")
    }`;
}

export function makeCase(s: Of<"case">, cx: FuncContext): Fragment {
  const type = cx.resolved(s.type);
  const { kind } = type;
  if (kind.k !== "variant") throw new Error("only variants have cases");
  const arg = s.arg === undefined ? undefined : cx.expr(s.arg);
  if (kind.shape === "option") {
    if (arg === undefined) return code`nil`;
    return isHandle(optionPayload(type.id, cx), cx)
      ? arg
      : code`${wit("Some")}${parameters([cx.typeRef(optionPayload(type.id, cx))])}(${arg})`;
  }
  if (kind.shape === "result") {
    const types = kind.cases.map((c) => orNone(c.type, cx));
    return code`${wit(s.index === 0 ? "Ok" : "Err")}${parameters(types)}(${arg ?? code`${wit("None")}{}`})`;
  }
  return code`${caseName(type, s.index, cx)}{${arg === undefined ? "" : code`Value: ${arg}`}}`;
}

/** By a discriminant. Of two cases the second is what the first is not: a guest trusts its host. */
export function choose(s: Of<"switch">, cx: FuncContext): Fragment {
  const of = cx.expr(s.of);
  const body = (index: number): Fragment => {
    const arm = s.arms.find((a) => a.index === index);
    return arm === undefined ? empty : cx.body(arm.body);
  };
  if (s.arms.length === 2) return either(code`${of} == 0`, body(0), code`${of} != 0`, body(1));
  return code`
    switch ${of} {
    ${s.arms.map(
      (a) => code`
      case ${a.index}:
      	${body(a.index)}`,
    )}
    default:
    	panic("the host sent a case that there is not")
    }`;
}
