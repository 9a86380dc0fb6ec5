/** Projects in TypeScript over a small world of their own, built the way that `ocrekit build` does. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { type BuildResult, buildApp } from "../../../generator/src/build/build-app.js";
import { readProject } from "../../../generator/src/build/project.js";
import { cache, repository } from "../../support/toolchain.js";

const wit = `package test:app@0.1.0;
interface host {
  /// @unrestricted
  add: func(a: u32, b: u32) -> u32;
  /// @unrestricted
  name: func(of: u32) -> string;
  /// @unrestricted
  unused: func();
}
interface work {
  /// @handler host
  run: func(n: u32) -> string;
}
world app { import host; export work; }`;

export type Sources = Readonly<Record<string, string>>;

export function project(files: Sources, options: object = {}): string {
  // Below the repository, wherever the shared cache is: its TypeScript is found from there.
  const beside = join(repository, ".cache");
  mkdirSync(beside, { recursive: true });
  const folder = mkdtempSync(join(beside, "recipe-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const manifest = {
    name: "app",
    version: "0.1.0",
    world: "test:app/app",
    module: "build/app.wasm",
    build: { lang: "typescript", sources: ["src/app.ts"], options },
  };
  writeInto(folder, { "ocre.json": JSON.stringify(manifest), "wit/world.wit": wit, ...files });
  return folder;
}

export function writeInto(folder: string, files: Sources): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export async function build(folder: string, force = true): Promise<BuildResult> {
  const read = await readProject(folder, folder);
  if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join("\n"));
  return buildApp(read.project, {
    env: { ...process.env, OCREKIT_CACHE: cache },
    offline: false,
    force,
    progress: () => undefined,
  });
}

/** What the compiler says about mistakes. */
export async function fails(files: Sources): Promise<string> {
  const result = await build(project(files));
  if (result.ok) throw new Error("it was built");
  return result.compilerOutput ?? result.diagnostics.map(({ message }) => message).join("\n");
}

export async function moduleOf(files: Sources, options: object = {}): Promise<Uint8Array> {
  const result = await build(project(files, options));
  if (!result.ok) throw new Error((result.compilerOutput ?? "") + result.diagnostics.map((d) => d.message).join("\n"));
  return new Uint8Array(readFileSync(result.module));
}
