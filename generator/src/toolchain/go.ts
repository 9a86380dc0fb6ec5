/** Go: the system's own; 1.24 was the first that exports functions from a module. */
import type { Env } from "./cache-folder.js";
import { onPath, runProgram } from "./programs.js";
import type { Toolchain, ToolchainEntry } from "./toolchain.js";

export const goEntry: ToolchainEntry = {
  info: {
    id: "go",
    title: "go 1.24 or newer",
    howToGet: "https://go.dev/dl, or a package of your system",
  },
  find: findGo,
};

async function findGo(env: Env): Promise<Toolchain | undefined> {
  const command = onPath("go", env);
  if (command === undefined) return undefined;
  const { stdout } = await runProgram(command, ["env", "GOVERSION"], {
    env: { ...env, GOTOOLCHAIN: "local", GOFLAGS: "", GOWORK: "off" },
    timeout: 20_000,
  });
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(stdout.trim()) ?? [];
  if (major === undefined || minor === undefined || Number(major) < 1) return undefined;
  if (Number(major) === 1 && Number(minor) < 24) return undefined;
  return { id: "go", version: stdout.trim().slice(2), command, args: [], place: command };
}
