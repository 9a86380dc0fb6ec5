/** Compiles generated D: to nothing with all warnings, and to a wasm module; results are cached by what went in. */
import type { FileSet } from "../../generator/src/emit/files.js";
import { findWasmLd } from "../../generator/src/toolchain/ldc.js";
import { requireTool } from "../support/toolchain.js";
import { flagsOf, keptModule, keptText, type Linked, run, texts } from "./kept.js";

const language = "d";

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
    [...projects].map(([name, project]) => {
      const files = [...project, everything(project)];
      const kept = { language, key: ["check", strict, texts(files)], files };
      const args = [...compilerFlags(project), ...strict, ...sources(files)];
      return [name, keptText(kept, (folder) => run(command, args, folder).messages)];
    }),
  );
}

/** The module that a user gets who follows flags.txt. */
export function linkModule(files: FileSet): Linked {
  const { command } = requireTool("ldc");
  return keptModule({ language, key: ["link", texts(files)], files }, (folder) => {
    const compiled = run(command, [...compilerFlags(files), "-c", "-of=app.o", ...sources(files)], folder);
    if (!compiled.ok) return compiled.messages;
    const linker = findWasmLd(process.env) ?? "wasm-ld";
    const linked = run(linker, [...linkerFlags(files), "-o", "app.wasm", "app.o"], folder);
    return linked.ok ? "" : linked.messages;
  });
}

const sources = (files: FileSet): readonly string[] => files.map((f) => f.path).filter((path) => path.endsWith(".d"));

/** `-L` stands before what is the linker's. */
const compilerFlags = (files: FileSet): readonly string[] => flagsOf(files).filter((flag) => !flag.startsWith("-L"));
const linkerFlags = (files: FileSet): readonly string[] =>
  flagsOf(files).flatMap((flag) => (flag.startsWith("-L") ? [flag.slice(2)] : []));
