/**
 * What compilers said and made of files, kept by everything that went in. They work in a folder of their own, and only the
 * result is kept, whole or not at all: two test files may want the same at the same moment.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileSet } from "../../generator/src/emit/files.js";
import { cache } from "../support/toolchain.js";

/** Of a language, by a key that JSON can hold. */
export interface Kept {
  readonly language: string;
  readonly key: unknown;
  readonly files: FileSet;
}

export interface Linked {
  readonly wasm: Uint8Array;
  readonly messages: string;
}

export const texts = (files: FileSet): readonly (readonly [string, string])[] => files.map((f) => [f.path, f.text]);

/** What `make` returns for the folder with the files. */
export function keptText(kept: Kept, make: (folder: string) => string): string {
  const path = join(folderOf(kept), "messages.txt");
  if (!existsSync(path)) {
    inOwnFolder(kept, (folder) => {
      const own = join(folder, "messages.txt");
      writeFileSync(own, make(folder));
      renameSync(own, path);
    });
  }
  return readFileSync(path, "utf8");
}

/** The module that `make` leaves as `app.wasm`; what it returns is what went wrong, and is not kept. */
export function keptModule(kept: Kept, make: (folder: string) => string): Linked {
  const path = join(folderOf(kept), "app.wasm");
  if (!existsSync(path)) {
    const messages = inOwnFolder(kept, (folder) => {
      const said = make(folder);
      if (said === "") renameSync(join(folder, "app.wasm"), path);
      return said;
    });
    if (messages !== "") return { wasm: new Uint8Array(), messages };
  }
  return { wasm: readFileSync(path), messages: "" };
}

/** With the files in a folder that goes away again. */
export function inOwnFolder<T>(kept: Kept, work: (folder: string) => T): T {
  const folder = `${folderOf(kept)}.${process.pid}`;
  mkdirSync(folderOf(kept), { recursive: true });
  try {
    for (const { path, text } of kept.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function folderOf({ language, key }: Kept): string {
  const hash = createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 24);
  return join(cache, "compile", language, hash);
}

export interface Ran {
  readonly ok: boolean;
  readonly text: string;
  /** With how the program ended, when that was not well. */
  readonly messages: string;
}

export function run(command: string, args: readonly string[], folder: string, env: NodeJS.ProcessEnv = {}): Ran {
  const { status, stdout, stderr, error } = spawnSync(command, [...args], {
    cwd: folder,
    encoding: "utf8",
    timeout: 280_000,
    maxBuffer: 1 << 26,
    env: { ...process.env, ...env },
  });
  const text = `${stdout ?? ""}${stderr ?? ""}`.trim();
  if (status === 0) return { ok: true, text, messages: text };
  return { ok: false, text, messages: `${text}\n${command} ended with ${status} ${error?.message ?? ""}`.trimEnd() };
}

/** Lines of a project's flags.txt. */
export const flagsOf = (files: FileSet): readonly string[] =>
  (files.find((f) => f.path === "flags.txt")?.text ?? "").split("\n").filter((l) => l !== "" && !l.startsWith("#"));
