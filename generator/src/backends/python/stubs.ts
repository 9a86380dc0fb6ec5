/** An app to begin with: every handler, or an echo that passes everything on to the imports. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { echoResource, echoTarget, fittingParam, holdsExported } from "../../backend/echo.js";
import { code, commas, type Fragment, join, paragraphs } from "../../emit/code.js";
import type { FileSet, GeneratedFile } from "../../emit/files.js";
import type { ResourceId } from "../../ids.js";
import { paramNames, signature } from "./functions.js";
import { exportClass, exportedGroups } from "./handlers.js";
import { fitted, importLines } from "./lines.js";
import { pascal } from "./names.js";
import { bindingOfGroup, bindings, type sideOf } from "./places.js";
import { zero } from "./types.js";

const first = "# Yours to edit: ocrekit writes this file once.";

export function stubFiles(cx: Context): FileSet {
  if (cx.stubs === undefined) return [];
  const groups = exportedGroups(cx);
  const classes = groups.map(
    (group) => code`
    class ${exportClass(group, cx)}:
        ${orPass(group.functions.filter((fn) => fn.resource === undefined).map((fn) => stub(fn, group, cx)))}`,
  );
  const modules = groups.filter((group) => group.resources.length > 0);
  const app = page(
    "app.py",
    classes,
    modules.map(
      (group) => `import ${bindingOfGroup(group, cx.plan)} as ${bindingOfGroup(group, cx.plan)}_exports  # noqa: F401`,
    ),
  );
  const resources = modules.map((group) =>
    page(
      `${bindingOfGroup(group, cx.plan)}.py`,
      group.resources.map((id) => resource(id, group, cx)),
    ),
  );
  return [app, ...resources];
}

function page(path: string, parts: readonly Fragment[], more: readonly string[] = []): GeneratedFile {
  const body = join(parts, "\n\n\n");
  const head = [first, ...importLines(body), ...(more.length === 0 ? [] : ["", ...more])].join("\n");
  return { path, text: body.text === "" ? `${head}\n` : `${head}\n\n\n${body.text}\n`, once: true };
}

/** A class of the app behind an exported resource; in an echo it stands for one of the host's. */
function resource(id: ResourceId, group: Group, cx: Context): Fragment {
  const name = pascal(cx.resource(id).name);
  const inner = echoResource(id, cx);
  const own = group.functions.filter((fn) => fn.resource === id).map((fn) => stub(fn, group, cx));
  const base = inner === undefined ? code`object` : code`calls.Standing`;
  return code`
    class ${name}(${base}):
        ${orPass([...(inner === undefined ? [] : [code`inner_class = ${raw(inner.home, name, cx)}`]), ...own])}`;
}

const orPass = (members: readonly Fragment[]): Fragment => (members.length === 0 ? code`pass` : paragraphs(members));

function raw(home: Parameters<typeof sideOf>[0], name: string, cx: Context): Fragment {
  const module = bindingOfGroup(
    cx.plan.groups.find((g) => g.direction === "import" && g.module === home.module) ?? fail(home.module),
    cx.plan,
  );
  return { text: `${module}.${name}`, imports: [{ from: `${bindings}.imports`, name: module }] };
}

function stub(fn: FuncPlan, group: Group, cx: Context): Fragment {
  const self = fn.kind === "static" ? "cls" : "self";
  const head = code`
    ${fn.kind === "static" ? "@classmethod" : ""}
    ${signature(cx.func(fn), self, 4)}`;
  return code`
    ${head}
        ${body(fn, group, cx)}`;
}

function body(fn: FuncPlan, group: Group, cx: Context): Fragment {
  const target = echoTarget(fn, cx);
  const names = paramNames(fn, cx);
  if (target !== undefined) {
    const module = bindingOfGroup(target.group, cx.plan);
    const at: Fragment =
      target.group.kind === "world"
        ? { text: bindings, imports: [{ from: bindings }] }
        : { text: module, imports: [{ from: `${bindings}.imports`, name: module }] };
    const skipped = fn.kind === "method" ? 1 : 0;
    const handed = names.map((name, i) => {
      const type = fn.params[i + skipped]?.type;
      return type !== undefined && holdsExported(type, cx) ? code`calls.inner(${name})` : code`${name}`;
    });
    const owner = fn.resource === undefined ? undefined : pascal(cx.resource(fn.resource).name);
    const name = cx.names.func(fn);
    if (fn.kind === "constructor") return code`self.inner = ${at}.${owner ?? ""}(${commas(handed)})`;
    const callee =
      fn.kind === "method"
        ? code`self.inner.${name}`
        : owner === undefined
          ? code`${at}.${name}`
          : code`${at}.${owner}.${name}`;
    if (fn.result !== undefined && holdsExported(fn.result, cx))
      return code`return calls.outer(${callee}(${commas(handed)}))`;
    const made = fitted(`return ${callee.text}`, handed, "", 8);
    return { text: made.text, imports: [...made.imports, ...(fn.kind === "method" ? [] : at.imports)] };
  }
  const fitting = fittingParam(fn, cx);
  const name = fitting === undefined ? undefined : names[fitting - (fn.kind === "method" ? 1 : 0)];
  const answer =
    fn.outcome.kind === "value" ? fn.outcome.type : fn.outcome.kind === "result" ? fn.outcome.ok : undefined;
  if (fn.outcome.kind === "result" || name === undefined) {
    const nothing = answer === undefined ? code`None` : zero(answer, cx);
    if (fn.kind === "constructor") return code`pass`;
    return nothing === undefined ? code`raise NotImplementedError("${group.name}")` : code`return ${nothing}`;
  }
  return code`return ${name}`;
}

function fail(what: string): never {
  throw new Error(`no import '${what}'`);
}
