/** Functions around their printed bodies: implementers' signatures, one import each, one typed caller each. */
import type { Requirement } from "../../abi/guard.js";
import type { Stmt } from "../../abi/ir.js";
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import { blocksOf } from "../../abi/verify.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { code, type Fragment, lines } from "../../emit/code.js";
import { docFacts, docText } from "../../emit/docs.js";
import { braces, breakable } from "../../emit/line-breaks.js";
import type { LocalId } from "../../ids.js";
import { camel, pascal } from "./names.js";
import { block, docComment, propertyKey, rt } from "./types.js";

/** All statements of a body, the nested ones too. */
export function everyStatement(body: readonly Stmt[]): readonly Stmt[] {
  return body.flatMap((s) => [s, ...blocksOf(s).flatMap(everyStatement)]);
}

/** What the implementer returns, or a caller of the guest gets. */
function resultType(fn: FuncPlan, cx: Context): Fragment {
  const { outcome } = fn;
  if (fn.role === "host-export") return fn.result === undefined ? code`void` : cx.typeRef(fn.result);
  switch (outcome.kind) {
    case "none":
      return code`void`;
    case "value":
      return cx.typeRef(outcome.type);
    case "result":
      return outcome.ok === undefined ? code`void` : cx.typeRef(outcome.ok);
    case "status":
      return code`${cx.typeRef(outcome.error)} | undefined`;
  }
}

/** `open(line: string, options: InputOptions): Input;` with its docs. */
export function signature(fn: FuncPlan, cx: Context): Fragment {
  return lines([
    functionDocs(fn, cx),
    breakable(`${cx.names.func(fn)}(`, parameters(fn, cx), code`): ${resultType(fn, cx)};`),
  ]);
}

function parameters(fn: FuncPlan, cx: Context): readonly Fragment[] {
  const own = fn.kind === "method" && fn.role === "host-import" ? 1 : 0;
  return fn.params.slice(own).map((p, i) => code`${cx.names.param(fn, i + own)}: ${cx.typeRef(p.type)}`);
}

function functionDocs(fn: FuncPlan, cx: Context): Fragment {
  const facts = docFacts(fn.directives)
    .filter((f) => f.term !== "errors")
    .map((f) => `${f.term}: ${f.text}`);
  const { outcome } = fn;
  const thrown = fn.role === "host-import" && outcome.kind === "result" && outcome.err !== undefined;
  const errors = fn.directives?.errors?.join(", ") ?? "";
  const throws =
    thrown || errors !== ""
      ? [
          `errors: ${errors === "" && outcome.kind === "result" && outcome.err !== undefined ? cx.typeRef(outcome.err).text : errors}`,
        ]
      : [];
  return docComment(
    docText(fn.docs),
    fn.directives === undefined ? throws : [...facts, ...(errors === "" ? [] : throws)],
  );
}

/** Methods of the interface: free functions, then statics and constructors under the name of their resource. */
export function hostMembers(group: Group, cx: Context): readonly Fragment[] {
  const free = group.functions.filter((fn) => fn.kind === "free").map((fn) => signature(fn, cx));
  const nested = group.resources.flatMap((id) => {
    const exported = cx.resource(id).direction === "export";
    const own = group.functions.filter((fn) => fn.resource === id && (fn.kind !== "method" || exported));
    if (own.length === 0) return [];
    return [
      code`${block(
        `readonly ${camel(cx.resource(id).name)}:`,
        own.map((fn) => signature(fn, cx)),
      )};`,
    ];
  });
  return [...free, ...nested];
}

/** How the implementation is reached: `host.listLines`, `host.input.open`, `self.read`. */
export function implementation(fn: FuncPlan, cx: Context): string {
  const name = cx.names.func(fn);
  if (fn.kind === "free" || fn.resource === undefined) return `host.${name}`;
  return `host.${camel(cx.resource(fn.resource).name)}.${name}`;
}

/** The scopes a body asks for, in order. */
export function scopesOf(fn: FuncPlan): readonly string[] {
  const named = (list: readonly Requirement[]): readonly string[] => list.map((r) => r.scope);
  const all = everyStatement(fn.body).flatMap((s) => {
    if (s.op === "admit") return s.scopes;
    if (s.op === "check") return named(s.requirements);
    return s.op === "filter" ? named(s.anyOf) : [];
  });
  return [...new Set(all)];
}

