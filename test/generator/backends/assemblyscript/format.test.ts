/** Generated files are as prettier leaves them, apart from decorators of functions, which it cannot read. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { expect, it } from "vitest";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { cases, generateCase } from "../../../support/golden.js";
import { repository } from "../../../support/toolchain.js";
import { ours } from "./generate.js";

const decorator = /^@(?=(?:external|canonical|inline|stands)\b)/gm;

/** Paths and both texts of what prettier would change. */
async function changed(files: FileSet): Promise<readonly { readonly path: string; readonly line: string }[]> {
  const found: { readonly path: string; readonly line: string }[] = [];
  for (const { path, text } of files.filter((f) => f.path.endsWith(".ts"))) {
    const readable = text.replaceAll(decorator, "//@");
    const wanted = (await format(readable, { parser: "typescript", printWidth: 100 })).split("\n");
    const given = readable.split("\n");
    const at = given.findIndex((line, i) => line !== wanted[i]);
    if (at >= 0 || given.length !== wanted.length) found.push({ path, line: `${given[at]} -> ${wanted[at]}` });
  }
  return found;
}

it.each(cases.filter((name) => name !== "unsupported"))("golden case %s", async (name) => {
  expect(await changed((await generateCase(name, "assemblyscript")).all)).toEqual([]);
});

it.each(["command", "reactor"])("world %s", async (world) => {
  expect(await changed(ours(world).filter((f) => f.path !== "touch.ts"))).toEqual([]);
});

it.each([
  "sdk-templates/assemblyscript",
  ...readdirSync(join(repository, "examples"))
    .filter((name) => name.endsWith("-as"))
    .map((name) => `examples/${name}/src`),
])("the sources in %s", async (folder) => {
  const root = join(repository, folder);
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
  expect(paths.length).toBeGreaterThan(0);
  expect(await changed(paths.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") })))).toEqual([]);
});
