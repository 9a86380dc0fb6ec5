/** Functions as the app sees them: imports to call, and the glue of what it implements. */
import type { FuncPlan } from "../../abi/plan-model.js";
import type { FuncContext } from "../../backend/contract.js";
import { localUses } from "../../backend/local-uses.js";
import { type CodeValue, code, empty, type Fragment, join, lines, paragraphs, toFragment } from "../../emit/code.js";
import { docFacts } from "../../emit/docs.js";
import { comment } from "./comment.js";
import { convertedName, freshName, isConverted, localName, paramName } from "./expressions.js";
import { pascal } from "./names.js";
import { returnsOf, returnType } from "./outcome.js";
import { nativeRef } from "./types.js";

const width = 110;

/** `head(a, b)`, with an item in a line where they are too many. */
export function listed(head: CodeValue, items: readonly CodeValue[], tail: CodeValue): Fragment {
  const flat = code`${head}(${join(items, ", ")}) ${tail}`;
  if (flat.text.length <= width || items.length < 2) return flat;
  return code`
    ${head}(
        ${items.map((item) => code`${item},`)}
    ) ${toFragment(tail)}`;
}

export function signature(cx: FuncContext, name: string, names: readonly string[], self?: string): Fragment {
  const params = cx.fn.params.map((p, i) =>
    i === 0 && self !== undefined
      ? code`${names[i] ?? ""}: ${self}`
      : code`${names[i] ?? ""}: ${nativeRef(p.type, cx)}`,
  );
  return listed(`pub fn ${name}`, params, returnType(cx));
}

export function func(cx: FuncContext): Fragment {
  return cx.fn.role === "guest-import" ? imported(cx) : glue(cx);
}

function imported(cx: FuncContext): Fragment {
  const { fn } = cx;
  const names = fn.params.map((_, i) => paramName(cx, i));
  const waits = isRest(cx);
  const facts = waits
    ? [{ term: "memory" as const, text: "strings and lists that the host handed out before are gone" }]
    : [];
  const result = fn.signature.results[0] ?? "void";
  return code`
    ${comment(fn.docs, [...docFacts(fn.directives), ...facts])}
    ${signature(cx, cx.names.func(fn), names)} {
        const ${freshName(cx, "import_")} = @extern(*const fn (${fn.signature.params.join(", ")}) callconv(.c) ${result}, .{
            .name = "${fn.core.field}",
            .library_name = "${fn.core.module}",
        });
        ${fn.result !== undefined && cx.type(fn.result).hasPointers ? "_ = wit.memory;" : empty}
        ${waits ? "wit.arena.reset();" : empty}
        ${tooLarge(cx, names)}
        ${inputs(cx)}
        ${cx.body(fn.body)}
    }`;
}

/** Parameters that need another form, or that nothing reads. */
function inputs(cx: FuncContext): Fragment {
  const { reads } = localUses(cx.fn);
  return lines(
    cx.fn.inputs.map((id, i) => {
      const type = cx.fn.params[i]?.type;
      if (!reads.has(id)) return `_ = ${localName(cx, id)};`;
      if (type === undefined || !isConverted(cx, id)) return empty;
      return code`const ${convertedName(cx, id)} = wit.wire(${cx.typeRef(type)}, ${localName(cx, id)});`;
    }),
  );
}

/** Between two events a command holds nothing of the host's, as a reactor between two handlers. */
function isRest({ fn, group }: FuncContext): boolean {
  return fn.core.module.startsWith("ocre:system/events@") && fn.name === "wait" && group.direction === "import";
}

/** A call whose answer cannot fit must not reach the host, which could only trap the app. */
function tooLarge(cx: FuncContext, names: readonly string[]): Fragment {
  const { fn } = cx;
  const returns = returnsOf(fn, cx);
  const bounds = fn.directives?.bounds;
  const error = returns.kind === "status" ? returns.error : returns.kind === "result" ? returns.err : undefined;
  if (bounds === undefined || error === undefined) return empty;
  const { kind } = cx.resolved(error);
  if (kind.k !== "variant" || kind.shape !== "enum" || !kind.cases.some((c) => c.name === "too-large")) return empty;
  const terms = bounds.terms.map((term) =>
    term.map((factor) => {
      if (typeof factor === "number") return String(factor);
      const path = "func" in factor ? undefined : factor;
      const index =
        path?.root === "param" && path.names.length === 1 ? fn.params.findIndex((p) => p.name === path.names[0]) : -1;
      const param = fn.params[index];
      return param !== undefined && cx.resolved(param.type).kind.k === "scalar"
        ? `@as(u64, ${names[index]})`
        : undefined;
    }),
  );
  // What an earlier call fixed is not known here.
  if (terms.some((t) => t.includes(undefined))) return empty;
  return code`if (!wit.arena.fits(${terms.map((t) => t.join(" * ")).join(" + ")})) return error.TooLarge;`;
}

/** `exportRun`: no parameter begins like that and has a capital in it. */
export function glueName(lead: "export" | "post", fn: FuncPlan, cx: FuncContext): string {
  const resource = fn.resource === undefined ? "" : cx.names.resource(fn.resource);
  const name = cx.names.func(fn);
  return `${lead}${resource}${resource === "" ? "" : "_"}${pascal(name.slice(0, 1))}${name.slice(1)}`;
}

function glue(cx: FuncContext): Fragment {
  const { fn } = cx;
  const { reads } = localUses(cx.fn);
  const params = fn.inputs.map((id, i) => {
    const type = cx.localType(id).t === "address" ? "[*]u8" : (fn.signature.params[i] ?? "i32");
    return `${localName(cx, id)}: ${type}`;
  });
  const ignored = fn.inputs.filter((id) => !reads.has(id)).map((id) => `_ = ${localName(cx, id)};`);
  const { post } = fn;
  return paragraphs([
    code`
    ${listed(`fn ${glueName("export", fn, cx)}`, params, `callconv(.c) ${fn.signature.results[0] ?? "void"}`)} {
        ${ignored}
        ${cx.body(fn.body)}
    }`,
    post === undefined
      ? empty
      : code`
    fn ${glueName("post", fn, cx)}(${localName(cx, post.input)}: [*]u8) callconv(.c) void {
        ${reads.has(post.input) ? empty : `_ = ${localName(cx, post.input)};`}
        ${cx.body(post.body)}
    }`,
  ]);
}
