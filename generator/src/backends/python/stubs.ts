/** An app to begin with: every handler, or an echo that passes everything on to the imports. */
import type { FuncPlan, Group, TypeHome } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { echoResource, echoTarget, fittingParam, holdsExported } from "../../backend/echo.js";
import { code, commas, type Fragment, type ImportItem, join, paragraphs, symbol } from "../../emit/code.js";
import type { FileSet, GeneratedFile } from "../../emit/files.js";
import type { ResourceId } from "../../ids.js";
import { baseOf } from "./exports.js";
import { paramNames, signature } from "./functions.js";
import { exportClass, exportedGroups } from "./groups.js";
import { groupChanges } from "./kinds.js";
import { fitted, importLines } from "./lines.js";
import { lookalikeNotice } from "./lookalikes.js";
import { importedModule, ownModule } from "./modules.js";
import { pascal } from "./names.js";
import { bindingOfGroup, moduleOf, ownPlace, worldPath } from "./places.js";
import { ours, zero } from "./types.js";
import { isUnbound } from "./unbound.js";

const first = "# Yours to edit: ocrekit writes this file once.";

export function stubFiles(cx: Context): FileSet {
  if (cx.stubs === undefined) return [];
  const groups = exportedGroups(cx);
  const classes = groups.map(
    (group) => code`
    class ${exportClass(group, cx)}${bases([baseOf(group, cx)])}:
        ${orPass(group.functions.filter((fn) => fn.resource === undefined).map((fn) => stub(fn, group, cx)))}`,
  );
  const modules = groups.filter((group) => group.resources.length > 0);
  const app = page(cx, "app.py", classes, {
    own: modules.map(
      (group) => `import ${bindingOfGroup(group, cx.plan)} as ${bindingOfGroup(group, cx.plan)}_exports`,
    ),
    others: converted(cx),
  });
  const resources = modules.map((group) =>
    page(
      cx,
      `${bindingOfGroup(group, cx.plan)}.py`,
      group.resources.map((id) => resource(id, group, cx)),
    ),
  );
  return [app, ...resources];
}

interface Unnamed {
  /** Modules of the app itself. */
  readonly own: readonly string[];
  /** What has to be imported, and is not always named. */
  readonly others: readonly ImportItem[];
}

function page(
  cx: Context,
  path: string,
  parts: readonly Fragment[],
  { own, others }: Unnamed = { own: [], others: [] },
): GeneratedFile {
  const body = join(parts, "\n\n\n");
  const notice = lookalikeNotice(cx);
  const lookalikes = notice === "" ? [] : [notice];
  const named = new Set(importLines(body));
  const all = importLines({ ...body, imports: [...body.imports, ...others] });
  const unnamed = (line: string): string => `${line}  # noqa: F401`;
  const head = [
    first,
    ...lookalikes,
    ...all.map((line) => (named.has(line) ? line : unnamed(line))),
    ...(own.length === 0 ? [] : ["", ...own.map(unnamed)]),
  ].join("\n");
  return { path, text: body.text === "" ? `${head}\n` : `${head}\n\n\n${body.text}\n`, once: true };
}

/** What makes and converts the imports that an echo calls. */
function converted(cx: Context): readonly ImportItem[] {
  if (cx.stubs !== "echo") return [];
  const groups = cx.plan.groups.filter(
    (group) => group.direction === "import" && (isUnbound(group) || groupChanges(group, cx)),
  );
  return groups.map((group) => {
    const home = { ...group, interface: group.name, exported: false };
    return ownModule(group.kind === "world" ? moduleOf(worldPath) : ownPlace(home, cx), cx).item;
  });
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
    const module = importedModule(target.group, cx);
    const at = symbol(module.item, module.alias);
    const skipped = fn.kind === "method" ? 1 : 0;
    const handed = names.map((name, i) => {
      const type = fn.params[i + skipped]?.type;
      return type !== undefined && holdsExported(type, cx) ? code`${ours("inner", cx)}(${name})` : code`${name}`;
    });
    const owner = fn.resource === undefined ? undefined : pascal(cx.resource(fn.resource).name);
    const name = cx.names.func(fn);
    if (fn.kind === "constructor") return code`self._inner = ${at}.${owner ?? ""}(${commas(handed)})`;
    const callee =
      fn.kind === "method"
        ? code`self._inner.${name}`
        : owner === undefined
          ? code`${at}.${name}`
          : code`${at}.${owner}.${name}`;
    if (fn.result !== undefined && holdsExported(fn.result, cx))
      return code`return ${ours("outer", cx)}(${callee}(${commas(handed)}))`;
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
