/** What every source file keeps to, and what lies at the top of the repository. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "../support/toolchain.js";

const top = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "examples",
  "generator",
  "package-lock.json",
  "package.json",
  "runtime-host",
  "sdk-templates",
  "sdk-ts",
  "test",
  "wit",
];

/** Hand-written TypeScript of the product. */
const sources = ["generator/src", "runtime-host/src", "sdk-ts/src"]
  .map((folder) => join(repository, folder))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !/[\\/]gen([\\/]|$)/.test(entry.parentPath))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: relative(repository, path), text: readFileSync(path, "utf8") }));

const failing = (wrong: (file: { readonly path: string; readonly text: string }) => boolean) =>
  sources.filter(wrong).map(({ path }) => path);

describe("the repository", () => {
  it("has the agreed top level, and dot-files", () => {
    const names = readdirSync(repository).filter((name) => !name.startsWith(".") && name !== "node_modules");
    expect(names.toSorted()).toEqual(top);
  });
});

describe("every source file", () => {
  it("is found", () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  it("says in its first lines what its job is", () => {
    expect(failing(({ text }) => !/^(#!.*\n)?\/\*\*/.test(text))).toEqual([]);
  });

  it("has at most 400 lines", () => {
    expect(failing(({ text }) => text.split("\n").length > 401)).toEqual([]);
  });

  it("is named after its job, in small letters", () => {
    expect(failing(({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.ts$/.test(basename(path)))).toEqual([]);
    expect(failing(({ path }) => /^(utils?|helpers?|common|misc)\.ts$/.test(basename(path)))).toEqual([]);
  });

  it("exports by name", () => {
    expect(failing(({ text }) => /^export default\b/m.test(text))).toEqual([]);
  });
});
