/** Where downloaded toolchains and build results are kept. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";

export type Env = Readonly<Record<string, string | undefined>>;

/** `OCREKIT_CACHE`, or the place that the system has for such things. */
export function cacheFolder(env: Env, platform: string = process.platform): string {
  const own = env["OCREKIT_CACHE"];
  if (own !== undefined && own !== "") return resolve(own);
  const home = env["HOME"] ?? homedir();
  if (platform === "win32") return join(env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "ocrekit");
  if (platform === "darwin") return join(home, "Library", "Caches", "ocrekit");
  const base = env["XDG_CACHE_HOME"];
  return join(base !== undefined && base !== "" ? base : join(home, ".cache"), "ocrekit");
}
