/** How a project is compiled, by its language. */
import { join } from "node:path/posix";
import type { FileSet } from "../emit/files.js";
import { ascArguments } from "./compile-assemblyscript.js";
import { cArguments, readFlags } from "./compile-c.js";
import { type Project, sdkFolder } from "./project.js";
import type { Toolchain } from "./toolchain.js";

export interface CompilePlan {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** `output` is relative to the project, where the compiler runs. */
export function planCompile(project: Project, toolchain: Toolchain, sdk: FileSet, output: string): CompilePlan {
  switch (project.language) {
    case "c": {
      const own = sdk.filter(({ path }) => path.endsWith(".c")).map(({ path }) => join(sdkFolder, path));
      const args = cArguments(toolchain, {
        flags: readFlags(textOf(sdk, "flags.txt")),
        sources: [...own, ...project.sources],
        includeFolders: [sdkFolder],
        output,
        ...(project.stackSize === undefined ? {} : { stackSize: project.stackSize }),
      });
      return { args, env: {} };
    }
    case "assemblyscript": {
      const args = ascArguments(toolchain, {
        flags: readFlags(textOf(sdk, "flags.txt")),
        sdkFolder,
        sources: project.sources,
        output,
      });
      return { args, env: {} };
    }
  }
}

function textOf(files: FileSet, path: string): string {
  const found = files.find((file) => file.path === path);
  if (found === undefined) throw new Error(`the SDK has no ${path}`);
  return found.text;
}
