/** An app to begin with: every handler, or an echo that passes everything on to the imports. */
import type { FuncPlan, Group, TypeHome } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { type EchoTarget, echoResource, echoTarget, fittingParam, holdsExported } from "../../backend/echo.js";
import { code, commas, type Fragment, join, paragraphs, symbol } from "../../emit/code.js";
import type { FileSet, GeneratedFile } from "../../emit/files.js";
import type { ResourceId } from "../../ids.js";
import { baseOf } from "./exports.js";
import { answered, answerOf, paramNames, returnHint, signature } from "./functions.js";
import { exportClass, exportedGroups } from "./groups.js";
import { fitted, importLines } from "./lines.js";
import { lookalikeNotice } from "./lookalikes.js";
import { builtin, importedModule } from "./modules.js";
import { pascal } from "./names.js";
import { bindingOfGroup } from "./places.js";
import { isChanged, retypedModule } from "./retyped.js";
import { ours, type Where, zero } from "./types.js";

const first = "# Yours to edit: ocrekit writes this file once.";

/** An echo passes on what a method of the bindings answers: no module of the SDK may change that. */
const whereIn = ({ stubs }: Context): Where => (stubs === "echo" ? "echo" : "file");

export function stubFiles(cx: Context): FileSet {
  if (cx.stubs === undefined) return [];
  const groups = exportedGroups(cx);
  const classes = groups.map(
    (group) => code`
    class ${exportClass(group, cx)}${bases([baseOf(group, cx)])}:
        ${orPass(group.functions.filter((fn) => fn.resource === undefined).map((fn) => stub(fn, group, cx)))}`,
  );
  const modules = groups.filter((group) => group.resources.length > 0);
  // Modules of the app itself, which the bindings look for.
  const own = modules.map(
    (group) => `import ${bindingOfGroup(group, cx.plan)} as ${bindingOfGroup(group, cx.plan)}_exports`,
  );
  const app = page(cx, "app.py", classes, own);
  const resources = modules.map((group) =>
    page(
      cx,
      `${bindingOfGroup(group, cx.plan)}.py`,
      group.resources.map((id) => resource(id, group, cx)),
    ),
  );
  return [app, ...resources];
}

/** `unnamed`: modules that have to be imported although nothing names them. */
function page(cx: Context, path: string, parts: readonly Fragment[], unnamed: readonly string[] = []): GeneratedFile {
  const body = join(parts, "\n\n\n");
  const notice = lookalikeNotice(cx);
  const head = [
    first,
    ...(notice === "" ? [] : [notice]),
    ...importLines(body),
    ...(unnamed.length === 0 ? [] : ["", ...unnamed.map((line) => `${line}  # noqa: F401`)]),
  ].join("\n");
  return { path, text: body.text === "" ? `${head}\n` : `${head}\n\n\n${body.text}\n`, once: true };
}

/** A class of the app behind an exported resource; in an echo it stands for one of the host's. */
function resource(id: ResourceId, group: Group, cx: Context): Fragment {
  const name = pascal(cx.resource(id).name);
  const inner = echoResource(id, cx);
  const members = group.functions.filter((fn) => fn.resource === id).map((fn) => stub(fn, group, cx));
  const own = [inner === undefined ? undefined : ours("Standing", cx), baseOf(group, cx, name)];
  return code`
    class ${name}${bases(own)}:
        ${orPass([...(inner === undefined ? [] : [code`_inner_class = ${raw(inner.home, name, cx)}`]), ...members])}`;
}

function bases(all: readonly (Fragment | undefined)[]): Fragment {
  const given = all.flatMap((base) => base ?? []);
  return given.length === 0 ? code`` : code`(${commas(given)})`;
}

const orPass = (members: readonly Fragment[]): Fragment => (members.length === 0 ? code`pass` : paragraphs(members));

function raw(home: TypeHome, name: string, cx: Context): Fragment {
  const group = cx.plan.groups.find((g) => g.direction === "import" && g.module === home.module) ?? fail(home.module);
  const { alias, item } = importedModule(group, cx);
  return symbol(item, `${alias}.${name}`);
}

function stub(fn: FuncPlan, group: Group, cx: Context): Fragment {
  const self = fn.kind === "static" ? "cls" : "self";
  const head = code`
    ${fn.kind === "static" ? code`@${builtin("classmethod", cx)}` : ""}
    ${signature(cx.func(fn), self, whereIn(cx), 4)}`;
  return code`
    ${head}
        ${body(fn, group, cx)}`;
}

function body(fn: FuncPlan, group: Group, cx: Context): Fragment {
  const target = echoTarget(fn, cx);
  const names = paramNames(fn, cx);
  if (target !== undefined) return echoed(fn, target, names, cx);
  const fitting = fittingParam(fn, cx);
  const name = fitting === undefined ? undefined : names[fitting - (fn.kind === "method" ? 1 : 0)];
  const answer = answerOf(fn);
  if (fn.outcome.kind === "result" || name === undefined) {
    const ok = fn.outcome.kind === "status" ? code`${returnHint(fn, cx, true, whereIn(cx))}(0)` : code`None`;
    const nothing = answer === undefined ? ok : zero(answer, cx);
    if (fn.kind === "constructor") return code`pass`;
    return nothing === undefined ? code`raise NotImplementedError("${group.name}")` : code`return ${nothing}`;
  }
  return code`return ${name}`;
}

/** The call of the import, and what it answers. */
function echoed(fn: FuncPlan, target: EchoTarget, names: readonly string[], cx: Context): Fragment {
  const module = importedModule(target.group, cx);
  const isAny = isChanged(target.group, cx);
  const at = isAny ? retypedModule(target.group, cx) : symbol(module.item, module.alias);
  const skipped = fn.kind === "method" ? 1 : 0;
  const handed = names.map((name, i) => {
    const type = fn.params[i + skipped]?.type;
    return type !== undefined && holdsExported(type, cx) ? code`${ours("inner", cx)}(${name})` : code`${name}`;
  });
  const owner = fn.resource === undefined ? undefined : pascal(cx.resource(fn.resource).name);
  const name = cx.names.func(fn);
  if (fn.kind === "constructor") return fitted(code`self._inner = ${at}.${owner ?? ""}`, handed, "", 8);
  const callee =
    fn.kind === "method" ? code`self._inner.${name}` : code`${at}.${owner === undefined ? "" : `${owner}.`}${name}`;
  const hint = returnHint(fn, cx, true, whereIn(cx));
  const isOuter = fn.result !== undefined && holdsExported(fn.result, cx);
  if (isOuter) return answered(ours("outer", cx), [code`${callee}(${commas(handed)})`], hint, true, 8);
  return answered(callee, handed, hint, isAny || fn.kind === "method", 8);
}

function fail(what: string): never {
  throw new Error(`no import '${what}'`);
}
