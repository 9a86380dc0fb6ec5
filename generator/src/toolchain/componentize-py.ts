/** componentize-py, of PyPI, in an environment of its own below the cache: it packs a Python app into a component. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder, type Env } from "./cache-folder.js";
import { lastLines, runProgram } from "./programs.js";
import { findPython } from "./pypi-install.js";
import type { InstallResult, Progress, Toolchain, ToolchainEntry } from "./toolchain.js";

const version = "0.25.1";

export const componentizePyEntry: ToolchainEntry = {
  info: {
    id: "componentize-py",
    title: `componentize-py ${version} (PyPI)`,
    howToGet: "ocrekit doctor --install componentize-py (46 MB from PyPI; wants python3 3.10 or newer)",
  },
  find: async (env) => findComponentizePy(env),
  install,
};

export function findComponentizePy(env: Env): Toolchain | undefined {
  const command = programIn(folderIn(env));
  if (!existsSync(command)) return undefined;
  return { id: "componentize-py", version, command, args: [], place: command };
}

const folderIn = (env: Env): string => join(cacheFolder(env), "toolchains", `componentize-py-${version}`);

function programIn(folder: string): string {
  return process.platform === "win32"
    ? join(folder, "Scripts", "componentize-py.exe")
    : join(folder, "bin", "componentize-py");
}

async function install(env: Env, progress: Progress): Promise<InstallResult> {
  const python = findPython(env);
  if (python === undefined) return { ok: false, reason: "python3 is not there" };
  const folder = folderIn(env);
  mkdirSync(dirname(folder), { recursive: true });
  progress(`getting componentize-py ${version} from PyPI: 46 MB, once, into ${folder}`);
  const beside = mkdtempSync(`${folder}-`);
  try {
    const made = await runProgram(python, ["-m", "venv", beside], { env });
    if (made.status !== 0) return { ok: false, reason: lastLines(made.failure ?? made.stderr + made.stdout) };
    rmSync(folder, { recursive: true, force: true });
    renameSync(beside, folder);
    // Installed when the environment is where it stays: the script inside names its interpreter by its full path.
    const own = join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
    const args = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
    const got = await runProgram(own, [...args, `componentize-py==${version}`], { env });
    if (got.status === 0) return { ok: true };
    rmSync(folder, { recursive: true, force: true });
    return { ok: false, reason: lastLines(got.failure ?? got.stderr) };
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}
