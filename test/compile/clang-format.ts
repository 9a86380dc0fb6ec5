/** What clang-format would change in generated C and C++; results are cached by what went in. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { clangFormat } from "../../generator/src/emit/c-family/clang-format.js";
import type { FileSet } from "../../generator/src/emit/files.js";
import { cache, type Tool } from "../support/toolchain.js";

/** Names the files that are not as clang-format leaves them, with the lines; '' when all are. */
export function unformatted(tool: Tool, projects: ReadonlyMap<string, FileSet>): string {
  const sources = [...projects].flatMap(([name, files]) =>
    files
      .filter(({ path }) => /\.(c|h|cpp|hpp)$/.test(path))
      .map(({ path, text }) => ({ path: `${name}/${path}`, text })),
  );
  const key = JSON.stringify([clangFormat.text, sources]);
  const log = join(cache, "compile/format", `${createHash("sha256").update(key).digest("hex").slice(0, 24)}.txt`);
  if (existsSync(log)) return readFileSync(log, "utf8");
  const folder = `${log.slice(0, -4)}.${process.pid}`;
  for (const { path, text } of [clangFormat, ...sources]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  // In a file, because there are more names than a command line may have.
  writeFileSync(join(folder, "names.txt"), sources.map(({ path }) => `${path}\n`).join(""));
  const args = [...tool.args, "--dry-run", "--style=file", "--ferror-limit=20", "--files=names.txt"];
  const done = spawnSync(tool.command, args, { cwd: folder, encoding: "utf8", timeout: 120_000, maxBuffer: 1 << 28 });
  rmSync(folder, { recursive: true, force: true });
  if (done.status !== 0) throw new Error(`clang-format ended with ${done.status}: ${done.stderr}`);
  const said = done.stderr.replace(/^Clang-formating \d+ files\n/m, "");
  writeFileSync(log, said);
  return said;
}
