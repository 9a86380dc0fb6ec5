/** Compiles generated AssemblyScript as users do, with `asc`; results are cached by what went in. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { join as joinPosix } from "node:path/posix";
import { pathToFileURL } from "node:url";
import asc, { type Transform } from "assemblyscript/asc";
import type { FileSet } from "../../generator/src/emit/files.js";
import { cache, repository, requireTool, type Tool } from "../support/toolchain.js";

export const runtimes = ["stub", "minimal", "incremental"] as const;
export type Runtime = (typeof runtimes)[number];

export interface Compiled {
  readonly wasm: Uint8Array;
  /** What the compiler said: nothing, when there is neither an error nor a warning. */
  readonly messages: string;
}

const keyOf = (...parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 24);

const folder = join(cache, "compile", "assemblyscript");
const transform = join(repository, "sdk-templates/assemblyscript/runtime/transform.mjs");

const texts = (files: FileSet): readonly (readonly string[])[] => files.map((f) => [f.path, f.text]);

/**
 * What the compiler says about each project with its stubs and every function and method of it, those that nothing calls
 * too; projects that are not in the cache share one start of the compiler.
 */
export function checkStrict(projects: ReadonlyMap<string, FileSet>): ReadonlyMap<string, string> {
  requireTool("asc");
  const script = ["batch", "touch"].map((name) =>
    readFileSync(join(repository, `test/compile/assemblyscript-${name}.mjs`), "utf8"),
  );
  const paths = new Map(
    [...projects].map(([name, files]) => [name, join(folder, `${keyOf("strict", script, texts(files))}.txt`)]),
  );
  const missing = [...projects].filter(([name]) => !existsSync(paths.get(name) ?? ""));
  if (missing.length > 0) {
    const input = JSON.stringify({ transform, projects: missing.map(([name, files]) => [name, texts(files)]) });

    const run = spawnSync(process.execPath, [batch], {
      cwd: repository,
      input,
      encoding: "utf8",
      timeout: 600_000,
      maxBuffer: 1 << 28,
    });
    if (run.status !== 0) throw new Error(`the batch of compilations ended with ${run.status}\n${run.stderr}`);
    const said: readonly (readonly [string, string])[] = JSON.parse(run.stdout);
    mkdirSync(folder, { recursive: true });
    for (const [name, messages] of said) writeFileSync(paths.get(name) ?? "", messages);
  }
  return new Map([...paths].map(([name, path]) => [name, readFileSync(path, "utf8")]));
}

const batch = join(repository, "test/compile/assemblyscript-batch.mjs");

/** The same without optimising and in this process: quick, and with the same errors and warnings. */
export async function compileQuickly(
  files: FileSet,
  runtime: Runtime,
  entries: readonly string[] = ["app.ts", "touch.ts"],
): Promise<Compiled> {
  const kept = join(folder, `${keyOf(texts(files), runtime, entries)}.wasm`);
  if (existsSync(kept)) return { wasm: readFileSync(kept), messages: "" };
  const loaded: { readonly default: Transform } = await import(pathToFileURL(transform).href);
  const sources = new Map(files.map((f) => [joinPosix(f.path), f.text]));
  let wasm: Uint8Array = new Uint8Array();
  const stderr = asc.createMemoryStream();
  const { error } = await asc.main(
    [
      ...entries,
      "--config",
      "none.json",
      "--runtime",
      runtime,
      "--use",
      "abort=",
      "--outFile",
      "out.wasm",
      "--noColors",
    ],
    {
      stderr,
      stdout: asc.createMemoryStream(),
      readFile: (path) => sources.get(joinPosix(path)) ?? null,
      writeFile: (_, contents) => {
        if (typeof contents !== "string") wasm = contents;
      },
      listFiles: () => [],
      transforms: [loaded.default],
    },
  );
  const messages = `${stderr.toString()}${error === null ? "" : error.message}`;
  mkdirSync(folder, { recursive: true });
  if (messages === "" && wasm.length > 0) writeFileSync(kept, wasm);
  return { wasm, messages };
}

/** `entry` is a path in `files`; asconfig.json and the transform are those of the output. */
export function compile(asc: Tool, files: FileSet, runtime: Runtime, entry = "app.ts"): Compiled {
  const key = keyOf(texts(files), runtime, entry);
  const own = join(folder, key);
  const wasm = join(own, "out.wasm");
  const log = join(own, "messages.txt");
  if (!existsSync(log)) {
    rmSync(own, { recursive: true, force: true });
    for (const file of files) {
      const path = join(own, file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.text);
    }
    const args = [
      entry,
      "--config",
      "asconfig.json",
      "--transform",
      "./runtime/transform.mjs",
      "--runtime",
      runtime,
      "--outFile",
      "out.wasm",
    ];
    const run = spawnSync(asc.command, [...asc.args, ...args], { cwd: own, encoding: "utf8", timeout: 120_000 });
    const said = `${run.stdout}${run.stderr}`.replaceAll("Last converge was suboptimal.\n", "").trim();
    if (run.status !== 0)
      return { wasm: new Uint8Array(), messages: `${said}\nasc ended with ${run.status} in ${own}` };
    writeFileSync(log, said);
  }
  return { wasm: readFileSync(wasm), messages: readFileSync(log, "utf8") };
}