/** The constant that decides about a scope for one function: `input$open$gpioRead`. */
export function deciderName(fn: FuncPlan, scope: string, cx: Context): string {
  const owner = fn.resource === undefined ? [] : [camel(cx.resource(fn.resource).name)];
  return [...owner, cx.names.func(fn), camel(scope.replaceAll(".", "-"))].join("$");
}

/** Constants that the imports of a group share. */
export function deciders(group: Group, cx: Context): readonly Fragment[] {
  return group.functions.flatMap((fn) =>
    scopesOf(fn).map((scope) => {
      const site = braces(["module", `field: ${JSON.stringify(fn.core.field)}`]);
      return code`const ${deciderName(fn, scope, cx)} = rt.scope(${JSON.stringify(scope)}, ${site});`;
    }),
  );
}

export function printFunction(fn: FuncPlan, cx: FuncContext): Fragment {
  return fn.role === "host-import" ? printImport(fn, cx) : printCaller(fn, cx);
}

/** `"[method]input.read"(p0) { ... }` */
function printImport(fn: FuncPlan, cx: FuncContext): Fragment {
  const params = fn.inputs.map((id) => `${cx.local(id)}: ${coreType(cx, id)}`);
  const returned = fn.signature.results[0];
  const type = returned === undefined ? "void" : returned === "i64" ? "bigint" : "number";
  const mints = countsMints(fn) ? [code`const minted: number[] = [];`] : [];
  const body = withoutLastReturn(fn.body);
  const head = body[0]?.op === "admit" ? 1 : 0;
  return code`
    ${breakable(`${propertyKey(fn.core.field)}(`, params, `): ${type} {`)}
      ${[cx.body(body.slice(0, head)), code`memory.enter();`, ...mints, cx.body(body.slice(head))]}
    },`;
}

/** More than one handle may have to be taken back. */
export function countsMints(fn: FuncPlan): boolean {
  const all = everyStatement(fn.body).filter((s) => s.op === "lowerHandle" && s.minted !== undefined);
  return (
    all.length > 1 ||
    (fn.body.every((s) => s.op !== "lowerHandle") &&
      all.length > 0 &&
      everyStatement(fn.body).some((s) => s.op === "each"))
  );
}

const coreType = (cx: FuncContext, id: LocalId): string => {
  const type = cx.localType(id);
  return type.t === "core" && type.core === "i64" ? "bigint" : "number";
};

const withoutLastReturn = (body: readonly Stmt[]): readonly Stmt[] => {
  const last = body.at(-1);
  return last?.op === "return" && last.of === undefined ? body.slice(0, -1) : body;
};

/** A caller of an export, around the constants that `callerConstants` declares. */
function printCaller(fn: FuncPlan, cx: FuncContext): Fragment {
  return code`
    ${breakable(`${cx.names.func(fn)}(`, parameters(fn, cx), code`): ${resultType(fn, cx)} {`)}
      rt.enter(${JSON.stringify(fn.core.field)});
      ${cx.body(withoutLastReturn(fn.body))}
      ${fn.result === undefined ? code`rt.leave();` : ""}
    },`;
}

/** `core$onTimer`: the export itself. */
export function coreName(fn: FuncPlan, cx: Context): string {
  const owner = fn.resource === undefined ? [] : [camel(cx.resource(fn.resource).name)];
  return ["core", ...owner, cx.names.func(fn)].join("$");
}
export const postName = (fn: FuncPlan, cx: Context): string => coreName(fn, cx).replace("core$", "post$");

export function callerConstants(fn: FuncPlan, cx: Context): Fragment {
  const result = fn.signature.results[0];
  const type = result === undefined ? "void" : result === "i64" ? "bigint" : "number";
  const found = (name: string, of: string, exported: string): Fragment =>
    breakable(code`const ${name} = ${rt("exportOf")}<${of}>(`, ["instance", JSON.stringify(exported)], ");");
  const post = fn.postReturn === undefined ? "" : found(postName(fn, cx), "void", fn.postReturn);
  return lines([found(coreName(fn, cx), type, fn.core.field), post]);
}

export const groupName = (group: Group): string => pascal(group.name);
