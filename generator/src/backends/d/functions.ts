/** Functions as the app sees them: imports to call, and the glue of what it implements. */
import type { FuncContext } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import { docFacts } from "../../emit/docs.js";
import { breakable } from "../../emit/line-breaks.js";
import { comment } from "./comment.js";
import { glueName, localName } from "./expressions.js";
import { coreTypes, importOf, symbolOf } from "./imports.js";
import { returnType } from "./outcome.js";
import { nativeRef } from "./types.js";

/** Methods are declared in the struct that is their first parameter. */
export function signature(cx: FuncContext, names: readonly string[], tail = "", marks = ""): Fragment {
  const all = cx.fn.params.map((p, i) => code`${nativeRef(p.type, cx)} ${names[i] ?? ""}`);
  const params = cx.fn.kind === "method" ? all.slice(1) : all;
  const word = cx.fn.kind === "static" || cx.fn.kind === "constructor" ? "static " : "";
  return breakable(code`${word}${returnType(cx)} ${cx.names.func(cx.fn)}${marks}(`, params, `)${tail}`);
}

export const paramNames = (cx: FuncContext): readonly string[] => cx.fn.params.map((_, i) => cx.names.param(cx.fn, i));

export const func = (cx: FuncContext): Fragment => (cx.fn.role === "guest-import" ? imported(cx) : glue(cx));

/** The core function behind it, which the module declares. */
export function coreImport(cx: FuncContext): Fragment {
  const { fn } = cx;
  const [result] = fn.signature.results;
  return importOf(
    glueName("import", cx),
    fn.core,
    result === undefined ? "void" : coreTypes[result],
    fn.signature.params.map((p) => coreTypes[p]),
  ).declaration;
}

function imported(cx: FuncContext): Fragment {
  const { fn } = cx;
  const waits = isRest(cx);
  // A template without parameters is compiled when it is called, and brings `cabi_realloc` along.
  const receives = fn.result !== undefined && cx.type(fn.result).hasPointers;
  const facts = waits
    ? [{ term: "memory" as const, text: "strings and lists that the host handed out before are gone" }]
    : [];
  return code`
    ${comment(fn.docs, [...docFacts(fn.directives), ...facts])}
    ${signature(cx, paramNames(cx), fn.kind === "method" ? " const" : "", receives ? "()" : "")}
    {
        ${receives ? "alias memory_ = wit.memory!();" : empty}
        ${waits ? "wit.arena.reset();" : empty}
        ${tooLarge(cx)}
        ${cx.body(fn.body)}
    }`;
}

/** Between two events a command holds nothing of the host's, as a reactor between two handlers. */
function isRest({ fn, group }: FuncContext): boolean {
  return fn.core.module.startsWith("ocre:system/events@") && fn.name === "wait" && group.direction === "import";
}

/** A call whose answer cannot fit must not reach the host, which could only trap the app. */
function tooLarge(cx: FuncContext): Fragment {
  const { fn } = cx;
  const { outcome } = fn;
  const bounds = fn.directives?.bounds;
  const error = outcome.kind === "status" ? outcome.error : outcome.kind === "result" ? outcome.err : undefined;
  if (bounds === undefined || error === undefined) return empty;
  const { id, kind } = cx.resolved(error);
  const index =
    kind.k === "variant" && kind.shape === "enum" ? kind.cases.findIndex((c) => c.name === "too-large") : -1;
  if (index < 0) return empty;
  const terms = bounds.terms.map((term) =>
    term.map((factor) => {
      if (typeof factor === "number") return String(factor);
      const path = "func" in factor ? undefined : factor;
      const at =
        path?.root === "param" && path.names.length === 1 ? fn.params.findIndex((p) => p.name === path.names[0]) : -1;
      const param = fn.params[at];
      return param !== undefined && cx.resolved(param.type).kind.k === "scalar"
        ? `ulong(${cx.names.param(fn, at)})`
        : undefined;
    }),
  );
  // What an earlier call fixed is not known here.
  if (terms.some((t) => t.includes(undefined))) return empty;
  return code`
    if (${terms.map((t) => t.join(" * ")).join(" + ")} > wit.arena.available)
        return typeof(return).err(${cx.typeRef(id)}.${cx.names.member(id, index)});`;
}

function glue(cx: FuncContext): Fragment {
  const { fn } = cx;
  const params = fn.inputs.map((id, i) => {
    const type = cx.localType(id).t === "address" ? "ubyte*" : coreTypes[fn.signature.params[i] ?? "i32"];
    return `${type} ${localName(cx, id)}`;
  });
  const [result] = fn.signature.results;
  const { post } = fn;
  const type = result === undefined ? "void" : coreTypes[result];
  const main = exportedAs(
    fn.core.field,
    breakable(`extern (C) ${type} ${glueName("export", cx)}(`, params, ")"),
    cx.body(fn.body),
  );
  if (post === undefined) return main;
  const head = code`extern (C) void ${glueName("post", cx)}(ubyte* ${localName(cx, post.input)})`;
  return paragraphs([main, exportedAs(post.name, head, cx.body(post.body))]);
}

export const exportedAs = (name: string, head: Fragment, body: CodeValue): Fragment =>
  lines([
    `@(wit.exportName("${name}"))`,
    `pragma(mangle, "${symbolOf(name)}")`,
    code`
    ${head}
    {
        ${body}
    }`,
  ]);
