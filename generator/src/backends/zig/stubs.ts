/** A compile-ready implementation of every export, for the app's author to fill. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { code, empty, type Fragment, join, lines, paragraphs } from "../../emit/code.js";
import type { FileSet } from "../../emit/files.js";
import type { ResourceId } from "../../ids.js";
import { signature } from "./functions.js";
import { returnType } from "./outcome.js";
import { handlerName, homeOf, qualified } from "./places.js";

export function stubFiles(cx: Context): FileSet {
  if (cx.stubs === undefined) return [];
  const groups = cx.plan.groups.filter((g) => g.direction === "export" && g.functions.length > 0);
  const parts = groups.map((group) => {
    const body = paragraphs(implementation(group, cx));
    return group.kind === "world"
      ? body
      : code`
      pub const ${handlerName(group, cx)} = struct {
          ${body}
      };`;
  });
  const app =
    parts.length === 0
      ? code`comptime {
    _ = sdk;
}`
      : code`
      pub const App = struct {
          ${paragraphs(parts)}
      };

      comptime {
          sdk.exportApp(App);
      }`;
  const usesWit = /(?<![.\w])wit\./.test(app.text);
  const text = paragraphs([
    lines([
      "// Yours to edit: ocrekit writes this file once.",
      `const sdk = @import("sdk");`,
      usesWit ? "const wit = sdk.wit;" : empty,
    ]),
    usesWit ? "pub const panic = wit.panic;" : "pub const panic = sdk.wit.panic;",
    app,
  ]).text;
  return [{ path: "app.zig", text: `${text}\n`, once: true }];
}

function implementation(group: Group, cx: Context): readonly Fragment[] {
  const of = (resource: ResourceId | undefined): readonly Fragment[] =>
    group.functions.filter((fn) => fn.resource === resource).map((fn) => stub(cx.func(fn), group, cx));
  const resources = group.resources.map((id) => {
    const name = cx.names.resource(id);
    return code`
    pub const ${name} = struct {
        unused: u32 = 0,

        ${paragraphs([
          ...of(id),
          code`
          pub fn deinit(self: *${name}) void {
              _ = self;
          }`,
        ])}
    };`;
  });
  return [...resources, ...of(undefined)];
}

/** The import of the same interface and name, when it takes and returns the same types. */
function echoTarget(fn: FuncPlan, group: Group, cx: Context): string | undefined {
  if (cx.stubs !== "echo" || fn.resource !== undefined) return undefined;
  const shape = (f: FuncPlan): string => [...f.params.map((p) => p.type), "->", f.result].join(",");
  for (const other of cx.plan.groups) {
    if (other.direction !== "import" || other.module !== group.module) continue;
    const target = other.functions.find((f) => f.name === fn.name);
    if (target !== undefined && shape(target) === shape(fn))
      return `${qualified(homeOf(other), cx)}.${cx.names.func(target)}`;
  }
  return undefined;
}

function stub(cx: FuncContext, group: Group, all: Context): Fragment {
  const { fn } = cx;
  const taken = new Set(group.functions.map((f) => all.names.func(f)));
  if (group.kind === "world")
    for (const g of all.plan.groups) if (g.direction === "export" && g.kind !== "world") taken.add(handlerName(g, all));
  // Zig has no parameter with the name of a declaration around it.
  const names = fn.params.map((_, i) => {
    let name = all.names.param(fn, i);
    while (taken.has(name) || handlers(all).has(name) || name === "deinit" || name === "panic") name += "_";
    return name;
  });
  const self = fn.kind === "method" && fn.resource !== undefined ? `*${cx.names.resource(fn.resource)}` : undefined;
  const target = echoTarget(fn, group, all);
  const type = returnType(cx);
  const body =
    target !== undefined
      ? code`return ${target}(${join(names, ", ")});`
      : lines([
          ...names.map((name) => `_ = ${name};`),
          type.text === "void" ? empty : code`return wit.empty(${type});`,
        ]);
  const head = signature(cx, cx.names.func(fn), names, self);
  if (body.text === "") return code`${head} {}`;
  return code`
    ${head} {
        ${body}
    }`;
}

const handlers = (cx: Context): ReadonlySet<string> =>
  new Set(cx.plan.groups.filter((g) => g.direction === "export").map((g) => handlerName(g, cx)));
