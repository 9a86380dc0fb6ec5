/** A sample of the cases through the strictest compiler of every language; `npm run conformance -- --strict` tries them all. */
import { describe, expect, it } from "vitest";
import { inCi } from "../../support/toolchain.js";
import { strictCases } from "./cases.js";
import { caseName, checkLanguage, knownBad, strictLanguages, strictTable } from "./check.js";

/** One of how many. */
const step = Number(process.env["OCREKIT_STRICT_STEP"] ?? 17);
const cases = strictCases();
const sample = cases.filter((_, i) => i % step === 0);
it("there are more than a hundred", () => {
  expect(cases.length).toBeGreaterThan(100);
  expect(new Set(cases.map(caseName)).size).toBe(cases.length);
});

describe.each(strictLanguages())("%s", (language) => {
  it(`takes ${sample.length} of ${cases.length} without a word`, { timeout: 1_800_000 }, async (context) => {
    const names = new Set(cases.map(caseName));
    expect([...knownBad(language).keys()].filter((name) => !names.has(name))).toEqual([]);
    try {
      const result = await checkLanguage(language, sample);
      process.stderr.write(`${strictTable([result])}\n`);
      const known = knownBad(language);
      const bad = result.bad.filter(({ of }) => !known.has(caseName(of)));
      expect(bad.map(({ of, said }) => `${caseName(of)}: ${said.slice(0, 600)}`)).toEqual([]);
    } catch (error) {
      if (inCi || !(error instanceof Error) || !error.message.includes("is missing; get it with")) throw error;
      context.skip(error.message);
    }
  });
});
