/** The call of the app's own function in an export's glue. */
import type { Stmt } from "../../abi/ir.js";
import type { FuncContext } from "../../backend/contract.js";
import { code, commas, type Fragment } from "../../emit/code.js";
import { orVoid, returnsOf } from "./outcome.js";
import { isHandler } from "./places.js";
import { converts } from "./types.js";

/** The plan wants the value of the WIT type; the app's function takes and returns Zig's own forms. */
export function handlerCall(s: Extract<Stmt, { op: "callUser" }>, cx: FuncContext): Fragment {
  const { fn } = cx;
  const resource = fn.resource === undefined ? "" : `${cx.names.resource(fn.resource)}.`;
  const args = s.args.map((arg, i) => {
    const of = cx.expr(arg);
    const type = fn.params[i]?.type;
    if (i === 0 && fn.kind === "method") return code`${of}.as(impl.${resource.slice(0, -1)})`;
    return type !== undefined && converts(type, cx) ? code`${of}.get()` : of;
  });
  const call = code`impl.${resource}${cx.names.func(fn)}(${commas(args)})`;
  const made = answered(call, cx);
  // What an app leaves out of several handlers answers nothing; the only one it would not leave out.
  if (!isHandler(fn) || cx.group.functions.length === 1 || cx.group.kind === "world") return made;
  const there = code`if (@hasDecl(impl, "${cx.names.func(fn)}")) ${made}`;
  if (s.to === undefined) return there;
  const to = cx.localType(s.to);
  if (to.t !== "value") throw new Error("a handler answers with a value");
  return code`${there} else wit.empty(${cx.typeRef(to.type)})`;
}

function answered(call: Fragment, cx: FuncContext): Fragment {
  const { fn } = cx;
  const returns = returnsOf(fn, cx);
  switch (returns.kind) {
    case "none":
      return call;
    case "value":
      return converts(returns.type, cx) ? code`.of(${call})` : call;
    case "status":
      return code`wit.statusOf(${cx.typeRef(returns.status)}, ${cx.typeRef(returns.error)}, ${call})`;
    case "result":
      return code`wit.answer(${orVoid(returns.ok, cx)}, ${orVoid(returns.err, cx)}, ${call})`;
  }
}
