/** The project's own pages are those of the present WIT, the present languages and the present generator. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ocrekit } from "../../../support/ocrekit.js";
import { keptPages, referencePages } from "../../../support/regenerate-docs.js";

it("wit/docs is what `npm run docs` writes, and nothing else", async () => {
  const files = await referencePages();
  const kept = readdirSync(keptPages, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(keptPages.length + 1));
  expect(kept.toSorted()).toEqual(files.map((file) => file.path).toSorted());
  for (const file of files) expect(readFileSync(join(keptPages, file.path), "utf8"), file.path).toBe(file.text);
});

it("and is what the command makes of wit/", () => {
  const { status, stdout } = ocrekit(["generate", "docs", "wit", "--all-features", "--out-dir", "wit/docs", "--check"]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: "wit/docs is up to date\n" });
});
