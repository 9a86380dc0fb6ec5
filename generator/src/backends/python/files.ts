/** Files of a Python SDK: a module for each imported interface, the handlers, the WIT, and the arguments of componentize-py. */
import type { Context, FilePlan } from "../../backend/contract.js";
import { banner } from "../../emit/banner.js";
import { code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import type { FileSet } from "../../emit/files.js";
import { docstring } from "./docstring.js";
import { basedGroups, exportBases } from "./exports.js";
import { handlers } from "./handlers.js";
import { hasAliases, interfaceModule } from "./interface-module.js";
import { importLines } from "./lines.js";
import { lookalikeNotice } from "./lookalikes.js";
import { ownTypes } from "./own-types.js";
import { bindingOfGroup, faceOfGroup, moduleOf, modulePath, worldPath } from "./places.js";
import { adoptingNotice } from "./resources.js";
import { unbound, unboundGroups } from "./unbound.js";

/** Files that are not of one interface. */
interface Single {
  readonly docs: string;
  readonly isWanted: (cx: Context) => boolean;
  readonly body: (cx: Context) => Fragment;
}

const singles: ReadonlyMap<string, Single> = new Map<string, Single>([
  ["sdk/handlers.py", { docs: "What the app implements: see `handler`.", isWanted: () => true, body: handlers }],
  [
    "sdk/exports.py",
    {
      docs: "Bases of the app's classes, which are given and return values as Python has them.",
      isWanted: (cx) => basedGroups(cx).length > 0,
      body: exportBases,
    },
  ],
  [
    "sdk/inlined/__init__.py",
    {
      docs: "Interfaces that the world writes out in place.",
      isWanted: (cx) => unboundGroups(cx).length > 0,
      body: unbound,
    },
  ],
]);

export function files(cx: Context): readonly FilePlan[] {
  const found = new Map<string, FilePlan>();
  for (const group of cx.plan.groups) {
    const path = group.kind === "world" ? worldPath : modulePath(group, cx);
    const isImport = group.direction === "import" && (group.kind !== "world" || group.functions.length > 0);
    // Beside what is imported: types that the SDK declares itself.
    const hasTypes = ownTypes(moduleOf(path), cx).length > 0 || (group.kind !== "world" && hasAliases(group, cx));
    if (isImport || (!found.has(path) && hasTypes)) found.set(path, { path, title: group.module, groups: [group] });
  }
  return [
    ...found.values(),
    ...[...singles]
      .filter(([, { isWanted }]) => isWanted(cx))
      .map(([path, { docs }]) => ({ path, title: docs, groups: [] })),
  ];
}

export function file(plan: FilePlan, cx: Context): Fragment {
  const head = banner("#", cx.version, cx.plan.sources.join(", "));
  const [group] = plan.groups;
  const single = singles.get(plan.path);
  const body = group !== undefined ? interfaceModule(group, cx) : (single?.body(cx) ?? empty);
  const docs = docstring(group === undefined ? single?.docs : group.docs);
  return paragraphs([
    lines([head, group === undefined ? "" : adoptingNotice(group), lookalikeNotice(cx), docs]),
    lines(importLines(body)),
    // Two empty lines around functions and classes.
    body.text === "" ? empty : /^(def|class|@)/.test(body.text) ? `\n${body.text}` : body.text,
  ]);
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
