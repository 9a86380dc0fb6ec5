/** How a project is compiled, by its language. */
import { join } from "node:path/posix";
import type { FileSet } from "../emit/files.js";
import { ascArguments } from "./compile-assemblyscript.js";
import { cArguments, readFlags } from "./compile-c.js";
import { cppArguments } from "./compile-cpp.js";
import { zigArguments } from "./compile-zig.js";
import { type Project, sdkFolder } from "./project.js";
import type { Toolchain } from "./toolchain.js";

/** Arguments of the compiler, the toolchain's own included. `output` is relative to the project, where the compiler runs. */
export function compilerArguments(
  project: Project,
  toolchain: Toolchain,
  sdk: FileSet,
  output: string,
): readonly string[] {
  const inSdk = (ends: (path: string) => boolean) =>
    sdk.filter(({ path }) => ends(path)).map(({ path }) => join(sdkFolder, path));
  switch (project.language) {
    case "c":
      return cArguments(toolchain, {
        flags: readFlags(sdk.find(({ path }) => path === "flags.txt")?.text ?? ""),
        sources: [...inSdk((path) => path.endsWith(".c")), ...project.sources],
        includeFolders: [sdkFolder],
        output,
        ...(project.stackSize === undefined ? {} : { stackSize: project.stackSize }),
      });
    case "cpp":
      return cppArguments(toolchain, {
        flags: readFlags(sdk.find(({ path }) => path === "flags.txt")?.text ?? ""),
        sources: [...inSdk((path) => path.endsWith(".cpp")), ...project.sources],
        includeFolders: [sdkFolder],
        output,
        ...(project.stackSize === undefined ? {} : { stackSize: project.stackSize }),
      });
    case "zig":
      return zigArguments({
        flags: readFlags(sdk.find(({ path }) => path === "flags.txt")?.text ?? ""),
        main: project.sources[0] ?? "",
        sdk: join(sdkFolder, "sdk.zig"),
        output,
        ...(project.stackSize === undefined ? {} : { stackSize: project.stackSize }),
      });
    case "assemblyscript": {
      const [config] = inSdk((path) => path === "asconfig.json");
      const [transform] = inSdk((path) => path.endsWith("transform.mjs"));
      if (config === undefined || transform === undefined)
        throw new Error("the AssemblyScript SDK lacks asconfig.json or its transform");
      return ascArguments(toolchain, { sources: project.sources, config, transform, output });
    }
  }
}
