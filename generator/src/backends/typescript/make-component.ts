/** `target: component`: the same app as a component, by componentize-js; it imports the names of its world only. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plan } from "../../abi/plan-model.js";
import type { BuildJob, Finished } from "../../backend/recipe.js";
import { witFolder } from "../../emit/package-root.js";
import { writeFiles } from "../../emit/writer.js";
import { loadWit, packageText, printWit } from "../../graph/index.js";
import { componentizeJsEntry, findComponentizeJs, runProgram } from "../../toolchain/index.js";
import { bundleComponent } from "./bundle.js";

/** Between the bundle and the component, relative to the project. */
const workFolder = "build/component";

export const makesComponent = ({ options }: BuildJob): boolean => options.get("target") === "component";

export async function makeComponent(job: BuildJob): Promise<Finished> {
  const toolchain = findComponentizeJs(job.env, job.folder);
  if (toolchain === undefined) {
    const { title, howToGet } = componentizeJsEntry.info;
    return { ok: false, messages: `a component is made by ${title}, which is not there; get it by ${howToGet}\n` };
  }
  const wit = witText(job);
  if (wit === undefined) return { ok: false, messages: "the WIT of the world was not found again\n" };
  const bundle = await bundleComponent(job, hostModules(job.plan));
  if (!bundle.ok) return { ok: false, messages: bundle.messages };
  writeFiles(join(job.folder, workFolder), [
    { path: "app.js", text: bundle.script },
    { path: "world.wit", text: wit },
    { path: "componentize.mjs", text: script(toolchain.args[0] ?? "", worldName(job.plan), job.output) },
  ]);
  const run = await runProgram(toolchain.command, [`${workFolder}/componentize.mjs`], {
    cwd: job.folder,
    env: job.env,
  });
  if (run.status !== 0) return { ok: false, messages: `${bundle.messages}${run.failure ?? run.stderr + run.stdout}` };
  return { ok: true, module: new Uint8Array(readFileSync(join(job.folder, job.output))), messages: bundle.messages };
}

/** Without any feature of the engine that would import WASI. */
const script = (module: string, world: string, output: string): string => `import { writeFileSync } from "node:fs";
import { componentize } from ${JSON.stringify(pathToFileURL(module).href)};

const { component } = await componentize({
  sourcePath: "${workFolder}/app.js",
  witPath: "${workFolder}/world.wit",
  worldName: ${JSON.stringify(world)},
  disableFeatures: ["random", "clocks", "http", "stdio", "fetch-event"],
});
writeFileSync(${JSON.stringify(output)}, component);
`;

function worldName({ world }: Plan): string {
  const [path = "", version] = packageText(world.package).split("@");
  return `${path}/${world.name}${version === undefined ? "" : `@${version}`}`;
}

/** Names under which the component's toolchain brings what is imported. */
function hostModules({ groups }: Plan): ReadonlySet<string> {
  const imported = groups.filter(({ direction }) => direction === "import");
  return new Set(
    imported.flatMap((group) => (group.kind === "world" ? group.functions.map(({ item }) => item) : [group.module])),
  );
}

function witText({ folder }: BuildJob): string | undefined {
  const own = join(folder, "wit");
  const ours = witFolder();
  const path = existsSync(own) ? own : ours;
  if (path === undefined) return undefined;
  const { graph } = loadWit(path, ours === undefined ? {} : { builtins: { path: ours, shownAs: "ocrekit/wit" } });
  return graph === undefined ? undefined : printWit(graph);
}
