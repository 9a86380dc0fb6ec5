/** Functions: imports to call, and the glue between an export and the app's own function. */
import type { Stmt } from "../../abi/ir.js";
import type { FuncPlan } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import { docFacts } from "../../emit/docs.js";
import { breakable, enclosed } from "../../emit/line-breaks.js";
import { comment } from "./comment.js";
import { freshName, localName } from "./expressions.js";
import { snake } from "./names.js";
import { returnType } from "./outcome.js";
import { placesOf, traitName } from "./places.js";
import { block, blocksName, isObject, liftsObject } from "./statements.js";
import { isExported, orUnit, paramForm, paramType, resourceRef, result } from "./types.js";

export function func(cx: FuncContext): Fragment {
  return cx.fn.role === "guest-import" ? imported(cx) : glue(cx);
}

/** `fn name(params) -> result`. */
export function signature(head: string, params: readonly CodeValue[], returns: Fragment | undefined): Fragment {
  return breakable(`${head}(`, params, returns === undefined ? ")" : code`) -> ${returns}`, "first");
}

/** The doc comment of a function. */
export const funcDocs = (fn: FuncPlan, module: string): Fragment =>
  comment(fn.docs, { facts: docFacts(fn.directives), fallback: `\`${fn.item}\` of \`${module}\`.` });

/** A foreign function as it is declared inside of the one that calls it. */
export function foreign(
  core: { readonly module: string; readonly field: string },
  name: string,
  params: readonly string[],
  result: string | undefined,
): Fragment {
  const arrow = result === undefined ? "" : ` -> ${result}`;
  return code`
    ${enclosed("#[link(", `wasm_import_module = "${core.module}"`, ")]")}
    unsafe extern "C" {
        #[link_name = "${core.field}"]
        ${breakable(
          `fn ${name}(`,
          params.map((p) => `_: ${p}`),
          `)${arrow};`,
        )}
    }`;
}

/** As an app reads it: what it calls, or what it implements. */
export function spelling(cx: FuncContext): Fragment {
  if (cx.fn.role === "guest-import") return callSignature(cx);
  return handlerSignature(
    cx,
    cx.fn.params.map((_, i) => cx.names.param(cx.fn, i)),
  );
}

function callSignature(cx: FuncContext): Fragment {
  const { fn } = cx;
  const self = fn.kind === "method" ? 1 : 0;
  const params = fn.params.slice(self).map((p, i) => {
    return code`${cx.names.param(fn, i + self)}: ${paramType(paramForm(p.type, cx), cx)}`;
  });
  return signature(`pub fn ${cx.names.func(fn)}`, self === 1 ? ["&self", ...params] : params, returnType(fn, cx));
}

function imported(cx: FuncContext): Fragment {
  const { fn } = cx;
  return code`
    ${funcDocs(fn, fn.core.module)}
    ${callSignature(cx)} {
        ${foreign(fn.core, freshName(cx, "import"), fn.signature.params, fn.signature.results[0])}
        ${unsafeBlock("the host keeps to the canonical ABI", bodyOf(cx))}
    }`;
}

const unsafeBlock = (why: string, body: Fragment): Fragment => code`
  // SAFETY: ${why}.
  unsafe {
      ${body}
  }`;

/** Whether a body touches memory or handles that only the ABI vouches for; Rust refuses an `unsafe` for nothing. */
function isUnsafe(statements: readonly Stmt[], cx: FuncContext): boolean {
  return statements.some((s) => {
    if (s.op === "match" || s.op === "switch") return s.arms.some((arm) => isUnsafe(arm.body, cx));
    if (s.op === "each" || s.op === "times") return isUnsafe(s.body, cx);
    if (s.op === "let") return s.of.op === "elem" || s.of.op === "add";
    if (s.op === "liftHandle") return liftsObject(s, cx);
    return ["load", "store", "free", "liftBytes", "callCore"].includes(s.op);
  });
}

