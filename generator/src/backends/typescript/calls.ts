/** Calls and handles: the host's function, the app's implementation, what goes from hand to hand. */
import type { Stmt } from "../../abi/ir.js";
import type { FuncContext, StmtPrinters } from "../../backend/contract.js";
import { code, empty, type Fragment, lines } from "../../emit/code.js";
import { breakable, enclosed } from "../../emit/line-breaks.js";
import { call } from "./expressions.js";
import { coreName } from "./functions.js";
import { lendsBlocks, resultLocal, returnType } from "./outcome.js";
import { namesOf, resourceClass, resourceTable, runtime } from "./places.js";
import { isUnused } from "./unused.js";

type CallOp = "liftHandle" | "lowerHandle" | "endBorrows" | "callCore" | "callUser" | "return";
type Of<Op extends Stmt["op"]> = Extract<Stmt, { op: Op }>;

/** Frees what an import lent to the host. */
export const leave = (cx: FuncContext): Fragment =>
  lendsBlocks(cx.fn) ? code`${runtime("memory", "leave")}(frame);` : empty;

function handleOf(type: Of<"liftHandle">["type"], cx: FuncContext) {
  const { kind } = cx.resolved(type);
  if (kind.k !== "handle") throw new Error("only handles have a resource");
  const exported = cx.resource(kind.resource).direction === "export";
  return { resource: kind.resource, own: kind.mode === "own", exported };
}

function liftHandle(s: Of<"liftHandle">, cx: FuncContext): Fragment {
  const { resource, own, exported } = handleOf(s.type, cx);
  const of = cx.expr(s.of);
  // The only handle of a constructor is that of the object under construction.
  if (cx.fn.kind === "constructor" && cx.fn.role === "guest-import")
    return code`${call(runtime("resources", "adopt"), "this", of)};`;
  const lifted = exported
    ? call(runtime("resources", own ? "takeObject" : "liftObject"), resourceTable(resource, cx), of)
    : call(runtime("resources", s.inner ? "liftLent" : "liftHandle"), resourceClass(resource, cx), of);
  return code`const ${cx.local(s.to)} = ${lifted};`;
}

function lowerHandle(s: Of<"lowerHandle">, cx: FuncContext): Fragment {
  const { resource, own, exported } = handleOf(s.type, cx);
  const of = cx.expr(s.of);
  const lowered = exported
    ? call(runtime("resources", "lowerObject"), resourceTable(resource, cx), of)
    : call(runtime("resources", own ? "give" : "lend"), of);
  return code`const ${cx.local(s.to)} = ${lowered};`;
}

/** A borrow that the app did not close itself is closed for it. */
function endBorrows(s: Of<"endBorrows">, cx: FuncContext): Fragment {
  const lifted = cx.fn.body.flatMap((b) =>
    b.op === "liftHandle" && b.of.op === "local" && s.of.includes(b.of.id) ? [b.to] : [],
  );
  const inner = s.inner ? code`${call(runtime("resources", "endLent"))};` : empty;
  return lines([...lifted.map((id) => code`${cx.local(id)}.close();`), inner]);
}

function callCore(s: Of<"callCore">, cx: FuncContext): Fragment {
  const called = call(code`${coreName(cx.fn, cx)}`, ...s.args.map((a) => cx.expr(a)));
  return s.to === undefined ? code`${called};` : code`const ${cx.local(s.to)} = ${called};`;
}

function implementation(s: Of<"callUser">, cx: FuncContext): Fragment {
  const { fn } = cx;
  const args = s.args.map((a) => cx.expr(a));
  const [self, ...rest] = args;
  const name = cx.names.func(fn);
  if (fn.kind === "method" && self !== undefined) return breakable(code`${self}.${name}(`, rest, ")");
  if (fn.resource === undefined) return breakable(`app.${name}(`, args, ")");
  const owner = `app.${cx.names.resource(fn.resource)}`;
  return breakable(fn.kind === "constructor" ? `new ${owner}(` : `${owner}.${name}(`, args, ")");
}

function callUser(s: Of<"callUser">, cx: FuncContext): Fragment {
  const called = implementation(s, cx);
  const isKept = s.to !== undefined && cx.fn.outcome.kind !== "status" && !isUnused(s.to, cx);
  const kept = isKept ? cx.local(s.to) : undefined;
  const { thrown } = s;
  if (thrown === undefined) return kept === undefined ? code`${called};` : code`const ${kept} = ${called};`;
  const { outcome } = cx.fn;
  const error = outcome.kind === "status" ? outcome.error : outcome.kind === "result" ? outcome.err : undefined;
  const type = enclosed(
    code`${runtime("errors", "answer")}<`,
    error === undefined ? "undefined" : cx.typeRef(error),
    ">",
  );
  const answered = code`${type}(thrown)`;
  const payload =
    thrown.payload === undefined ? code`${answered};` : code`const ${cx.local(thrown.payload)} = ${answered}.payload;`;
  return code`
    ${kept === undefined ? "" : code`let ${kept}: ${returnType(cx.fn, cx)};`}
    try {
      ${kept === undefined ? "" : `${kept} = `}${called};
    } catch (thrown) {
      ${payload}
      ${cx.body(thrown.body)}
    }`;
}

function printReturn(s: Of<"return">, cx: FuncContext): Fragment {
  const { fn } = cx;
  const last = fn.body.includes(s);
  if (fn.role === "guest-export")
    return s.of === undefined ? (last ? empty : code`return;`) : code`return ${cx.expr(s.of)};`;
  if (fn.kind === "constructor") return leave(cx);
  if (fn.outcome.kind === "status") {
    const returned = s.of?.op === "fromCore" ? cx.expr(s.of.of) : empty;
    const errors = namesOf(cx.resolved(fn.outcome.error).id, cx);
    return lines([leave(cx), code`${call(runtime("errors", "succeed"), returned, errors)};`]);
  }
  if (resultLocal(fn) !== undefined && fn.outcome.kind === "result" && fn.outcome.ok === undefined) return leave(cx);
  if (s.of === undefined) return leave(cx);
  return lines([leave(cx), code`return ${cx.expr(s.of)};`]);
}

export const callStatements: Pick<StmtPrinters, CallOp> = {
  liftHandle,
  lowerHandle,
  endBorrows,
  callCore,
  callUser,
  return: printReturn,
};
