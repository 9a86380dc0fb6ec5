/** Looks at generated Python: its form and its mistakes by ruff, its syntax by Python itself; results are cached by what went in. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileSet } from "../../generator/src/emit/files.js";
import { cache, requireTool } from "../support/toolchain.js";

/** Errors, unused and undefined names, the order of imports, likely bugs; long lines are the WIT's. */
const checked = [
  "--select",
  "E,F,I,B",
  "--ignore",
  "E501,F403,F405",
  "--config",
  'lint.isort.known-third-party = ["sdk"]',
];
const common = ["--line-length", "120", "--isolated", "--no-cache"];

/** What ruff and Python say about each project; Python starts once when it has nothing to say. */
export function checkStrict(projects: ReadonlyMap<string, FileSet>): ReadonlyMap<string, string> {
  const folder = folderFor(["check", checked, common, ...[...projects].map(([name, files]) => [name, texts(files)])]);
  const log = join(folder, "messages.json");
  if (existsSync(log)) return new Map(Object.entries(JSON.parse(readFileSync(log, "utf8"))));
  for (const [name, files] of projects) writeAll(join(folder, name), files);
  const isPython = compiled(folder) === "";
  const found = new Map(
    [...projects].map(([name]) => {
      const place = join(folder, name);
      return [name, linted(place) + (isPython ? "" : compiled(place))];
    }),
  );
  writeFileSync(log, JSON.stringify(Object.fromEntries(found)));
  return found;
}

const compiled = (folder: string): string =>
  run(requireTool("python").command, ["-m", "compileall", "-q", "-f", "."], folder);

const linted = (folder: string): string =>
  run(requireTool("ruff").command, ["check", "--quiet", ...common, ...checked, "."], folder);

/** What ruff would change in the form of all projects. */
export function unformatted(projects: ReadonlyMap<string, FileSet>): string {
  const folder = folderFor(["format", common, ...[...projects].map(([name, files]) => [name, texts(files)])]);
  for (const [name, files] of projects) writeAll(join(folder, name), files);
  return run(requireTool("ruff").command, ["format", "--diff", ...common, "."], folder);
}

function run(command: string, args: readonly string[], folder: string): string {
  const { status, stdout, stderr } = spawnSync(command, [...args], { cwd: folder, encoding: "utf8", timeout: 240_000 });
  return status === 0 ? "" : `${stdout}${stderr}${command} ended with ${status}\n`;
}

const texts = (files: FileSet): readonly (readonly [string, string])[] => files.map((f) => [f.path, f.text]);

function folderFor(key: unknown): string {
  return join(cache, "compile", "python", createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 24));
}

function writeAll(folder: string, files: FileSet): void {
  rmSync(folder, { recursive: true, force: true });
  for (const file of files) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), file.text);
  }
}
