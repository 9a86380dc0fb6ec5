/** The permission steps of an import as statements. */
import type { GuardArg, GuardCondition, Requirement } from "../../abi/guard.js";
import type { Stmt } from "../../abi/ir.js";
import type { FuncContext, StmtPrinters } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, join, lines } from "../../emit/code.js";
import { breakable } from "../../emit/line-breaks.js";
import { deciderName, everyStatement } from "./functions.js";
import { rt } from "./types.js";

type Check = Extract<Stmt, { op: "check" }>;
type Rights = Extract<Stmt, { op: "rights" }>;
type Filter = Extract<Stmt, { op: "filter" }>;

export const guardStatements: Pick<StmtPrinters, "admit" | "check" | "rights" | "charge" | "filter"> = {
  admit(s, cx) {
    const names = s.scopes.map((scope) => deciderName(cx.fn, scope, cx));
    const admitted = names.map((name) => `${name}.admitted`);
    const [only] = names;
    // A function without a directive has no scope: nothing can grant it.
    if (only === undefined) return when("!rt.servesUndirected", cx.body(s.denied));
    const test =
      admitted.length === 1 ? `!${admitted.join("")}` : `!(${admitted.join(s.mode === "all" ? " && " : " || ")})`;
    return when(test, lines([`rt.refused(${names.join(", ")});`, cx.body(s.denied)]));
  },
  check: (s, cx) => (isSimple(s, cx) ? printSimpleCheck(s, cx) : printCheck(s, cx)),
  rights(s, cx) {
    const rule = cx.local(s.rule);
    const handle = cx.local(s.handle);
    const grant = usesRule(s, cx) ? `const ${rule} = handles.grant(${handle});` : "";
    if (s.needs === undefined) return lines([when(`!handles.stands(${handle})`, cx.body(s.closed)), grant]);
    return lines([
      `const ${rule}$standing = handles.standing(${handle}, ${JSON.stringify(s.needs)});`,
      when(`${rule}$standing === "lacking"`, cx.body(s.denied)),
      when(`${rule}$standing === "withdrawn"`, cx.body(s.closed)),
      grant,
    ]);
  },
  charge(s, cx) {
    const counts = s.amounts.map((a) => code`${cx.expr(a)} >>> 0`);
    const [only, ...more] = counts;
    const sum =
      more.length === 0
        ? (only ?? code`1`)
        : join(
            counts.map((c) => code`(${c})`),
            " + ",
          );
    return when(code`!rt.charge(${JSON.stringify(s.limit)}, ${sum})`, cx.body(s.exceeded));
  },
  filter: printFilter,
};

function when(test: CodeValue, body: Fragment): Fragment {
  return code`
    if (${test}) {
      ${body}
    }`;
}

/** One permission with one string: the decider answers without collecting anything. */
function isSimple(s: Check, cx: FuncContext): boolean {
  const [only, ...more] = s.requirements;
  const [arg, ...rest] = only?.args ?? [];
  if (
    only === undefined ||
    arg === undefined ||
    more.length > 0 ||
    rest.length > 0 ||
    only.when.length > 0 ||
    arg.kind === "self"
  )
    return false;
  const isText = arg.kind === "literal" || cx.resolved(arg.type).kind.k === "string";
  return isText && !usesRule(s, cx);
}

function usesRule(s: Check | Rights, cx: FuncContext): boolean {
  return everyStatement(cx.fn.body).some((b) => b.op === "lowerHandle" && b.minted?.rule === s.rule);
}

function printSimpleCheck(s: Check, cx: FuncContext): Fragment {
  const rule = cx.local(s.rule);
  const [only] = s.requirements;
  return lines([
    code`const ${rule} = ${deciderName(cx.fn, only?.scope ?? "", cx)}.check1(${join(
      (only?.args ?? []).map((a) => argument(a, cx)),
      ", ",
    )});`,
    when(`${rule} === "denied"`, cx.body(s.denied)),
    when(`${rule} === "invalid"`, cx.body(s.invalid)),
  ]);
}

function printCheck(s: Check, cx: FuncContext): Fragment {
  const calls = s.requirements.map((r) => {
    const args = breakable(
      "[",
      r.args.map((a) => argument(a, cx)),
      "]",
    );
    const parts = [JSON.stringify(r.scope), deciderName(cx.fn, r.scope, cx), args];
    const call = breakable("guard.require(", parts, ");");
    if (r.when.length === 0) return call;
    return when(
      join(
        r.when.map((c) => condition(c, cx)),
        " || ",
      ),
      call,
    );
  });
  const rule = cx.local(s.rule);
  return lines([
    code`guard.begin();`,
    ...calls,
    code`const ${rule}$verdict = guard.decide();`,
    when(`${rule}$verdict === "denied"`, cx.body(s.denied)),
    when(`${rule}$verdict === "invalid"`, cx.body(s.invalid)),
    usesRule(s, cx) ? code`const ${rule} = guard.grant();` : "",
  ]);
}

function argument(arg: GuardArg, cx: FuncContext): Fragment {
  switch (arg.kind) {
    case "literal":
      return code`${JSON.stringify(arg.value)}`;
    case "value":
      return cx.expr(arg.of);
    case "self":
      return code`handles.remembered(${cx.local(arg.handle)}, ${JSON.stringify(arg.path)})`;
  }
}

/** A true bool, a set flag, a given option. */
function condition(c: GuardCondition, cx: FuncContext): Fragment {
  const of = cx.expr(c.of);
  if (c.flag !== undefined) return code`(${of} & 0x${(2 ** c.flag).toString(16)}) !== 0`;
  const { kind } = cx.resolved(c.type);
  return kind.k === "variant" && kind.shape === "option" ? code`${of} !== undefined` : of;
}

/** Elements that the guest may not know of take no place: paging counts what is left. */
function printFilter(s: Filter, cx: FuncContext): Fragment {
  const to = cx.local(s.to);
  const item = cx.local(s.item);
  const covered = (r: Requirement): Fragment =>
    code`${deciderName(cx.fn, r.scope, cx)}.covers([${join(
      r.args.map((a) => argument(a, cx)),
      ", ",
    )}])`;
  const { kind } = cx.resolved(s.type);
  const element = kind.k === "list" ? cx.typeRef(kind.of) : empty;
  const shown = s.anyOf.map(covered);
  const hidden = shown.length === 1 ? code`!${shown}` : code`!(${join(shown, " || ")})`;
  const skip = s.start === undefined ? "" : code`let ${to}$skip = ${cx.expr(s.start)};`;
  return code`
    const ${to}: Array<${element}> = [];
    ${skip}
    for (const ${item} of ${cx.local(s.list)}) {
      if (${hidden}) continue;
      ${s.after === undefined ? "" : code`if (${rt("isBefore")}(${item}, ${cx.expr(s.after)})) continue;`}
      ${s.start === undefined ? "" : code`if (${to}$skip-- > 0) continue;`}
      ${s.max === undefined ? "" : code`if (${to}.length >= ${cx.expr(s.max)}) break;`}
      ${to}.push(${item});
    }`;
}
