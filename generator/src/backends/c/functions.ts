/** Functions as the app sees them: imports to call, handlers to implement, and the stubs of those. */
import type { FuncContext } from "../../backend/contract.js";
import { answerBound } from "../../emit/c-family/limits.js";
import { coreTypes } from "../../emit/c-family/numbers.js";
import { wrapped } from "../../emit/c-family/wrap.js";
import { type CodeValue, code, empty, type Fragment, paragraphs } from "../../emit/code.js";
import { docFacts } from "../../emit/docs.js";
import { comment } from "./comment.js";
import { outName, returnsOf } from "./outcome.js";
import { byPointer, declare } from "./types.js";

export function func(cx: FuncContext): Fragment {
  return cx.fn.role === "guest-import" ? imported(cx) : handler(cx);
}

/** What the function returns in C; the rest of its result goes through `out` and `err`. */
function returnType(cx: FuncContext): Fragment {
  const returns = returnsOf(cx);
  switch (returns.kind) {
    case "none":
      return code`void`;
    case "flag":
      return code`bool`;
    case "value":
      return cx.typeRef(returns.type);
    case "status":
      return cx.typeRef(returns.status);
  }
}

function parameters(cx: FuncContext): readonly Fragment[] {
  const inputs = cx.fn.params.map((p, i) => {
    const name = cx.names.param(cx.fn, i);
    const type = cx.typeRef(p.type);
    return byPointer(p.type, cx) ? code`const ${declare(code`${type} *`, name)}` : declare(type, name);
  });
  return [...inputs, ...outputs(cx).map(([type, name]) => declare(code`${type} *`, name))];
}

export function outputs(cx: FuncContext): readonly (readonly [Fragment, string])[] {
  const returns = returnsOf(cx);
  if (returns.kind !== "status" && returns.kind !== "flag") return [];
  return [
    ...(returns.ok === undefined ? [] : [[cx.typeRef(returns.ok), outName("out", cx)] as const]),
    ...(returns.kind === "flag" && returns.err !== undefined
      ? [[cx.typeRef(returns.err), outName("err", cx)] as const]
      : []),
  ];
}

/** What a function that takes the same is called with. */
export const argumentNames = (cx: FuncContext): readonly string[] => [
  ...cx.fn.params.map((_, i) => cx.names.param(cx.fn, i)),
  ...outputs(cx).map(([, name]) => name),
];

export const signature = (cx: FuncContext, name: string, extra: readonly CodeValue[] = []): Fragment =>
  wrapped(declare(returnType(cx), name), [...parameters(cx), ...extra], "void");

function docs(cx: FuncContext): Fragment {
  const gone = isRest(cx)
    ? [{ term: "memory" as const, text: "strings and lists that the host handed out before are gone" }]
    : [];
  return comment(cx.fn.docs, [...docFacts(cx.fn.directives), ...gone]);
}

/** Between two events a command holds nothing of the host's, as a reactor between two handlers. */
function isRest({ fn, group, options }: FuncContext): boolean {
  const waits = fn.core.module.startsWith("ocre:system/events@") && fn.name === "wait";
  return waits && group.direction === "import" && options.get("realloc") !== "none";
}

const rest = (cx: FuncContext): Fragment => (isRest(cx) ? code`okrt_reset();` : empty);

function imported(cx: FuncContext): Fragment {
  const { fn } = cx;
  const name = cx.names.func(fn);
  return paragraphs([
    code`
      OKRT_IMPORT("${fn.core.module}", "${fn.core.field}")
      ${wrapped(
        `${coreResult(cx)} okrt_import_${name}`,
        fn.signature.params.map((p) => coreTypes[p]),
        "void",
      )};`,
    code`
      ${docs(cx)}
      static inline ${signature(cx, name)} {
        ${rest(cx)}
        ${tooLarge(cx)}
        ${cx.body(fn.body)}
      }`,
    into(cx),
  ]);
}

/** `try_into` beside `try`, which a function of the WIT may be called already. */
function intoName(name: string, cx: FuncContext): string {
  const isTaken = cx.plan.groups.some((group) => group.functions.some((fn) => cx.names.func(fn) === `${name}_into`));
  return isTaken ? `${name}_into_` : `${name}_into`;
}

/** The same call with its strings and lists in the caller's buffer, which lives as long as the caller wants. */
function into(cx: FuncContext): Fragment {
  const { fn } = cx;
  if (fn.result === undefined || !cx.type(fn.result).hasPointers) return empty;
  const name = cx.names.func(fn);
  const returns = returnType(cx);
  return code`
    /* As ${name}, with the strings and lists of its answer in buffer; traps when they do not fit. */
    static inline ${signature(cx, intoName(name, cx), ["void *buffer_", "size_t size_"])} {
      ${declare(returns, "answer_")};
      okrt_into(buffer_, size_);
      answer_ = ${wrapped(name, argumentNames(cx))};
      okrt_into_end();
      return answer_;
    }`;
}

/** A call whose answer cannot fit must not reach the host, which could only trap the app. */
function tooLarge(cx: FuncContext): Fragment {
  const { fn } = cx;
  const returns = returnsOf(cx);
  if (returns.kind !== "status" || cx.options.get("realloc") === "none") return empty;
  const { kind } = cx.resolved(returns.status);
  const index = kind.k === "variant" ? kind.cases.findIndex((c) => c.name === "too-large") : -1;
  const bound = answerBound(fn, cx.plan, (param) => `(uint64_t)${cx.names.param(fn, param)}`);
  if (index < 0 || bound === undefined) return empty;
  return code`
    if (${bound} > wit_available()) {
      return ${cx.names.member(returns.status, index)};
    }`;
}

/** A handler's declaration, and the glue between the canonical signature and it. */
function handler(cx: FuncContext): Fragment {
  const { fn } = cx;
  const name = cx.names.func(fn);
  const post =
    fn.post === undefined
      ? empty
      : code`
    static inline void okrt_release_${name}(uint8_t *${cx.local(fn.post.input)}) {
      (void)${cx.local(fn.post.input)};
      ${cx.body(fn.post.body)}
    }`;
  return paragraphs([
    code`
      ${docs(cx)}
      ${signature(cx, name)};`,
    code`
      static inline ${wrapped(`${coreResult(cx)} okrt_call_${name}`, coreParameters(cx), "void")} {
        ${cx.body(fn.body)}
      }`,
    post,
  ]);
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

/** The exported functions themselves, which the app writes out by a macro. */
export function exportWrappers(cx: FuncContext): readonly Fragment[] {
  const { fn } = cx;
  const name = cx.names.func(fn);
  const answer = fn.signature.results.length === 0 ? "" : "return ";
  const call = wrapped(
    `okrt_call_${name}`,
    fn.inputs.map((id) => cx.local(id)),
  );
  const wrapper = code`
    OKRT_EXPORT("${fn.core.field}")
    ${wrapped(`${coreResult(cx)} okrt_export_${name}`, coreParameters(cx), "void")} {
      ${answer}${call};
    }`;
  if (fn.post === undefined) return [wrapper];
  return [
    wrapper,
    code`
      OKRT_EXPORT("${fn.post.name}")
      void okrt_post_${name}(uint8_t *area) {
        okrt_release_${name}(area);
      }`,
  ];
}
