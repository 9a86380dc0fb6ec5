/** Compilers and what brings them: found on the system, in the project, or in the cache of ocrekit. */
export { cacheFolder, type Env } from "./cache-folder.js";
export { componentizeJsEntry, findComponentizeJs } from "./componentize-js.js";
export { onPath, type ProgramResult, runProgram } from "./programs.js";
export { engineModules } from "./quickjs.js";
export type { InstallResult, Progress, Toolchain, ToolchainEntry, ToolchainInfo } from "./toolchain.js";
export {
  examineToolchains,
  installableToolchains,
  installToolchainById,
  type Provided,
  provideToolchain,
  type ToolchainState,
} from "./toolchains.js";
