/** A compile-ready implementation of every export, for the app's author to fill. */
import { readFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import type { Group } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { echoResource, echoTarget, fittingParam, holdsExported } from "../../backend/echo.js";
import { code, empty, type Fragment, join, lines, paragraphs } from "../../emit/code.js";
import type { FileSet } from "../../emit/files.js";
import { templateFolder } from "../../emit/package-root.js";
import type { ResourceId, TypeId } from "../../ids.js";
import { signature } from "./functions.js";
import { returnsOf, returnType } from "./outcome.js";
import { appName, handlerName, homeOf, qualified, resourceHome } from "./places.js";
import { nativeRef } from "./types.js";

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
      pub const ${appName(cx)} = struct {
          ${paragraphs(parts)}
      };

      comptime {
          sdk.exportApp(${appName(cx)});
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
    app.text.includes("echo__.") ? echoSource() : empty,
  ]).text;
  return [{ path: "app.zig", text: `${text}\n`, once: true }];
}

function implementation(group: Group, cx: Context): readonly Fragment[] {
  const of = (resource: ResourceId | undefined): readonly Fragment[] =>
    group.functions.filter((fn) => fn.resource === resource).map((fn) => stub(cx.func(fn), group, cx));
  const resources = group.resources.map((id) => {
    const name = cx.names.resource(id);
    const inner = echoResource(id, cx);
    if (inner !== undefined) {
      const handle = `${qualified(resourceHome(inner), cx)}.${cx.names.resource(inner.id)}`;
      return code`
      pub const ${name} = opaque {
          ${paragraphs([
            ...of(id),
            code`
            pub fn deinit(self: *${name}) void {
                echo__.end(echo__.inner(${handle}, self));
            }`,
          ])}
      };`;
    }
    return code`
    pub const ${name} = struct {
        unused_: u32 = 0,

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
  const type = returnType(cx);
  const fitting = fittingParam(fn, cx);
  const answer = fitting === undefined ? code`wit.empty(${type})` : code`${names[fitting] ?? ""}`;
  const body =
    echoed(cx, names) ??
    lines([
      ...names.flatMap((name, i) => (i === fitting ? [] : [`_ = ${name};`])),
      type.text === "void" ? empty : code`return ${answer};`,
    ]);
  const head = signature(cx, cx.names.func(fn), names, self);
  if (body.text === "") return code`${head} {}`;
  return code`
    ${head} {
        ${body}
    }`;
}

/** Calls the import of the same name, with the handles that it knows. */
function echoed(cx: FuncContext, names: readonly string[]): Fragment | undefined {
  const { fn } = cx;
  const target = echoTarget(fn, cx);
  if (target === undefined) return undefined;
  const args = target.fn.params.map((p, i) => passed(names[i] ?? "", fn.params[i]?.type, p.type, cx));
  const place = qualified(homeOf(target.group), cx);
  const callee = (resource: ResourceId): string =>
    `${place}.${cx.names.resource(resource)}.${cx.names.func(target.fn)}`;
  const { resource } = target.fn;
  if (fn.kind === "method" && resource !== undefined)
    args[0] = code`echo__.inner(${place}.${cx.names.resource(resource)}, ${names[0] ?? ""})`;
  const call = code`${resource === undefined ? `${place}.${cx.names.func(target.fn)}` : callee(resource)}(${join(args, ", ")})`;
  if (fn.result === undefined || !holdsExported(fn.result, cx)) return code`return ${call};`;
  const returns = returnsOf(fn, cx);
  if (returns.kind !== "result" || !returns.error) return code`return echo__.to(${returnType(cx)}, ${call});`;
  return returns.ok === undefined
    ? code`return ${call};`
    : code`return echo__.to(${nativeRef(returns.ok, cx)}, try ${call});`;
}

const passed = (name: string, from: TypeId | undefined, to: TypeId, cx: Context): Fragment =>
  from !== undefined && holdsExported(from, cx) ? code`echo__.to(${nativeRef(to, cx)}, ${name})` : code`${name}`;

/** The part of an echo that is the same for all. */
function echoSource(): string {
  const folder = templateFolder("zig");
  if (folder === undefined) throw new Error("there are no templates of Zig");
  return readFileSync(joinPath(folder, "echo.zig"), "utf8")
    .replace(/^(\/\/!.*\n)+/, "")
    .trim();
}

const handlers = (cx: Context): ReadonlySet<string> =>
  new Set(cx.plan.groups.filter((g) => g.direction === "export").map((g) => handlerName(g, cx)));
