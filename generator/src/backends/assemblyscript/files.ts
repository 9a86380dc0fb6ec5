/** Which files there are, and what is around their parts. */
import type { Group } from "../../abi/plan-model.js";
import type { Context, FilePlan } from "../../backend/contract.js";
import { banner } from "../../emit/banner.js";
import { code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import type { FileSet } from "../../emit/files.js";
import { braces, settle } from "../../emit/line-breaks.js";
import { tuples } from "./declarations.js";
import { docs } from "./docs.js";
import { abiParts, externals, implementer } from "./functions.js";
import { abiFileOf, capital, declaredNames, fileOf, ownClasses, small } from "./names.js";
import { stubs } from "./stubs.js";

const yours = "// Yours to edit: ocrekit writes this file once.";

/** As prettier breaks lines. */
const width = 100;

export function files(cx: Context): readonly FilePlan[] {
  return cx.plan.groups.flatMap((group) => {
    const path = fileOf(group, cx.plan);
    const main = { path: `${path}.ts`, title: group.module, groups: [group] };
    return group.direction === "import"
      ? [main]
      : [main, { path: `${abiFileOf(group, cx.plan)}.ts`, title: `abi ${group.module}`, groups: [group] }];
  });
}

export function file(plan: FilePlan, cx: Context): Fragment {
  const path = plan.path.replace(/\.ts$/, "");
  const group = plan.groups[0];
  const isAbi = group !== undefined && group.direction === "export" && path === abiFileOf(group, cx.plan);
  const parts = plan.groups.flatMap((each) => (isAbi ? abiParts(each, cx) : declared(each, cx)));
  const isApp = group !== undefined && group.direction === "export" && !isAbi;
  return print(path, parts, cx, {
    ...(group === undefined ? {} : { source: group.span.file.path }),
    docs: group !== undefined && group.direction === "import" ? docs(group.docs) : empty,
    imports: isApp ? [abiFileOf(group, cx.plan)] : [],
    declares: group === undefined || isAbi ? new Set() : declaredNames(group, cx),
  });
}

function declared(group: Group, cx: Context): readonly Fragment[] {
  const { types, functions } = cx.declarations(group);
  const free = functions.filter((_, i) => group.functions[i]?.kind === "free");
  return group.direction === "import"
    ? [...types, ...free, ...externals(group, cx)]
    : [...types, implementer(group, cx), ...externals(group, cx)];
}

interface Around {
  /** In place of the banner. */
  readonly head?: string;
  /** Path of the WIT file. */
  readonly source?: string;
  readonly docs?: Fragment;
  /** Files to import for what they export from the module. */
  readonly imports?: readonly string[];
  /** Names of the file's own, which nothing imported may have. */
  readonly declares?: ReadonlySet<string>;
}

/** Banner, imports, parts; every name that two files declare gets the file's name before it. */
export function print(path: string, parts: readonly Fragment[], cx: Context, around: Around = {}): Fragment {
  const used = parts.flatMap((p) => p.imports);
  const homes = new Map<string, Set<string>>();
  for (const { from, name = "" } of used) homes.set(name, (homes.get(name) ?? new Set()).add(from));
  const declares = around.declares ?? new Set();
  const spell = (from: string, name: string): string =>
    from === path || (homes.get(name)?.size === 1 && !declares.has(name)) ? name : qualified(from, name);
  const bySource = new Map<string, Set<string>>();
  for (const { from, name = "" } of used) {
    if (from === path) continue;
    const spelled = spell(from, name);
    bySource.set(from, (bySource.get(from) ?? new Set()).add(spelled === name ? name : `${name} as ${spelled}`));
  }
  const imports = [...bySource]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, names]) => code`import ${braces([...names].sort())} from "${relative(path, from)}";`);
  const effects = (around.imports ?? []).map((from) => code`import "${relative(path, from)}";`);
  const text = paragraphs([
    lines([
      around.head ?? banner("//", cx.version, around.source ?? `world ${cx.plan.world.name}`),
      around.docs ?? empty,
    ]),
    lines([...effects, ...imports]),
    ...parts,
  ]).text;
  return { text: settle(text, width, spell), imports: [] };
}

/** The file's name before a name that another file has too; `_` where a version has dots. */
function qualified(from: string, name: string): string {
  const folder = from.split(/[/-]/).map(capital).join("").replaceAll(".", "_");
  return capital(name) === name ? folder + name : small(folder) + capital(name);
}

function relative(path: string, to: string): string {
  const here = path.split("/").slice(0, -1);
  const there = to.split("/");
  let common = 0;
  while (common < here.length && common < there.length - 1 && here[common] === there[common]) common++;
  const up = "../".repeat(here.length - common);
  return (up === "" ? "./" : up) + there.slice(common).join("/");
}

export function extraFiles(cx: Context): FileSet {
  const made = tuples(cx);
  const app = stubs(cx);
  return [
    { path: "asconfig.json", text: config(cx) },
    ...(made === undefined ? [] : [{ path: "tuples.ts", text: `${print("tuples", [made], cx).text}\n` }]),
    ...(app === undefined
      ? []
      : [
          {
            path: "app.ts",
            text: `${print("app", app, cx, { head: yours, declares: ownClasses(cx) }).text}\n`,
            once: true,
          },
        ]),
  ];
}

/** An app that returns often lets `release` collect; one that stays in `run` needs the collector that works by itself. */
function runtimeOf(cx: Context): string {
  const chosen = cx.options.get("runtime");
  if (typeof chosen === "string" && chosen !== "auto") return chosen;
  const stays = cx.plan.groups.some((g) => g.direction === "export" && g.name === "run");
  return stays ? "incremental" : "minimal";
}

/** What makes modules small and leaves them without imports of their own; the transform is an argument of its own. */
function config(cx: Context): string {
  return `{
  "options": {
    "runtime": "${runtimeOf(cx)}",
    "optimizeLevel": 3,
    "shrinkLevel": 2,
    "converge": true,
    "noAssert": true,
    "exportStart": "_initialize",
    "use": ["abort="]
  }
}
`;
}
