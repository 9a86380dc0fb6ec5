/** A compile-ready implementation of every export, for the app's author to fill. */
import type { FuncPlan, Group, ResourcePlan } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import type { FileSet } from "../../emit/files.js";
import { reference } from "../../emit/line-breaks.js";
import { echo, echoObject, importedTwin, objectName } from "./echo.js";
import { print } from "./files.js";
import { handlerSignature } from "./functions.js";
import { hasPlace, homeModule, homeOf, macroName, objectTrait, resourceHome, traitName } from "./places.js";
import { zero } from "./zero.js";

export function stubFiles(cx: Context): FileSet {
  if (cx.stubs === undefined) return [];
  const groups = cx.plan.groups.filter((g) => g.direction === "export" && hasPlace(g));
  const objects = groups.flatMap((group) => group.resources.map((id) => object(cx.resource(id), group, cx)));
  const parts =
    groups.length === 0
      ? [code`use sdk as _;`]
      : [
          code`struct App;`,
          lines(groups.map((group) => `sdk::${macroName(group, cx)}!(App);`)),
          ...groups.map((group) => implementation(group, cx)),
          ...objects,
        ];
  const used = paragraphs(parts).imports.some(({ from }) => from.startsWith("alloc"));
  const file = print(parts, {
    head: paragraphs([
      lines(["// Yours to edit: ocrekit writes this file once.", "#![no_std]"]),
      used ? "extern crate alloc;" : empty,
    ]),
    module: "app",
    own: new Set(["App", ...groups.flatMap((g) => g.resources.map((id) => objectName(id, cx)))]),
    crate: "sdk",
  });
  return [{ path: "app.rs", text: `${file.text}\n`, once: true }];
}

function implementation(group: Group, cx: Context): Fragment {
  const trait = reference({ from: homeModule(homeOf(group, cx), cx), name: traitName(group, cx) });
  const types = group.resources.map((id) => `type ${cx.names.resource(id)} = ${objectName(id, cx)};`);
  const free = group.functions.filter((fn) => fn.resource === undefined);
  return container(code`impl ${trait} for App`, [lines(types), ...free.map((fn) => stub(cx.func(fn), cx))]);
}

/** What is behind the handles of an exported resource: the imported one of the same name, when there is one. */
function object(resource: ResourcePlan, group: Group, cx: Context): Fragment {
  const name = objectName(resource.id, cx);
  const trait = reference({ from: homeModule(resourceHome(resource), cx), name: objectTrait(resource.id, cx) });
  const functions = group.functions.filter((fn) => fn.resource === resource.id);
  return paragraphs([
    cx.stubs === "echo" && importedTwin(resource, cx) !== undefined ? echoObject(resource, cx) : code`struct ${name};`,
    container(
      code`impl ${trait} for ${name}`,
      functions.map((fn) => stub(cx.func(fn), cx)),
    ),
  ]);
}

function container(head: Fragment, items: readonly Fragment[]): Fragment {
  const body = paragraphs(items);
  if (body.text === "") return code`${head} {}`;
  return code`
    ${head} {
        ${body}
    }`;
}

/** What fits behind the indentation of a method's body. */
const longest = 80;

function stub(cx: FuncContext, all: Context): Fragment {
  const { fn } = cx;
  const echoed = cx.stubs === "echo" ? echo(cx, all) : undefined;
  const names = fn.params.map((_, i) => all.names.param(fn, i));
  const filled = echoed?.body ?? answer(fn, all);
  // Where the parameters take several lines, an empty body has two of its own.
  const body = filled.text === "" && fn.params.length > 0 ? code`// Nothing is done yet.` : filled;
  const head = handlerSignature(
    cx,
    echoed === undefined ? names.map((name, i) => (i === 0 && fn.kind === "method" ? name : `_${name}`)) : names,
  );
  // What is passed through is long and read by nobody.
  const skip = echoed?.converts === true || body.text.length > longest ? "#[rustfmt::skip]" : empty;
  if (body.text === "")
    return code`
      ${skip}
      ${head} {}`;
  return code`
    ${skip}
    ${head} {
        ${body}
    }`;
}

/** Zeros and nothing; `todo!` where there is no such value. */
function answer(fn: FuncPlan, cx: Context): Fragment {
  if (fn.kind === "constructor" && fn.resource !== undefined) {
    const made = importedTwin(cx.resource(fn.resource), cx) === undefined || cx.stubs !== "echo" ? "Self" : "todo!()";
    return fn.outcome.kind === "result" && made === "Self" ? code`Ok(Self)` : code`${made}`;
  }
  if (fn.outcome.kind === "status") return code`Ok(())`;
  if (fn.result === undefined) return empty;
  return zero(fn.result, cx) ?? code`todo!()`;
}
