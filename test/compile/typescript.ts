/** Checks generated TypeScript with the strictest options of its compiler; results are cached by what went in. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileSet } from "../../generator/src/emit/files.js";
import { cache, repository } from "../support/toolchain.js";

export const strictest = {
  target: "ES2022",
  lib: ["ES2023", "ESNext.Disposable"],
  types: [],
  module: "NodeNext",
  moduleResolution: "NodeNext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  noFallthroughCasesInSwitch: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  declaration: true,
  skipLibCheck: false,
  noEmit: true,
} as const;

const compiler = join(repository, "node_modules/typescript/bin/tsc");

/** What the compiler says about each project with its stubs, in one run of it. */
export function checkStrict(projects: ReadonlyMap<string, FileSet>): ReadonlyMap<string, string> {
  const names = [...projects.keys()];
  const files = names.flatMap((name, i) =>
    (projects.get(name) ?? []).map(({ path, text }) => ({ path: `p${i}/${path}`, text })),
  );
  const messages = check(files.filter(({ path }) => path.endsWith(".ts"))).split("\n");
  return new Map(names.map((name, i) => [name, messages.filter((line) => line.startsWith(`p${i}/`)).join("\n")]));
}

/** The messages about files that belong together. */
export function check(files: FileSet): string {
  const hash = createHash("sha256");
  for (const part of [
    readFileSync(join(repository, "node_modules/typescript/package.json"), "utf8"),
    JSON.stringify([strictest, files]),
  ])
    hash.update(part);
  const log = join(cache, "compile/typescript", `${hash.digest("hex").slice(0, 32)}.txt`);
  if (existsSync(log)) return readFileSync(log, "utf8");
  const folder = log.replace(/\.txt$/, "");
  const all = [
    ...files,
    { path: "tsconfig.json", text: JSON.stringify({ compilerOptions: strictest, include: ["**/*.ts"] }) },
    { path: "package.json", text: `{ "type": "module" }` },
  ];
  for (const { path, text } of all) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { stdout, stderr, error } = spawnSync(process.execPath, [compiler, "-p", ".", "--pretty", "false"], {
    cwd: folder,
    encoding: "utf8",
    timeout: 240_000,
    maxBuffer: 1 << 26,
  });
  if (error !== undefined) throw error;
  const messages = `${stdout}${stderr}`.trim();
  rmSync(folder, { recursive: true });
  // A message that names no file is about the run.
  if (messages !== "" && !/^\S+\.ts\(/m.test(messages)) throw new Error(messages);
  writeFileSync(log, messages);
  return messages;
}
