/** Finding and running other programs. */
import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import type { Env } from "./cache-folder.js";

export interface ProgramResult {
  /** Absent when it did not start or was ended by a signal. */
  readonly status?: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it did not start. */
  readonly failure?: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Env;
  /** In ms; a program that takes longer is ended. */
  readonly timeout?: number;
}

/** Longer output is cut: a compiler gone wild must not fill the memory. */
const mostOutput = 1 << 20;

/** Runs a program without a shell and without input. */
export function runProgram(command: string, args: readonly string[], options: RunOptions = {}): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const output = { stdout: "", stderr: "" };
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env === undefined ? process.env : { ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: options.timeout,
      windowsHide: true,
    });
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8");
      child[name].on("data", (text: string) => {
        if (output[name].length < mostOutput) output[name] += text;
      });
    }
    child.on("error", (error) => resolve({ ...output, failure: error.message }));
    child.on("close", (status) => resolve(status === null ? output : { ...output, status }));
  });
}

/** The end of what a program said, where it says what went wrong. */
export const lastLines = (text: string): string => text.trim().split("\n").slice(-4).join("\n");

/** The full path of a program on `PATH`. */
export function onPath(name: string, env: Env): string | undefined {
  if (isAbsolute(name)) return isExecutable(name) ? name : undefined;
  const extensions = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];
  for (const folder of (env["PATH"] ?? "").split(delimiter)) {
    if (folder === "") continue;
    for (const extension of extensions) {
      const path = join(folder, name + extension);
      if (isExecutable(path)) return path;
    }
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
