/** A compile-ready implementation of every export, for the app's author to fill. */
import type { FuncPlan } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import type { FileSet } from "../../emit/files.js";
import { worldHeader, worldMacro } from "./files.js";
import { argumentNames, outputs, signature } from "./functions.js";
import { okConstant, outName, returnsOf } from "./outcome.js";
import { declare, repOf } from "./types.js";
import { wrapped } from "./wrap.js";

export function stubFiles(cx: Context): FileSet {
  if (cx.stubs === undefined) return [];
  const groups = cx.plan.groups.filter((g) => g.direction === "export");
  const resources = groups
    .flatMap((g) => g.resources)
    .map((id) => {
      const base = cx.names.resource(id).replace(/_t$/, "");
      return code`
      ${repOf(base)} {
        int unused;
      };

      void ${base}_destroy(${repOf(base)} *self) {
        (void)self;
      }`;
    });
  const functions = groups.flatMap((g) => g.functions).map((fn) => stub(cx.func(fn), echoTarget(fn, cx)));
  const text = paragraphs([
    "/* Yours to edit: ocrekit writes this file once. */",
    `#include "${worldHeader(cx)}"`,
    ...resources,
    ...functions,
    functions.length + resources.length === 0 ? empty : code`${worldMacro(cx)}();`,
  ]).text;
  return [{ path: "app.c", text: `${text}\n`, once: true }];
}

/** The import of the same interface and name, when it takes and returns the same types. */
function echoTarget(fn: FuncPlan, cx: Context): FuncPlan | undefined {
  if (cx.stubs !== "echo") return undefined;
  const module = cx.plan.groups.find((g) => g.functions.includes(fn))?.module;
  const imports = cx.plan.groups
    .filter((g) => g.direction === "import" && g.module === module)
    .flatMap((g) => g.functions);
  const target = imports.find((f) => f.name === fn.name);
  const shape = (f: FuncPlan): string => [...f.params.map((p) => p.type), "->", f.result].join(",");
  return target !== undefined && shape(target) === shape(fn) ? target : undefined;
}

function stub(cx: FuncContext, target: FuncPlan | undefined): Fragment {
  const returns = returnsOf(cx).kind === "none" ? "" : "return ";
  return code`
    ${signature(cx, cx.names.func(cx.fn))} {
      ${target === undefined ? nothing(cx) : code`${returns}${wrapped(cx.names.func(target), argumentNames(cx))};`}
    }`;
}

/** All bytes zero is a value of every type; a static variable is zero in C and in C++ alike. */
function nothing(cx: FuncContext): Fragment {
  const returns = returnsOf(cx);
  const out = new Map(outputs(cx).map(([type, name]) => [name, type]));
  const zero = (type: Fragment, name: string): Fragment => code`static ${declare(type, name)};`;
  const used = argumentNames(cx).map((name) => {
    const type = out.get(name);
    // `out` and `err` lie in one place; a call that went well writes the first only.
    return type === undefined || name === outName("err", cx)
      ? code`(void)${name};`
      : lines([zero(type, `zero_${name}_`), `*${name} = zero_${name}_;`]);
  });
  const answer =
    returns.kind === "none"
      ? empty
      : returns.kind === "flag"
        ? code`return true;`
        : returns.kind === "status"
          ? code`return ${okConstant(returns.status, cx)};`
          : lines([zero(cx.typeRef(returns.type), "zero_"), "return zero_;"]);
  return lines([...used, answer]);
}
