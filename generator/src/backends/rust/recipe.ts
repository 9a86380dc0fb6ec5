/** One small core module of a Rust app: the SDK as a library, then the app with it, optimised as one. */
import { dirname, join } from "node:path/posix";
import { type BuildJob, type Recipe, readFlags, type Step } from "../../backend/recipe.js";

export const recipe: Recipe = {
  language: "rust",
  toolchains: ["rust"],
  stack: true,
  example: "src/lib.rs",
  stubs: ["app.rs"],
  endings: ["rs", "toml", "lock"],
  steps: (job) => (manifestOf(job) === undefined ? byCompiler(job) : [byCargo(job)]),
};

/** The SDK as a library, then the app with it: no more than two runs of the compiler. */
function byCompiler(job: BuildJob): readonly Step[] {
  const library = join(dirname(job.output), "libsdk.rlib");
  const { command } = job.toolchain;
  const sdk = ["--crate-type=rlib", "--crate-name=sdk", "-o", library, join(job.sdkFolder, "src/lib.rs")];
  return [
    { command, args: [...common(job), ...features(job), ...sdk] },
    {
      command,
      args: [
        ...common(job),
        "--crate-type=cdylib",
        "--crate-name=app",
        "-Clto",
        stackArgument(job),
        `--extern=sdk=${library}`,
        "-o",
        job.output,
        job.sources[0] ?? "",
      ],
    },
  ];
}

/** An app with other packages: its `Cargo.toml` is among the sources, and depends on the SDK by its path. */
const manifestOf = ({ sources }: BuildJob): string | undefined =>
  sources.find((path) => /(^|\/)Cargo\.toml$/.test(path));

function byCargo(job: BuildJob): Step {
  const { command } = job.toolchain;
  const program = process.platform === "win32" ? "cargo.exe" : "cargo";
  // cargo has its own words for the others.
  const flags = readFlags(job).filter((flag) => /^-C(target|llvm)/.test(flag));
  return {
    command: join(dirname(command), program),
    args: [
      "rustc",
      "--quiet",
      "--release",
      "--lib",
      "--target=wasm32-unknown-unknown",
      "--crate-type=cdylib",
      `--manifest-path=${manifestOf(job)}`,
      "--",
      `--emit=link=${join(job.folder, job.output)}`,
    ],
    env: {
      RUSTC: command,
      CARGO_TARGET_DIR: join(job.folder, dirname(job.output), "cargo"),
      CARGO_ENCODED_RUSTFLAGS: [...job.toolchain.args, ...flags, stackArgument(job)].join("\u001f"),
      CARGO_PROFILE_RELEASE_OPT_LEVEL: "z",
      CARGO_PROFILE_RELEASE_LTO: "true",
      CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "1",
      CARGO_PROFILE_RELEASE_PANIC: "abort",
      CARGO_PROFILE_RELEASE_STRIP: "symbols",
    },
  };
}

const common = (job: BuildJob): readonly string[] => [...job.toolchain.args, ...readFlags(job)];

const usesStd = ({ options }: BuildJob): boolean => options.get("std") === true;
function features(job: BuildJob): readonly string[] {
  const handler = job.options.get("panic") === "message" ? ["panic-handler", "panic-message"] : ["panic-handler"];
  const realloc = job.options.get("realloc") === "none" ? [] : ["realloc"];
  return [...(usesStd(job) ? ["std"] : ["allocator", ...handler]), ...realloc].map((name) => `--cfg=feature="${name}"`);
}

/** `std` formats text, which needs more of it. */
const stackArgument = (job: BuildJob): string =>
  `-Clink-arg=-zstack-size=${job.stackSize ?? (usesStd(job) ? 32_768 : 8192)}`;
