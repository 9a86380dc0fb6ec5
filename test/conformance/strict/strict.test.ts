/** A sample of the cases through the strictest compiler of every language; `npm run conformance -- --strict` tries them all. */
import { describe, expect, it } from "vitest";
import { inCi } from "../../support/toolchain.js";
import { generateStrict, strictCases } from "./cases.js";
import { backendOf, caseName, checkLanguage, knownBad, ownCases, strictLanguages, strictTable } from "./check.js";

/** One of how many. */
const step = Number(process.env["OCREKIT_STRICT_STEP"] ?? 17);
const cases = strictCases();
const sample = cases.filter((_, i) => i % step === 0);
it("there are more than a hundred", () => {
  expect(cases.length).toBeGreaterThan(100);
  expect(new Set(cases.map(caseName)).size).toBe(cases.length);
});

describe.each(strictLanguages())("%s", (language) => {
  it("generates every case, or refuses it with a reason", { timeout: 300_000 }, async () => {
    const backend = await backendOf(language);
    const all = [...cases, ...(await ownCases(language))];
    let refusals = 0;
    for (const of of all) {
      const generated = generateStrict(backend, of);
      if ("refused" in generated) refusals++;
      // Different on a file system that ignores case, too.
      else expect(new Set(generated.files.map((f) => f.path.toLowerCase())).size).toBe(generated.files.length);
    }
    expect(refusals).toBeLessThanOrEqual(2);
  });

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
