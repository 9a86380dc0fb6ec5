/** A compile-ready implementation of every export, for the app's author to fill. */
import { readFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import type { Group } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { echoResource, echoTarget, fittingParam, holdsExported } from "../../backend/echo.js";
import { code, commas, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import type { FileSet } from "../../emit/files.js";
import { reference } from "../../emit/line-breaks.js";
import { templateFolder } from "../../emit/package-root.js";
import type { ResourceId, TypeId } from "../../ids.js";
import { settled } from "./files.js";
import { paramNames, signature } from "./functions.js";
import { returnType } from "./outcome.js";
import { handlerName, homeOf, moduleOf, resourceHome } from "./places.js";
import { nativeRef } from "./types.js";

export function stubFiles(cx: Context): FileSet {
  if (cx.stubs === undefined) return [];
  const groups = cx.plan.groups.filter((g) => g.direction === "export" && g.functions.length > 0);
  const parts = groups.map((group) => {
    const body = paragraphs(implementation(group, cx));
    return group.kind === "world"
      ? body
      : code`
      struct ${handlerName(group, cx)}
      {
      static:
          ${body}
      }`;
  });
  const app =
    parts.length === 0
      ? empty
      : code`
      struct App
      {
      static:
          ${paragraphs(parts)}
      }

      alias exported = sdk.exportApp!App;`;
  const text = paragraphs([
    "// Yours to edit: ocrekit writes this file once.",
    lines(["module app;"]),
    lines([parts.length === 0 ? empty : "static import sdk;"]),
    settled(app, "app"),
    /\b(to_|inner_|end_)!/.test(app.text) ? echoSource() : empty,
  ]).text;
  return [{ path: "app.d", text: `${text}\n`, once: true }];
}

function implementation(group: Group, cx: Context): readonly Fragment[] {
  const of = (resource: ResourceId | undefined): readonly Fragment[] =>
    group.functions.filter((fn) => fn.resource === resource).map((fn) => stub(cx.func(fn)));
  const resources = group.resources.map((id) => {
    const inner = echoResource(id, cx);
    const handle = inner && reference({ from: moduleOf(resourceHome(inner), cx), name: cx.names.resource(inner.id) });
    return code`
      struct ${cx.names.resource(id)}
      {
          uint unused_;

          ${paragraphs([
            ...of(id),
            handle === undefined
              ? code`
            void close()
            {
            }`
              : code`
            void close()
            {
                end_!(${handle})(&this);
            }`,
          ])}
      }`;
  });
  return [...resources, ...of(undefined)];
}

function stub(cx: FuncContext): Fragment {
  const names = paramNames(cx);
  const type = returnType(cx);
  const fitting = fittingParam(cx.fn, cx);
  const answer =
    fitting === undefined || (fitting === 0 && cx.fn.kind === "method")
      ? code`wit.empty!(${type})()`
      : code`${names[fitting] ?? ""}`;
  const body = echoed(cx, names) ?? (type.text === "void" ? empty : code`return ${answer};`);
  return code`
    ${signature(cx, names)}
    {
        ${body}
    }`;
}

/** Calls the import of the same name, with the handles that it knows. */
function echoed(cx: FuncContext, names: readonly string[]): Fragment | undefined {
  const { fn } = cx;
  const target = echoTarget(fn, cx);
  if (target === undefined) return undefined;
  const from = moduleOf(homeOf(target.group), cx);
  const { resource } = target.fn;
  const type = resource === undefined ? undefined : reference({ from, name: cx.names.resource(resource) });
  const args = target.fn.params.map((p, i) => passed(names[i] ?? "", fn.params[i]?.type, p.type, cx));
  const name = cx.names.func(target.fn);
  const call =
    type === undefined
      ? code`${reference({ from, name })}(${commas(args)})`
      : target.fn.kind === "method"
        ? code`inner_!(${type})(&this).${name}(${commas(args.slice(1))})`
        : code`${type}.${name}(${commas(args)})`;
  if (fn.result === undefined) return code`${call};`;
  return holdsExported(fn.result, cx) ? code`return to_!(${returnType(cx)})(${call});` : code`return ${call};`;
}

const passed = (name: string, from: TypeId | undefined, to: TypeId, cx: Context): Fragment =>
  from !== undefined && holdsExported(from, cx) ? code`to_!(${nativeRef(to, cx)})(${name})` : code`${name}`;

/** The part of an echo that is the same for all. */
function echoSource(): string {
  const folder = templateFolder("d");
  if (folder === undefined) throw new Error("there are no templates of D");
  return readFileSync(joinPath(folder, "echo.d"), "utf8")
    .replace(/^(\/\/ .*\n)+/, "")
    .trim();
}
