/** Calls and handles: the implementation behind an import, the export behind a caller, what goes from hand to hand. */
import type { Stmt } from "../../abi/ir.js";
import type { FuncContext, StmtPrinters } from "../../backend/contract.js";
import { code, empty, type Fragment, lines } from "../../emit/code.js";
import { braces, breakable } from "../../emit/line-breaks.js";
import { coreName, countsMints, implementation, postName } from "./functions.js";
import { propertyKey, resourceToken, rt } from "./types.js";

type CallOp =
  | "liftHandle"
  | "lowerHandle"
  | "endBorrows"
  | "dropHandle"
  | "callCore"
  | "callUser"
  | "postReturn"
  | "return";

export const callStatements: Pick<StmtPrinters, CallOp> = {
  liftHandle(s, cx) {
    const { kind } = cx.resolved(s.type);
    if (kind.k !== "handle") throw new Error("no handle");
    const resource = cx.resource(kind.resource);
    const token = resourceToken(resource, cx);
    const how =
      resource.direction === "export"
        ? "guests.take"
        : kind.mode === "own"
          ? "handles.take"
          : s.lend
            ? "handles.lend"
            : "handles.get";
    return code`const ${cx.local(s.to)} = ${how}(${token}, ${cx.expr(s.of)});`;
  },
  lowerHandle(s, cx) {
    const { kind } = cx.resolved(s.type);
    if (kind.k !== "handle") throw new Error("no handle");
    const resource = cx.resource(kind.resource);
    const token = resourceToken(resource, cx);
    const to = cx.local(s.to);
    const of = cx.expr(s.of);
    if (resource.direction === "export") {
      const given = code`guests.${kind.mode === "own" ? "give" : "borrow"}(${token}, ${of})`;
      return code`const ${to} = ${kind.mode === "own" ? code`guests.make(${token}, ${given})` : given};`;
    }
    const { minted } = s;
    if (minted === undefined) {
      return lines([
        kind.mode === "borrow"
          ? code`const ${to} = handles.mintBorrow(${token}, ${of});`
          : code`const ${to} = handles.mint(${token}, ${of}, undefined);`,
        code`if (${to} === 0) throw memory.trap("no handle is left", "host");`,
      ]);
    }
    const remembered = minted.remember.map((r) => {
      const of = cx.expr(r.of);
      const key = propertyKey(r.path);
      return of.text === key ? of : code`${key}: ${of}`;
    });
    const rule = minted.rule === undefined ? "undefined" : cx.local(minted.rule);
    const parts = [token, of, rule, ...(remembered.length === 0 ? [] : [braces(remembered)])];
    const result = cx.fn.body.find((b) => b.op === "callUser");
    const all = result?.op === "callUser" && result.to !== undefined ? cx.local(result.to) : "undefined";
    const counted = countsMints(cx.fn);
    return code`
      ${breakable(`const ${to} = handles.mint(`, parts, ");")}
      if (${to} === 0) {
        ${counted ? "handles.revert(minted);" : ""}
        ${rt("dropAll")}(${all});
        ${cx.body(minted.exhausted)}
      }
      ${counted ? code`minted.push(${to});` : ""}`;
  },
  endBorrows(s, cx) {
    return lines(
      s.of.map((id) => {
        if (cx.fn.role === "host-import") return code`handles.endLend(${cx.local(id)});`;
        const lowered = cx.fn.body.find((b) => b.op === "lowerHandle" && b.to === id);
        const kind = lowered?.op === "lowerHandle" ? cx.resolved(lowered.type).kind : undefined;
        // A representation of the guest's own resource is no handle.
        if (kind?.k !== "handle" || cx.resource(kind.resource).direction === "export") return empty;
        return code`if (handles.holds(${cx.local(id)})) throw memory.trap("a borrowed handle was kept");`;
      }),
    );
  },
  dropHandle: (s, cx) => code`handles.drop(${resourceToken(cx.resource(s.resource), cx)}, ${cx.expr(s.of)});`,
  callCore(s, cx) {
    const target = `${s.to === undefined ? "" : `const ${cx.local(s.to)} = `}${coreName(cx.fn, cx)}(`;
    return breakable(
      target,
      s.args.map((a) => cx.expr(a)),
      ");",
    );
  },
  callUser: printCall,
  postReturn: (s, cx) =>
    breakable(
      `${postName(cx.fn, cx)}?.(`,
      s.args.map((a) => cx.expr(a)),
      ");",
    ),
  return(s, cx) {
    const value = s.of === undefined ? code`return;` : code`return ${cx.expr(s.of)};`;
    return cx.fn.role === "host-export" ? lines([code`rt.leave();`, value]) : value;
  },
};

function printCall(s: Extract<Stmt, { op: "callUser" }>, cx: FuncContext): Fragment {
  const { fn } = cx;
  const [first, ...rest] = s.args;
  const method = fn.kind === "method" && first !== undefined;
  const target = method ? code`${cx.expr(first)}.${cx.names.func(fn)}` : code`${implementation(fn, cx)}`;
  const args = (method ? rest : s.args).map((a) => cx.expr(a));
  const to = s.to === undefined ? undefined : cx.local(s.to);
  const type = s.to === undefined ? undefined : cx.localType(s.to);
  const where = JSON.stringify(`${fn.core.module} ${fn.core.field}`);
  return code`
    ${to === undefined || type?.t !== "value" ? "" : code`let ${to}: ${cx.typeRef(type.type)};`}
    try {
      ${breakable(code`${to === undefined ? "" : `${to} = `}${target}(`, args, ");")}
    } catch (thrown) {
      ${onThrown(s, cx, where)}
    }`;
}

function onThrown(s: Extract<Stmt, { op: "callUser" }>, cx: FuncContext, where: string): Fragment {
  const { thrown } = s;
  if (thrown === undefined) return code`throw rt.fault(thrown, ${where});`;
  const { outcome } = cx.fn;
  const error = outcome.kind === "status" ? outcome.error : outcome.kind === "result" ? outcome.err : undefined;
  const payload = error === undefined ? code`undefined` : cx.typeRef(error);
  const fault =
    thrown.fault === undefined ? code`throw memory.trap("the host failed", "host");` : cx.body(thrown.fault);
  return code`
    const failure = rt.answer<${payload}>(thrown, ${where});
    if (failure === undefined) {
      ${fault}
    }
    ${thrown.payload === undefined ? "" : code`const ${cx.local(thrown.payload)} = failure.payload;`}
    ${cx.body(thrown.body)}`;
}
