/** wit-bindgen's command line, of crates.io: makes the bindings of the languages that have no back-end here. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import type { Env } from "./cache-folder.js";
import { onPath, runProgram } from "./programs.js";
import type { Toolchain, ToolchainEntry } from "./toolchain.js";

const oldest = 40;

export const witBindgenEntry: ToolchainEntry = {
  info: {
    id: "wit-bindgen",
    title: `wit-bindgen 0.${oldest} or newer`,
    howToGet: "cargo install wit-bindgen-cli (for 'ocrekit generate csharp' and 'moonbit' only)",
  },
  find: (env) => findWitBindgen(env),
};

export async function findWitBindgen(env: Env): Promise<Toolchain | undefined> {
  const command = onPath("wit-bindgen", env);
  if (command === undefined) return undefined;
  const { stdout } = await runProgram(command, ["--version"], { env, timeout: 20_000 });
  const found = /\b(\d+)\.(\d+)\.(\d+\S*)/.exec(stdout);
  if (found === null || (found[1] === "0" && Number(found[2]) < oldest)) return undefined;
  return { id: "wit-bindgen", version: found[0], command, args: [], place: command };
}

export type Bound =
  | { readonly ok: true; readonly files: readonly { readonly path: string; readonly text: string }[] }
  | { readonly ok: false; readonly messages: string };

/** The files that it makes of one WIT text, by path with `/`; nothing of them is left on the disk. */
export async function bind(
  tool: Toolchain,
  language: string,
  wit: string,
  args: readonly string[],
  env: Env,
): Promise<Bound> {
  const folder = mkdtempSync(join(tmpdir(), "ocrekit-bindings-"));
  try {
    writeFileSync(join(folder, "world.wit"), wit);
    const all = [...tool.args, language, "world.wit", "--out-dir", "out", ...args];
    const { status, stderr, stdout, failure } = await runProgram(tool.command, all, {
      cwd: folder,
      // What it does not know it panics about; where in its own source is of no use here.
      env: { ...env, RUST_BACKTRACE: "0" },
      timeout: 120_000,
    });
    if (status !== 0) return { ok: false, messages: failure ?? (stderr + stdout).trim() };
    return { ok: true, files: textsBelow(join(folder, "out")) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function textsBelow(folder: string): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(folder, path).split(sep).join("/"), text: readFileSync(path, "utf8") }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