function bodyOf(cx: FuncContext): Fragment {
  const body = block(cx.fn.body, cx);
  const blocks = blocksName(cx);
  return lines([body.text.includes(`${blocks}.alloc(`) ? `let mut ${blocks} = abi::Blocks::new();` : empty, body]);
}

/** `glue_on_timer`: what the export's macro calls. */
export function glueName(lead: "glue" | "post", fn: FuncPlan, cx: Context): string {
  const resource = fn.resource === undefined ? "" : `${snake(cx.resource(fn.resource).name)}_`;
  const base = `${lead}_${resource}${cx.names.func(fn)}`;
  const group = cx.plan.groups.find((g) => g.functions.includes(fn));
  const place = placesOf(cx).find((p) => p.exports === group);
  const taken = new Set([
    ...(place?.imports?.functions ?? []).filter((f) => f.resource === undefined).map((f) => cx.names.func(f)),
    ...(group?.functions ?? []).slice(0, group?.functions.indexOf(fn)).map((f) => glueBase(lead, f, cx)),
  ]);
  let name = base;
  while (taken.has(name)) name += "_";
  return name;
}

const glueBase = (lead: string, fn: FuncPlan, cx: Context): string =>
  `${lead}_${fn.resource === undefined ? "" : `${snake(cx.resource(fn.resource).name)}_`}${cx.names.func(fn)}`;

function glue(cx: FuncContext): Fragment {
  const { fn, group } = cx;
  const params = fn.inputs.map((id, i) => {
    const type = cx.localType(id).t === "address" ? "*mut u8" : (fn.signature.params[i] ?? "i32");
    return code`${localName(cx, id)}: ${type}`;
  });
  const results = fn.signature.results[0];
  const trait = traitName(group, cx);
  const area = fn.signature.spilledResult;
  const { post } = fn;
  return paragraphs([
    code`
    #[doc(hidden)]
    ${signature(`pub unsafe fn ${glueName("glue", fn, cx)}<G: ${trait}>`, params, results === undefined ? undefined : code`${area ? "*mut u8" : results}`)} {
        ${isUnsafe(fn.body, cx) ? unsafeBlock("the host keeps to the canonical ABI", bodyOf(cx)) : bodyOf(cx)}
    }`,
    post === undefined
      ? empty
      : code`
    #[doc(hidden)]
    pub unsafe fn ${glueName("post", fn, cx)}(${localName(cx, post.input)}: *mut u8) {
        ${unsafeBlock("the glue above left the result there", block(post.body, cx))}
    }`,
  ]);
}

/** A function as the app implements it. */
export function handlerSignature(cx: FuncContext, names: readonly string[]): Fragment {
  const { fn } = cx;
  const self = fn.kind === "method" ? 1 : 0;
  const params = fn.params.slice(self).map((p, i) => code`${names[i + self] ?? ""}: ${handlerParam(p.type, cx)}`);
  return signature(
    `fn ${cx.names.func(fn)}`,
    self === 1 ? ["&self", ...params] : params,
    fn.kind === "constructor" ? constructed(cx) : returnType(fn, cx),
  );
}

function constructed({ fn, ...cx }: FuncContext): Fragment {
  const self = code`Self`;
  if (fn.outcome.kind !== "result" || fn.result === undefined) return self;
  const { kind } = cx.resolved(fn.result);
  if (kind.k !== "variant") return self;
  const error = kind.cases[1]?.type;
  return result(self, error === undefined ? code`crate::Failed` : orUnit(error, cx));
}

/** Owned values; what is lent is a reference where its type is known. */
function handlerParam(type: FuncPlan["params"][number]["type"], cx: FuncContext): Fragment {
  const { kind } = cx.resolved(type);
  if (kind.k !== "handle" || kind.mode === "own") return cx.typeRef(type);
  if (!isExported(kind.resource, cx)) return code`&${resourceRef(kind.resource, cx)}`;
  if (!isObject(kind.resource, cx)) return cx.typeRef(type);
  return cx.fn.resource === undefined ? code`&Self::${cx.names.resource(kind.resource)}` : code`&Self`;
}
