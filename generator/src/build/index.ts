/** Build help: toolchains, projects, compiling an app. */
export { cacheFolder, type Env } from "./cache-folder.js";
export type { Toolchain, ToolchainId, ToolchainInfo } from "./toolchain.js";
export {
  examineToolchains,
  installableToolchains,
  installToolchainById,
  type ToolchainState,
  toolchainInfos,
} from "./toolchains.js";
