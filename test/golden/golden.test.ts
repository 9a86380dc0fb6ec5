/** What is generated for the golden cases is what was committed; UPDATE_GOLDEN=1 commits to what is generated. */
import { describe, expect, it } from "vitest";
import { cases, expected, generateCase, goldenLanguages, readGolden, writeGolden } from "../support/golden.js";

const update = process.env["UPDATE_GOLDEN"] === "1";

describe.each(goldenLanguages)("golden files of %s", (language) => {
  it.each(cases)("%s", async (name) => {
    const golden = await generateCase(name, language);
    if (update) writeGolden(name, language, golden);
    const wanted = readGolden(name, language);
    expect([...expected(golden).keys()].sort()).toEqual([...wanted.keys()].sort());
    for (const [path, text] of expected(golden)) expect(text, path).toBe(wanted.get(path));
  });

  it("come out the same a second time", async () => {
    for (const name of cases) expect(await generateCase(name, language)).toEqual(await generateCase(name, language));
  });
});
