/** The call of the app's own function in an export's glue. */
import type { Stmt } from "../../abi/ir.js";
import type { FuncContext } from "../../backend/contract.js";
import { code, type Fragment } from "../../emit/code.js";
import { wrapped } from "../../emit/line-breaks.js";
import { call } from "./layout.js";
import { objectTrait } from "./places.js";
import { isExported, resourceRef } from "./types.js";

export function handlerCall(s: Extract<Stmt, { op: "callUser" }>, cx: FuncContext): Fragment {
  const { fn } = cx;
  const args = s.args.map((arg, i) => {
    const type = fn.params[i]?.type;
    const { kind } = type === undefined ? { kind: undefined } : cx.resolved(type);
    const lent = kind?.k === "handle" && kind.mode === "borrow" && !isExported(kind.resource, cx);
    return lent ? code`&${cx.expr(arg)}` : cx.expr(arg);
  });
  const owner =
    fn.resource === undefined ? "G" : `<G::${cx.names.resource(fn.resource)} as ${objectTrait(fn.resource, cx)}>`;
  const made = call(`${owner}::${cx.names.func(fn)}(`, args, ")");
  if (fn.kind === "constructor" && fn.resource !== undefined) {
    const handle = resourceRef(fn.resource, cx);
    return fn.outcome.kind === "result" ? code`${made}.map(${handle}::new)` : wrapped(code`${handle}::new(`, made, ")");
  }
  return fn.outcome.kind === "status" ? code`abi::status(${made})` : made;
}
