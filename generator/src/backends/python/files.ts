/** Files of a Python SDK: a module for each imported interface, the handlers, the WIT, and the arguments of componentize-py. */
import type { Group } from "../../abi/plan-model.js";
import type { Context, FilePlan } from "../../backend/contract.js";
import { banner } from "../../emit/banner.js";
import { code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import type { FileSet } from "../../emit/files.js";
import { docstring } from "./docstring.js";
import { imported } from "./functions.js";
import { handlers } from "./handlers.js";
import { fitted, importLines } from "./lines.js";
import { pascal } from "./names.js";
import { bindingOfGroup, bindings, faceOfGroup, modulePath, sideOf } from "./places.js";

const handlersPath = "sdk/handlers.py";
const worldPath = "sdk/world.py";

export function files(cx: Context): readonly FilePlan[] {
  const own = cx.plan.groups
    .filter((g) => g.direction === "import" && (g.kind === "world" ? g.functions.length > 0 : true))
    .map((group) => ({
      path: group.kind === "world" ? worldPath : modulePath(group, cx),
      title: group.module,
      groups: [group],
    }));
  return [...own, { path: handlersPath, title: "what the app implements", groups: [] }];
}

export function file(plan: FilePlan, cx: Context): Fragment {
  const head = banner("#", cx.version, cx.plan.sources.join(", "));
  const [group] = plan.groups;
  const body = group === undefined ? handlers(cx) : moduleBody(group, cx);
  const docs = group === undefined ? docstring("What the app implements: see `handler`.") : docstring(group.docs);
  return paragraphs([
    lines([head, docs]),
    lines(importLines(body)),
    // Two empty lines around functions and classes.
    body.text === "" ? empty : /^[A-Z#]|^calls/.test(body.text) ? body.text : `\n${body.text}`,
  ]);
}

/** Types of the bindings under their own names, and functions that raise. */
function moduleBody(group: Group, cx: Context): Fragment {
  const raw = bindingOfGroup(group, cx.plan);
  const home = { package: group.package, interface: group.name, module: group.module, exported: false };
  const own = cx.plan.types.filter(
    ({ home: h, name }) => name !== undefined && h !== undefined && h.module === group.module && !h.exported,
  );
  const classes = own.flatMap(({ id, kind }) => {
    if (kind.k === "alias" || (kind.k === "variant" && (kind.shape === "option" || kind.shape === "result"))) return [];
    if (kind.k === "record" && kind.shape === "tuple") return [];
    if (kind.k === "list" || kind.k === "array" || kind.k === "scalar" || kind.k === "string" || kind.k === "handle")
      return [];
    const name = cx.names.type(id);
    const cases =
      kind.k === "variant" && kind.shape === "variant" ? kind.cases.map((c) => `${name}_${pascal(c.name)}`) : [];
    return [name, ...cases];
  });
  const resources = group.resources.map((id) => {
    const name = pascal(cx.resource(id).name);
    const methods = group.functions
      .filter((fn) => fn.resource === id && fn.kind !== "constructor")
      .map((fn) => code`"${cx.names.func(fn)}"`);
    return { name, line: fitted("calls.adopt", [code`${raw}.${name}`, ...methods], "", 0) };
  });
  const aliases = [...classes, ...resources.map((r) => r.name)].map((name) => `${name} = ${raw}.${name}`);
  const functions = group.functions
    .filter((fn) => fn.resource === undefined)
    .map((fn) => imported(cx.func(fn), group).text);
  const printed = group.functions.filter((fn) => fn.resource === undefined).map((fn) => imported(cx.func(fn), group));
  const text = [lines([...(group.kind === "world" ? [] : aliases), ...resources.map((r) => r.line)]).text, ...functions]
    .filter((part) => part !== "")
    .join("\n\n\n");
  // An interface of nothing but aliases has no use for the bindings.
  const isUsed = group.kind !== "world" && new RegExp(`\\b${raw}\\.`).test(text);
  const from = isUsed ? [{ from: `${bindings}.${sideOf(home, cx.plan)}`, name: raw }] : [];
  const imports = [...from, ...printed.flatMap((f) => f.imports)];
  return { text, imports: group.kind === "world" ? [{ from: bindings }, ...imports] : imports };
}

/** The WIT that componentize-py reads, and its arguments, one a line. */
export function extraFiles(cx: Context): FileSet {
  const { package: pkg, name } = cx.plan.world;
  const version = pkg.version === undefined ? "" : `@${pkg.version}`;
  const pinned = cx.plan.groups.flatMap((group) => {
    if (group.kind !== "interface") return [];
    const option = group.direction === "import" ? "--import-interface-name" : "--export-interface-name";
    return [option, `${faceOfGroup(group).id}=${bindingOfGroup(group, cx.plan)}`];
  });
  const args = ["--all-features", "-w", `${pkg.namespace}:${pkg.name}/${name}${version}`, ...pinned];
  const flags = code`
    ${banner("#", cx.version, cx.plan.sources.join(", "))}

    # componentize-py -d <this folder>/wit <these> componentize app -p <folder of app.py> -p <this folder> --stub-wasi -o app.wasm
    # A build may read the lines that do not begin with '#'; each is one argument. The names are those of the bindings' modules.
    ${args}`;
  return [
    { path: "flags.txt", text: `${flags.text}\n` },
    { path: "wit/world.wit", text: cx.wit ?? "" },
  ];
}
