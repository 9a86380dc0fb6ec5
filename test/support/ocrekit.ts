/** The command as users have it: the compiled one, in a process of its own. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";
import { cache, repository } from "./toolchain.js";

/** `npm run build` makes it; `npm test` does so first. */
export const ocrekitScript = join(repository, "generator/dist/cli/main.js");

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly timeout?: number;
}

/** Runs the command, without colours and with the toolchains of this clone. */
export function ocrekit(args: readonly string[], options: RunOptions = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [ocrekitScript, ...args], {
    cwd: options.cwd ?? repository,
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, OCREKIT_CACHE: cache, ...options.env },
    encoding: "utf8",
    timeout: options.timeout ?? 120_000,
  });
  return { status, stdout, stderr };
}

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ocrekit-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder that goes away with the file's last test. */
export function keptFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ocrekit-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
