/** Looks at generated Python: form and mistakes by ruff, syntax by Python itself, types by mypy; results are cached by what went in. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
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

const typeChecker = fileURLToPath(new URL("python-types.py", import.meta.url));

/** What ruff, Python and mypy say about each project; Python starts once when it has nothing to say, and so does mypy. */
export function checkStrict(projects: ReadonlyMap<string, FileSet>): ReadonlyMap<string, string> {
  const all = [...projects].map(([name, files]) => [name, texts(files)]);
  const folder = folderFor(["types", checked, common, readFileSync(typeChecker, "utf8"), ...all]);
  const log = join(folder, "messages.json");
  if (existsSync(log)) return new Map(Object.entries(JSON.parse(readFileSync(log, "utf8"))));
  for (const [name, files] of projects) writeAll(join(folder, name), files);
  const isPython = compiled(folder) === "";
  const linting = new Map(
    [...projects.keys()].map((name) => {
      const place = join(folder, name);
      return [name, linted(place) + (isPython ? "" : compiled(place))];
    }),
  );
  // Last, because it puts the bindings there, which ruff has much to say of.
  const types = typed(folder, projects);
  const found = new Map([...linting].map(([name, said]) => [name, said + (types.get(join(folder, name)) ?? "")]));
  writeFileSync(log, JSON.stringify(Object.fromEntries(found)));
  return found;
}

/** What mypy says of the projects that have an SDK, by their folders; it reads the bindings that componentize-py makes. */
function typed(folder: string, projects: ReadonlyMap<string, FileSet>): ReadonlyMap<string, string> {
  const tool = requireTool("componentize-py");
  const said = new Map<string, string>();
  const places: string[] = [];
  for (const [name, files] of projects) {
    const flags = files.find((file) => file.path === "flags.txt")?.text;
    if (flags === undefined) continue;
    const place = join(folder, name);
    const args = flags.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    const failed = run(tool.command, [...tool.args, "-q", "-d", "wit", ...args, "bindings", "bindings"], place);
    if (failed === "") places.push(place);
    else said.set(place, failed);
  }
  if (places.length === 0) return said;
  const { command } = requireTool("mypy");
  const mypyCache = join(cache, "compile", "python", "mypy");
  const { status, stdout, stderr } = spawnSync(command, [typeChecker, mypyCache, ...places], {
    encoding: "utf8",
    timeout: 580_000,
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`mypy ended with ${status}: ${stderr}`);
  for (const [place, messages] of Object.entries<string>(JSON.parse(stdout))) said.set(place, messages);
  // Of hundreds of worlds they take much room, and are made in no time.
  for (const place of places) rmSync(join(place, "bindings"), { recursive: true });
  return said;
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
