/** A component of a Python app: componentize-py packs it with an interpreter, and stubs everything of WASI. */
import { basename, dirname, join } from "node:path/posix";
import { type BuildJob, type Finished, type Recipe, readFlags, type Step } from "../../backend/recipe.js";
import { entryFile, entryModule, exportsResources, releasing } from "./exported-resources.js";

export const recipe: Recipe = {
  language: "python",
  toolchains: ["componentize-py"],
  stack: false,
  example: "src/app.py",
  stubs: ["app.py"],
  endings: ["py", "wit"],
  makes: "component",
  revision: 1,
  files: (job) => (exportsResources(job.plan) ? [entryFile(entryFolder(job), moduleOf(job))] : []),
  forEditors: (job) => ({
    folder: join(dirname(job.sdkFolder), "bindings"),
    step: (folder) => tool(job, ["bindings", folder]),
  }),
  steps: (job) => {
    const app = appOf(job);
    const isWrapped = exportsResources(job.plan);
    return [
      tool(job, [
        "componentize",
        isWrapped ? entryModule : moduleOf(job),
        ...(isWrapped ? ["-p", entryFolder(job)] : []),
        "-p",
        dirname(app),
        "-p",
        job.sdkFolder,
        "--stub-wasi",
        "-o",
        job.output,
      ]),
    ];
  },
  finish,
};

const tool = (job: BuildJob, args: readonly string[]): Step => ({
  command: job.toolchain.command,
  args: [...job.toolchain.args, "-q", "-d", join(job.sdkFolder, "wit"), ...readFlags(job), ...args],
});

const appOf = ({ sources }: BuildJob): string => sources[0] ?? "app.py";
const moduleOf = (job: BuildJob): string => basename(appOf(job)).replace(/\.py$/, "");
const entryFolder = ({ output }: BuildJob): string => join(dirname(output), "entry");

function finish({ plan }: BuildJob, module: Uint8Array | undefined): Promise<Finished> {
  if (module === undefined) throw new Error("componentize-py left no component");
  if (!exportsResources(plan)) return Promise.resolve({ ok: true, module });
  const changed = releasing(module);
  return Promise.resolve(
    changed === undefined
      ? { ok: false, messages: "this componentize-py is not the one whose exported objects can be released\n" }
      : { ok: true, module: changed },
  );
}
