/** Compiles generated Rust: checked by clippy, formatted by rustfmt, and to a wasm module; results are cached by what went in. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileSet } from "../../generator/src/emit/files.js";
import { cache, repository, requireTool, type Tool } from "../support/toolchain.js";

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
  const folder = folderFor(["check", texts(files)]);
  const log = join(folder, "messages.txt");
  if (existsSync(log)) return readFileSync(log, "utf8");
  writeAll(folder, files);
  const app = files.some(({ path }) => path === "app.rs");
  const flags = flagsOf(files);
  const clippy = { ...rust, command: beside(rust, "clippy-driver") };
  const library = [...flags, ...features, "--crate-type=rlib", "--crate-name=sdk", "--emit=metadata", "src/lib.rs"];
  const messages = [
    run(clippy, [...library, ...lints, "-o", "libsdk.rmeta"], folder),
    // What a stub passes through is more than clippy likes.
    app
      ? run(rust, [...flags, ...appArguments, "--emit=metadata", "-Dwarnings", "--extern=sdk=libsdk.rmeta"], folder)
      : "",
    format(rust, folder, app ? ["src/lib.rs", "app.rs"] : ["src/lib.rs"]),
  ]
    .filter((text) => text !== "")
    .join("\n");
  writeFileSync(log, messages);
  return messages;
}

const appArguments = ["--crate-type=cdylib", "--crate-name=app", "app.rs"];

/** rustfmt with the project's own configuration; what it would change. */
function format(rust: Tool, folder: string, files: readonly string[]): string {
  return run(
    { ...rust, command: beside(rust, "rustfmt"), args: [] },
    ["--edition=2024", "--check", "--color=never", ...files],
    folder,
  );
}

/** What rustfmt would change in files of the repository, by the configuration that SDKs have. */
export function unformatted(paths: readonly string[], rust: Tool = requireTool("rust")): string {
  const config = ["--edition=2024", "--config=use_small_heuristics=Max", "--check", "--color=never"];
  return run({ ...rust, command: beside(rust, "rustfmt"), args: [] }, [...config, ...paths], repository);
}

/** The module that a user gets who follows flags.txt; the app is `app.rs`. */
export function linkModule(
  files: FileSet,
  rust: Tool = requireTool("rust"),
): { readonly wasm: Uint8Array; readonly messages: string } {
  const folder = folderFor(["link", texts(files)]);
  const wasm = join(folder, "app.wasm");
  if (!existsSync(wasm)) {
    writeAll(folder, files);
    const flags = flagsOf(files);
    const library = [...flags, ...features, "--crate-type=rlib", "--crate-name=sdk", "src/lib.rs", "-o", "libsdk.rlib"];
    const app = [...flags, ...appArguments, "-Clto", "-Clink-arg=-zstack-size=8192", "--extern=sdk=libsdk.rlib"];
    const messages = run(rust, library, folder) || run(rust, [...app, "-o", "app.wasm"], folder);
    if (messages !== "") return { wasm: new Uint8Array(), messages };
  }
  return { wasm: readFileSync(wasm), messages: "" };
}

const flagsOf = (files: FileSet): readonly string[] =>
  (files.find((f) => f.path === "flags.txt")?.text ?? "").split("\n").filter((l) => l !== "" && !l.startsWith("#"));

/** Another program of the same toolchain. */
function beside(rust: Tool, name: string): string {
  const path = join(dirname(rust.command), name);
  if (!existsSync(path))
    throw new Error(`${name} is missing beside ${rust.command}; get it with: sh .dev/toolchains.sh rust`);
  return path;
}

function run(rust: Tool, args: readonly string[], folder: string): string {
  const done = spawnSync(rust.command, [...rust.args, ...args], { cwd: folder, encoding: "utf8", timeout: 240_000 });
  const messages = `${done.stdout}${done.stderr}`.trim();
  return done.status === 0 ? messages : `${messages}\n${rust.command} ended with ${done.status}\n`;
}

const texts = (files: FileSet): readonly (readonly [string, string])[] => files.map((f) => [f.path, f.text]);

function folderFor(key: unknown): string {
  return join(cache, "compile", "rust", createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 24));
}

function writeAll(folder: string, files: FileSet): void {
  rmSync(folder, { recursive: true, force: true });
  for (const file of files) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), file.text);
  }
}
