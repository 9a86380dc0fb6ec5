/** A compile-ready implementation of every export, for the app's author to fill. */
import type { FuncPlan } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import type { FileSet } from "../../emit/files.js";
import { wrapped } from "./comment.js";
import { macroName, worldHeader, worldMacro } from "./files.js";
import { groupNamespace, snake } from "./names.js";
import { declare, isOwn, outerRef, resourceRef, returnsOf, returnType } from "./types.js";

export function stubFiles(cx: Context): FileSet {
  if (cx.stubs === undefined) return [];
  const groups = cx.plan.groups.filter((g) => g.direction === "export");
  const objects = groups
    .flatMap((g) => g.resources.map((id) => ({ id, functions: g.functions.filter((fn) => fn.resource === id) })))
    .map(
      ({ id, functions }) => code`
      struct ${resourceRef(id, cx).text.slice(2)}::rep {
        ${functions.map((fn) => stub(cx.func(fn), undefined))}
        static void destroy(rep *self) { (void)self; }
      };`,
    );
  const implemented = groups
    .filter((g) => g.functions.length + g.resources.length > 0)
    .map((group) => ({ group, functions: group.functions.filter((fn) => fn.resource === undefined) }));
  const names = implemented.flatMap(({ functions }) => functions.map((fn) => cx.names.func(fn)));
  const struct = (name: string, functions: readonly FuncPlan[]): Fragment => code`
    struct ${name} {
      ${functions.map((fn) => stub(cx.func(fn), echoTarget(fn, cx)))}
    };`;
  // One struct for all of the world, unless two of its interfaces have functions of one name.
  const parts =
    new Set(names).size === names.length
      ? [
          struct(
            "app",
            implemented.flatMap(({ functions }) => functions),
          ),
          `${worldMacro(cx)}(app);`,
        ]
      : implemented.flatMap(({ group, functions }) => {
          const name = `${snake(group.name)}_app`;
          return [struct(name, functions), `${macroName(group)}(${name});`];
        });
  const text = paragraphs([
    "// Yours to edit: ocrekit writes this file once.",
    `#include "${worldHeader(cx)}"`,
    ...objects,
    ...(implemented.length === 0 ? [] : parts),
  ]).text;
  return [{ path: "app.cpp", text: `${text}\n`, once: true }];
}

/** The import of the same interface and name, when it takes and returns the same types. */
function echoTarget(fn: FuncPlan, cx: Context): FuncPlan | undefined {
  if (cx.stubs !== "echo") return undefined;
  const module = cx.plan.groups.find((g) => g.functions.includes(fn))?.module;
  const imports = cx.plan.groups
    .filter((g) => g.direction === "import" && g.module === module)
    .flatMap((g) => g.functions);
  const shape = (f: FuncPlan): string => [...f.params.map((p) => p.type), "->", f.result].join(",");
  return imports.find((f) => f.name === fn.name && shape(f) === shape(fn));
}

function stub(cx: FuncContext, target: FuncPlan | undefined): Fragment {
  const { fn } = cx;
  const names = fn.params.map((p, i) => ({ type: p.type, name: cx.names.param(fn, i) }));
  const params = fn.kind === "method" ? names.slice(1) : names;
  const returns = returnsOf(cx).kind;
  const nothing = returns === "none" ? empty : code`return ${returns === "bool" ? "true" : "{}"};`;
  const called =
    target === undefined
      ? undefined
      : wrapped(
          `::${groupNamespace(cx.func(target).group, cx.plan)}::${cx.names.func(target)}`,
          params.map((p) => (isOwn(p.type, cx) ? `::wit::move(${p.name})` : p.name)),
        );
  return code`
    ${fn.kind === "method" ? "" : "static "}${wrapped(
      declare(returnType(cx), cx.names.func(fn)),
      params.map((p) => declare(outerRef(p.type, cx), p.name)),
    )} {
      ${
        called === undefined
          ? lines([...params.map((p) => `(void)${p.name};`), nothing])
          : code`${returns === "none" ? "" : "return "}${called};`
      }
    }`;
}
