/** Compiles generated D: to nothing with all warnings, and to a wasm module; results are cached by what went in. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileSet } from "../../generator/src/emit/files.js";
import { findWasmLd } from "../../generator/src/toolchain/ldc.js";
import { cache, requireTool } from "../support/toolchain.js";

/** Warnings and deprecations are errors. */
const strict = ["-w", "-de", "-o-"];

/** What is a template is looked at when it is used, so that this uses everything that has no parameters. */
function everything(files: FileSet): FileSet[number] {
  const modules = files
    .filter((f) => f.path.endsWith(".d") && !/^(exports|kit)\//.test(f.path) && f.path.includes("/"))
    .map((f) => f.path.slice(0, -2).replaceAll("/", "."));
  const text = `module everything;
${modules.map((name, i) => `import m${i} = ${name};`).join("\n")}

template one(alias function_)
{
    alias one = function_!();
}

template use(alias parent)
{
    static foreach (name; __traits(allMembers, parent))
    {
        static if (__traits(compiles, __traits(getMember, parent, name)))
        {
            static if (is(__traits(getMember, parent, name) == struct))
            {
                static if (is(typeof(__traits(getMember, parent, name).init.handle) == int))
                    mixin("alias " ~ name ~ "_all = use!(__traits(getMember, parent, name));");
            }
            else static if (__traits(isTemplate, __traits(getMember, parent, name)))
                mixin("alias " ~ name ~ "_one = one!(__traits(getMember, parent, name));");
        }
    }
}

${modules.map((_, i) => `alias all${i} = use!m${i};`).join("\n")}
`;
  return { path: "everything.d", text };
}

/** What the compiler says about each project with its stubs; a module name stands for one file, so each is a run of it. */
export function checkStrict(projects: ReadonlyMap<string, FileSet>): ReadonlyMap<string, string> {
  const { command } = requireTool("ldc");
  return new Map(
    [...projects].map(([name, files]) => {
      const all = [...files, everything(files)];
      const folder = folderFor(["check", strict, texts(all)]);
      const log = join(folder, "messages.txt");
      if (existsSync(log)) return [name, readFileSync(log, "utf8")];
      writeAll(folder, all);
      const { messages } = run(command, [...flagsOf(files, false), ...strict, ...sources(all)], folder);
      writeFileSync(log, messages);
      return [name, messages];
    }),
  );
}

/** The module that a user gets who follows flags.txt. */
export function linkModule(files: FileSet): { readonly wasm: Uint8Array; readonly messages: string } {
  const { command } = requireTool("ldc");
  const folder = folderFor(["link", texts(files)]);
  const wasm = join(folder, "app.wasm");
  if (!existsSync(wasm)) {
    writeAll(folder, files);
    const compiled = run(command, [...flagsOf(files, false), "-c", "-of=app.o", ...sources(files)], folder);
    if (compiled.status !== 0) return { wasm: new Uint8Array(), messages: compiled.messages };
    const linker = findWasmLd(process.env) ?? "wasm-ld";
    const linked = run(linker, [...flagsOf(files, true), "-o", "app.wasm", "app.o"], folder);
    if (linked.status !== 0) return { wasm: new Uint8Array(), messages: linked.messages };
  }
  return { wasm: readFileSync(wasm), messages: "" };
}

const sources = (files: FileSet): readonly string[] => files.map((f) => f.path).filter((path) => path.endsWith(".d"));

function flagsOf(files: FileSet, link: boolean): readonly string[] {
  const all = (files.find((f) => f.path === "flags.txt")?.text ?? "")
    .split("\n")
    .filter((l) => l !== "" && !l.startsWith("#"));
  return all.filter((l) => l.startsWith("-L") === link).map((l) => (link ? l.slice(2) : l));
}

function run(
  command: string,
  args: readonly string[],
  folder: string,
): { readonly status: number | null; readonly messages: string } {
  const done = spawnSync(command, [...args], { cwd: folder, encoding: "utf8", timeout: 240_000 });
  const messages = `${done.stdout ?? ""}${done.stderr ?? ""}`.trim();
  return {
    status: done.status,
    messages: done.status === 0 ? messages : `${messages}\n${command} ended with ${done.status}\n`,
  };
}

const texts = (files: FileSet): readonly (readonly [string, string])[] => files.map((f) => [f.path, f.text]);

function folderFor(key: unknown): string {
  return join(cache, "compile", "d", createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 24));
}

function writeAll(folder: string, files: FileSet): void {
  rmSync(folder, { recursive: true, force: true });
  for (const file of files) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), file.text);
  }
}
