/** Variants of all shapes: taking them apart by their case, and making them from a number. */
import type { Arm, Stmt } from "../../abi/ir.js";
import type { TypePlan } from "../../abi/plan-model.js";
import type { FuncContext } from "../../backend/contract.js";
import { localUses } from "../../backend/local-uses.js";
import { type CodeValue, code, empty, type Fragment, lines } from "../../emit/code.js";
import { armOf } from "../../emit/line-breaks.js";
import type { LocalId } from "../../ids.js";
import { asCore, localName, reference, unused } from "./expressions.js";
import { call } from "./layout.js";
import { slotsOf, tupleOf } from "./slots.js";
import { block } from "./statements.js";
import { failed } from "./types.js";

type Of<Op extends Stmt["op"]> = Extract<Stmt, { op: Op }>;

/** `Some(x)`, `Err(x)`, `Value::Text(x)`: as a pattern and as a value. */
function caseOf(type: TypePlan, index: number, payload: CodeValue | undefined, cx: FuncContext): Fragment {
  const { kind } = type;
  if (kind.k !== "variant") return unused("case");
  const name = code`${constructorOf(type, index, cx)}`;
  return payload === undefined ? name : code`${name}(${payload})`;
}

function constructorOf(type: TypePlan, index: number, cx: FuncContext): Fragment {
  const { kind } = type;
  if (kind.k !== "variant") return unused("case");
  if (kind.shape === "option") return code`${index === 0 ? "None" : "Some"}`;
  if (kind.shape === "result") return code`${index === 0 ? "Ok" : "Err"}`;
  return code`${cx.typeRef(type.id)}::${cx.names.member(type.id, index)}`;
}

/** A result has a payload in each case, if only `()` or `Failed`. */
const isResult = ({ kind }: TypePlan): boolean => kind.k === "variant" && kind.shape === "result";

export function match(s: Of<"match">, cx: FuncContext): Fragment {
  const slots = slotsOf(s, cx);
  if (slots.length === 0) return effects(s, cx);
  return code`let ${tupleOf(slots, cx) ?? tuple(slots.map((id) => localName(cx, id)))} = ${slotValues(s, slots, cx)};`;
}

/** A match that makes one flat value. */
export function madeSlot(s: Of<"match">, cx: FuncContext): Made | undefined {
  const slots = slotsOf(s, cx);
  const [only] = slots;
  return only === undefined || slots.length > 1 ? undefined : { to: only, of: slotValues(s, slots, cx) };
}

/** A local, and what it is. */
export interface Made {
  readonly to: LocalId;
  readonly of: Fragment;
}

const tuple = (items: readonly CodeValue[]): Fragment =>
  items.length === 1 ? code`${items[0] ?? ""}` : call("(", items, ")");

/** `match x { ... }`, each arm with a value for each slot. */
function slotValues(s: Of<"match">, slots: readonly LocalId[], cx: FuncContext): Fragment {
  const type = cx.resolved(s.type);
  const arms = s.arms.map((a) => {
    const before = block(
      a.body.filter((x) => x.op !== "set"),
      cx,
    );
    const values = slots.map((slot) => {
      const set = a.body.findLast((x) => x.op === "set" && x.to === slot);
      if (set?.op === "set") return asCore(set.of, cx);
      const local = cx.localType(slot);
      return local.t === "core" && local.core.startsWith("f") ? "0.0" : "0";
    });
    const pattern = patternOf(type, a, true, cx);
    return before.text === ""
      ? armOf(code`${pattern} =>`, tuple(values))
      : code`
      ${pattern} => {
          ${lines([before, tuple(values)])}
      }`;
  });
  return code`
    match ${reference(s.of, cx)} {
        ${arms}
    }`;
}

function patternOf(type: TypePlan, a: Arm, needed: boolean, cx: FuncContext): Fragment {
  const used = a.bind !== undefined && localUses(cx.fn).reads.has(a.bind) && needed;
  const none = isResult(type) ? (a.index === 0 ? "()" : "_") : undefined;
  const name = constructorOf(type, a.index, cx);
  const payload = a.bind === undefined ? none : used ? localName(cx, a.bind) : "_";
  return payload === undefined ? name : call(code`${name}(`, [payload], ")");
}

function effects(s: Of<"match">, cx: FuncContext): Fragment {
  const type = cx.resolved(s.type);
  const subject = reference(s.of, cx);
  const arms = s.arms.map((a) => {
    const body = block(a.body, cx);
    return { pattern: patternOf(type, a, body.text !== "", cx), body };
  });
  const full = arms.filter(({ body }) => body.text !== "");
  const [only] = full;
  // A variant of one case without a payload says nothing.
  if (only === undefined) return code`let _ = ${subject};`;
  if (full.length === 1 && arms.length > 1)
    return code`
      if let ${only.pattern} = ${subject} {
          ${only.body}
      }`;
  return code`
    match ${subject} {
        ${arms.map(({ pattern, body }) => arm(pattern, body))}
    }`;
}

const arm = (pattern: CodeValue, body: Fragment): Fragment =>
  body.text === ""
    ? code`${pattern} => {}`
    : code`
    ${pattern} => {
        ${body}
    }`;

/** A switch without a value: the blocks of a result that go. */
export function switched(s: Of<"switch">, cx: FuncContext): Fragment {
  const arms = s.arms.map(({ index, body }) => ({ index, body: block(body, cx) }));
  const full = arms.filter(({ body }) => body.text !== "");
  const [only] = full;
  if (only === undefined) return empty;
  if (full.length === 1)
    return code`
      if ${cx.expr(s.of)} == ${only.index} {
          ${only.body}
      }`;
  return code`
    match ${cx.expr(s.of)} {
        ${full.map(({ index, body }) => arm(String(index), body))}
        _ => {}
    }`;
}

/** A switch whose arms make the cases of one value, as that value. */
export function chosen(s: Of<"switch">, cx: FuncContext): Made | undefined {
  const last = s.arms[0]?.body.at(-1);
  if (last?.op !== "case") return undefined;
  const type = cx.resolved(last.type);
  const arms = s.arms.map(({ index, body }) => {
    const made = body.at(-1);
    if (made?.op !== "case") return unused("case");
    const value = caseOf(type, made.index, payloadOf(made, type, cx), cx);
    const before = block(body.slice(0, -1), cx);
    return before.text === ""
      ? armOf(`${index} =>`, value)
      : code`
      ${index} => {
          ${lines([before, value])}
      }`;
  });
  return {
    to: last.to,
    of: code`
      match ${cx.expr(s.of)} {
          ${arms}
          _ => abi::trap(),
      }`,
  };
}

function payloadOf(made: Of<"case">, type: TypePlan, cx: FuncContext): CodeValue | undefined {
  if (made.arg !== undefined) return cx.expr(made.arg);
  if (!isResult(type)) return undefined;
  return made.index === 0 ? "()" : failed;
}
