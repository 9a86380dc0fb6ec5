/** Functions as the app sees them: imports to call, handlers to implement, and the core functions below both. */
import type { FuncContext } from "../../backend/contract.js";
import { answerBound } from "../../emit/c-family/limits.js";
import { coreTypes } from "../../emit/c-family/numbers.js";
import { wrapped } from "../../emit/c-family/wrap.js";
import { code, empty, type Fragment, join, paragraphs } from "../../emit/code.js";
import { docFacts } from "../../emit/docs.js";
import { comment } from "./comment.js";
import { givenName } from "./expressions.js";
import { rawName } from "./raw-names.js";
import { declare, isOwn, outerRef, ownerOf, resourceRef, returnsOf, returnType } from "./types.js";

/** Without `self`, which a member function has of its own. */
function parameters(cx: FuncContext): readonly Fragment[] {
  const all = cx.fn.params.map((p, i) => declare(outerRef(p.type, cx), cx.names.param(cx.fn, i)));
  return cx.fn.kind === "method" ? all.slice(1) : all;
}

/**
 * A constructor that cannot fail is one in C++ too; one without parameters would run for every empty variable, and one
 * that takes an owner of its own class would be a copy.
 */
export function isConstructor(cx: FuncContext): boolean {
  const { fn, group } = cx;
  if (fn.kind !== "constructor" || group.direction === "export" || fn.outcome.kind !== "value") return false;
  const [first, second] = fn.params;
  if (first === undefined || !isOwn(fn.outcome.type, cx)) return false;
  return second !== undefined || cx.resolved(first.type).kind.k !== "handle";
}

/** `expected<output, error_code> open(...)`, with `name` in place of its own where it is not declared but defined. */
export function signature(cx: FuncContext, name = cx.names.func(cx.fn)): Fragment {
  return wrapped(declare(returnType(cx), name), parameters(cx));
}

/** What an app that uses the function reads. */
export function declaration(cx: FuncContext): Fragment {
  const { fn } = cx;
  const gone = isRest(cx)
    ? [{ term: "memory" as const, text: "strings and lists that the host handed out before are gone" }]
    : [];
  const docs = comment(fn.docs, [...docFacts(fn.directives), ...gone]);
  if (isConstructor(cx) && fn.resource !== undefined) {
    const explicit = fn.params.length === 1 ? "explicit " : "";
    return code`
      ${docs}
      ${explicit}${wrapped(cx.names.resource(fn.resource), parameters(cx))};`;
  }
  const isStatic = fn.resource !== undefined || cx.group.direction === "export" ? "static " : "inline ";
  return code`
    ${docs}
    ${fn.kind === "method" ? "" : isStatic}${signature(cx)}${fn.kind === "method" ? " const" : ""};`;
}

/** The core function that the host brings. */
export const rawImport = (cx: FuncContext): Fragment => code`
  OKRT_IMPORT("${cx.fn.core.module}", "${cx.fn.core.field}")
  ${wrapped(
    `${coreResult(cx)} ${rawName(cx)}`,
    cx.fn.signature.params.map((p) => coreTypes[p]),
  )};`;

/** The call of an import. */
export function definition(cx: FuncContext): Fragment {
  const { fn, names } = cx;
  const owner = fn.resource === undefined ? "" : `${names.resource(fn.resource)}::`;
  const body = code`
    ${isRest(cx) ? "okrt_reset();" : empty}
    ${tooLarge(cx)}
    ${given(cx)}
    ${cx.body(fn.body)}`;
  if (isConstructor(cx) && fn.resource !== undefined) {
    const name = names.resource(fn.resource);
    const owner = resourceRef(fn.resource, cx);
    const made = { ...body, text: body.text.replace(/::okrt::take\((\w+)\);$/, "$1;") };
    return code`
      inline ${wrapped(`${name}::${name}`, parameters(cx))}
          : ::wit::handle<${owner}>([&]() -> ::wit::own<${owner}> {
              ${made}
            }()) {}`;
  }
  const lead = fn.kind === "method" ? " const" : "";
  return code`
    inline ${signature(cx, `${owner}${names.func(fn)}`)}${lead} {
      ${body}
    }`;
}

