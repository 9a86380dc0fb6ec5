/** One small core module of a Rust app: the SDK as a library, then the app with it, optimised as one. */
import { dirname, join } from "node:path/posix";
import { type BuildJob, type Recipe, readFlags } from "../../backend/recipe.js";

export const recipe: Recipe = {
  language: "rust",
  toolchains: ["rust"],
  stack: true,
  example: "src/lib.rs",
  stubs: ["app.rs"],
  endings: ["rs"],
  steps: (job) => {
    const library = join(dirname(job.output), "libsdk.rlib");
    const { command } = job.toolchain;
    return [
      {
        command,
        args: [
          ...common(job),
          ...features(job),
          "--crate-type=rlib",
          "--crate-name=sdk",
          "-o",
          library,
          join(job.sdkFolder, "src/lib.rs"),
        ],
      },
      {
        command,
        args: [
          ...common(job),
          "--crate-type=cdylib",
          "--crate-name=app",
          "-Clto",
          `-Clink-arg=-zstack-size=${job.stackSize ?? stackSize(job)}`,
          `--extern=sdk=${library}`,
          "-o",
          job.output,
          job.sources[0] ?? "",
        ],
      },
    ];
  },
};

const common = (job: BuildJob): readonly string[] => [...job.toolchain.args, ...readFlags(job)];

const usesStd = ({ options }: BuildJob): boolean => options.get("std") === true;
function features(job: BuildJob): readonly string[] {
  const handler = job.options.get("panic") === "message" ? ["panic-handler", "panic-message"] : ["panic-handler"];
  return (usesStd(job) ? ["std"] : ["allocator", ...handler]).map((name) => `--cfg=feature="${name}"`);
}

/** `std` formats text, which needs more of it. */
const stackSize = (job: BuildJob): number => (usesStd(job) ? 32_768 : 8192);
