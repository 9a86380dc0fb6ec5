/** Generated hosts are as prettier leaves them, at the width of this repository. */
import { format } from "prettier";
import { expect, it } from "vitest";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { cases, generateCase } from "../../../support/golden.js";
import { hostFiles } from "../../../support/regenerate-host.js";

interface Change {
  readonly path: string;
  readonly given: string | undefined;
  readonly wanted: string | undefined;
}

/** The first line of each file that prettier would change. */
async function changes(files: FileSet): Promise<readonly Change[]> {
  const found: Change[] = [];
  for (const { path, text } of files) {
    const wanted = (await format(text, { parser: "typescript", printWidth: 120 })).split("\n");
    const given = text.split("\n");
    const at = given.findIndex((line, i) => line !== wanted[i]);
    if (at >= 0 || given.length !== wanted.length) found.push({ path, given: given[at], wanted: wanted[at] });
  }
  return found;
}

it.each(cases.filter((name) => name !== "unsupported"))("golden case %s", async (name) => {
  expect(await changes((await generateCase(name, "host-ts")).all)).toEqual([]);
});

it("our own packages", async () => {
  expect(await changes(hostFiles())).toEqual([]);
});
