/** Compiles generated Rust: checked by clippy, formatted by rustfmt, and to a wasm module; results are cached by what went in. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileSet } from "../../generator/src/emit/files.js";
import { repository, requireTool, type Tool } from "../support/toolchain.js";
import { flagsOf, keptModule, keptText, type Linked, run, texts } from "./kept.js";

const language = "rust";

/** Features of the SDK that a build without \`std\` has. */
const features = ["allocator", "panic-handler", "realloc"].map((name) => `--cfg=feature="${name}"`);
const lints = ["-Wclippy::all", "-Wclippy::pedantic", "-Dwarnings"];

/**
 * What clippy says of SDKs at its strictest, what the compiler says of their stubs, and which files rustfmt would change; by
 * project, nothing where there is nothing wrong.
 */
export function checkStrict(
  projects: ReadonlyMap<string, FileSet>,
  rust: Tool = requireTool("rust"),
): ReadonlyMap<string, string> {
  return new Map([...projects].map(([name, files]) => [name, check(rust, files)]));
}

function check(rust: Tool, files: FileSet): string {
  return keptText({ language, key: ["check", texts(files)], files }, (folder) => {
    const app = files.some(({ path }) => path === "app.rs");
    const flags = flagsOf(files);
    const clippy = { ...rust, command: beside(rust, "clippy-driver") };
    const library = [...flags, ...features, "--crate-type=rlib", "--crate-name=sdk", "--emit=metadata", "src/lib.rs"];
    return [
      said(clippy, [...library, ...lints, "-o", "libsdk.rmeta"], folder),
      // What a stub passes through is more than clippy likes.
      app
        ? said(rust, [...flags, ...appArguments, "--emit=metadata", "-Dwarnings", "--extern=sdk=libsdk.rmeta"], folder)
        : "",
      format(rust, folder, app ? ["src/lib.rs", "app.rs"] : ["src/lib.rs"]),
    ]
      .filter((text) => text !== "")
      .join("\n");
  });
}

const appArguments = ["--crate-type=cdylib", "--crate-name=app", "app.rs"];

/** rustfmt with the project's own configuration; what it would change. */
function format(rust: Tool, folder: string, files: readonly string[]): string {
  return said(
    { ...rust, command: beside(rust, "rustfmt"), args: [] },
    ["--edition=2024", "--check", "--color=never", ...files],
    folder,
  );
}

/** What rustfmt would change in files of the repository, by the configuration that SDKs have. */
export function unformatted(paths: readonly string[], rust: Tool = requireTool("rust")): string {
  const config = ["--edition=2024", "--config=use_small_heuristics=Max", "--check", "--color=never"];
  return said({ ...rust, command: beside(rust, "rustfmt"), args: [] }, [...config, ...paths], repository);
}

/** The module that a user gets who follows flags.txt; the app is `app.rs`. */
export function linkModule(files: FileSet, rust: Tool = requireTool("rust")): Linked {
  return keptModule({ language, key: ["link", texts(files)], files }, (folder) => {
    const flags = flagsOf(files);
    const library = [...flags, ...features, "--crate-type=rlib", "--crate-name=sdk", "src/lib.rs", "-o", "libsdk.rlib"];
    const app = [...flags, ...appArguments, "-Clto", "-Clink-arg=-zstack-size=8192", "--extern=sdk=libsdk.rlib"];
    return said(rust, library, folder) || said(rust, [...app, "-o", "app.wasm"], folder);
  });
}

/** Another program of the same toolchain. */
function beside(rust: Tool, name: string): string {
  const path = join(dirname(rust.command), name);
  if (!existsSync(path))
    throw new Error(`${name} is missing beside ${rust.command}; get it with: sh .dev/toolchains.sh rust`);
  return path;
}

const said = (rust: Tool, args: readonly string[], folder: string): string =>
  run(rust.command, [...rust.args, ...args], folder).messages;
