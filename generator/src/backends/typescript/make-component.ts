/** `target: component`: the same app as a component, by componentize-js; it imports the names of its world only. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CoreName, FuncPlan, Plan } from "../../abi/plan-model.js";
import type { BuildJob, Finished } from "../../backend/recipe.js";
import { templateFolder, witFolder } from "../../emit/package-root.js";
import { writeFiles } from "../../emit/writer.js";
import { loadWit, packageText, printWit } from "../../graph/index.js";
import { componentizeJsEntry, findComponentizeJs, runProgram } from "../../toolchain/index.js";
import { type Bundle, bundleApp } from "./bundle.js";
import { componentEngine } from "./component-engine.js";

/** Between the bundle and the component, relative to the project. */
const workFolder = "build/component";

export const makesComponent = ({ options }: BuildJob): boolean => options.get("target") === "component";

/** What a component depends on beside its script. */
export function componentInputs({ env, folder }: BuildJob): readonly string[] {
  const templates = templateFolder("typescript");
  const glue = templates === undefined ? [] : filesIn(join(templates, "component"));
  return [findComponentizeJs(env, folder)?.version ?? "", ...glue.map((path) => readFileSync(path, "utf8"))];
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .toSorted()
    .map((name) => join(folder, name));

/** `given` spares reading the app again. */
export async function makeComponent(job: BuildJob, given?: Bundle): Promise<Finished> {
  const bundle = given ?? (await bundleApp(job));
  if (!bundle.ok) return bundle;
  const toolchain = findComponentizeJs(job.env, job.folder);
  if (toolchain === undefined) {
    const { title, howToGet } = componentizeJsEntry.info;
    return { ok: false, messages: `a component is made by ${title}, which is not there; get it by ${howToGet}\n` };
  }
  const templates = templateFolder("typescript");
  const wit = witText(job);
  if (wit === undefined || templates === undefined)
    return { ok: false, messages: "the WIT of the world was not found again\n" };
  const description = {
    package: pathToFileURL(`${toolchain.place}/`).href,
    engine: componentEngine(toolchain.place, job.env),
    source: `${workFolder}/app.js`,
    wit: `${workFolder}/world.wit`,
    world: worldName(job.plan),
    bindings: await componentBindings(join(templates, "component")),
    imports: coreImports(job.plan),
    exports: coreExports(job.plan),
    output: job.output,
  };
  writeFiles(join(job.folder, workFolder), [
    { path: "app.js", text: `${bundle.script}\n` },
    { path: "world.wit", text: wit },
    { path: "job.json", text: JSON.stringify(description) },
  ]);
  const args = [join(templates, "component/componentize.mjs"), `${workFolder}/job.json`];
  const run = await runProgram(toolchain.command, args, { cwd: job.folder, env: job.env });
  if (run.status !== 0) return { ok: false, messages: `${bundle.messages}${run.failure ?? run.stderr + run.stdout}` };
  return { ok: true, module: new Uint8Array(readFileSync(join(job.folder, job.output))), messages: bundle.messages };
}

/** The script that the engine runs before the app, from `sdk-templates/typescript/component`. */
export async function componentBindings(folder: string): Promise<string> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [join(folder, "bindings.ts")],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2023",
    legalComments: "none",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** `module\nname` of everything the world brings, and the bytes of a result that goes through memory. */
function coreImports({ groups, resources, types }: Plan): Readonly<Record<string, number>> {
  const key = ({ module, field }: CoreName): string => `${module}\n${field}`;
  const bytes = (fn: FuncPlan): number =>
    fn.signature.spilledResult ? (types.find(({ id }) => id === fn.result)?.layout.size ?? 0) : 0;
  const functions = groups.flatMap(({ direction, functions: all }) => (direction === "import" ? all : []));
  const intrinsics = resources.flatMap(({ drop, intrinsics: own }) =>
    own === undefined ? [drop] : [drop, own.make, own.rep],
  );
  return Object.fromEntries([
    ...functions.map((fn) => [key(fn.core), bytes(fn)] as const),
    ...intrinsics.map((name) => [key(name), 0] as const),
  ]);
}

const coreExports = ({ groups, resources }: Plan): readonly string[] => [
  ...groups.flatMap(({ direction, functions }) => (direction === "export" ? functions.map((fn) => fn.core.field) : [])),
  ...resources.flatMap(({ destructor }) => destructor ?? []),
];

function worldName({ world }: Plan): string {
  const [path = "", version] = packageText(world.package).split("@");
  return `${path}/${world.name}${version === undefined ? "" : `@${version}`}`;
}

function witText({ folder }: BuildJob): string | undefined {
  const own = join(folder, "wit");
  const ours = witFolder();
  const path = existsSync(own) ? own : ours;
  if (path === undefined) return undefined;
  const { graph } = loadWit(path, ours === undefined ? {} : { builtins: { path: ours, shownAs: "ocrekit/wit" } });
  return graph === undefined ? undefined : printWit(graph);
}