const given = (cx: FuncContext): readonly Fragment[] =>
  cx.fn.params.flatMap((p, i) => {
    const shape = ownerOf(p.type, cx)?.shape;
    if (shape === undefined || shape === "handle") return [];
    const name = cx.names.param(cx.fn, i);
    return [code`const auto ${givenName(name)} = ::okrt::give<${cx.typeRef(p.type)}>(${name});`];
  });

/** Between two events a command holds nothing of the host's, as a reactor between two handlers. */
function isRest({ fn, group, options }: FuncContext): boolean {
  const waits = fn.core.module.startsWith("ocre:system/events@") && fn.name === "wait";
  return waits && group.direction === "import" && options.get("realloc") !== "none";
}

/** A call whose answer cannot fit must not reach the host, which could only trap the app. */
function tooLarge(cx: FuncContext): Fragment {
  const { fn } = cx;
  const returns = returnsOf(cx);
  if (cx.options.get("realloc") === "none") return empty;
  if ((returns.kind !== "status" && returns.kind !== "expected") || returns.err === undefined) return empty;
  const { id, kind } = cx.resolved(returns.err);
  const isEnum = kind.k === "variant" && kind.shape === "enum";
  const index = isEnum ? kind.cases.findIndex((c) => c.name === "too-large") : -1;
  const bound = answerBound(fn, cx.plan, (param) => `uint64_t(${cx.names.param(fn, param)})`);
  if (index < 0 || bound === undefined) return empty;
  const error = join([cx.typeRef(returns.err), cx.names.member(id, index)], "::");
  return code`if (${bound} > wit_available()) return ::wit::unexpected(${error});`;
}

function coreResult({ fn }: FuncContext): string {
  const result = fn.signature.results[0];
  return result === undefined ? "void" : coreTypes[result];
}

function coreParameters(cx: FuncContext): readonly Fragment[] {
  return cx.fn.inputs.map((id, i) => {
    const core = cx.fn.signature.params[i];
    const isAddress = cx.localType(id).t === "address" || core === undefined;
    return isAddress ? code`uint8_t *${cx.local(id)}` : code`${coreTypes[core]} ${cx.local(id)}`;
  });
}

/** The glue between the canonical signature and the app's function, for whatever struct the app names. */
export function callTemplate(cx: FuncContext): Fragment {
  const { fn } = cx;
  const post =
    fn.post === undefined
      ? empty
      : code`
      inline void post_${rawName(cx)}() {
        ${cx.body(fn.post.body)}
      }`;
  return paragraphs([
    code`
      template <class App>
      ${wrapped(`${coreResult(cx)} ${rawName(cx)}`, coreParameters(cx))} {
        ${cx.body(fn.body)}
      }`,
    post,
  ]);
}

/** The exported functions themselves, members of a template that the app's macro instantiates. */
export function exportWrappers(cx: FuncContext, namespace: string): readonly Fragment[] {
  const { fn } = cx;
  const answer = fn.signature.results.length === 0 ? "" : "return ";
  const call = wrapped(
    `::${namespace}::okrt_call::${rawName(cx)}<App>`,
    fn.inputs.map((id) => cx.local(id)),
  );
  const wrapper = code`
    OKRT_EXPORTED("${fn.core.field}")
    static ${wrapped(`${coreResult(cx)} okrt_export_${rawName(cx)}`, coreParameters(cx))} {
      ${answer}${call};
    }`;
  if (fn.post === undefined) return [wrapper];
  return [
    wrapper,
    code`
      OKRT_EXPORTED("${fn.post.name}")
      static void okrt_post_${rawName(cx)}(uint8_t *) {
        ::${namespace}::okrt_call::post_${rawName(cx)}();
      }`,
  ];
}
