/** Random WIT: wit-parser reads it as we do, and what we print reads back as the same graph. */
import * as fc from "fast-check";
import { graphToJson, type LoadResult, loadWitSources, printWit } from "ocrekit/graph";
import { describe, expect, it } from "vitest";
import { arbitraryWit } from "../../support/arbitrary-wit.js";
import { graphWithoutIds } from "../../support/graph-without-ids.js";
import { buildOracle } from "../../support/wit-oracle.js";

const features = ["active"];
const oracle = buildOracle();
const runs = Number(process.env["FUZZ_RUNS"] ?? 300);

describe("random WIT", () => {
  it("reads back from its canonical text as the same graph", () => {
    let accepted = 0;
    fc.assert(
      fc.property(arbitraryWit({ includes: true }), (text) => {
        const first = load(text);
        if (first.graph === undefined) return;
        accepted += 1;
        const printed = printWit(first.graph);
        const second = load(printed);
        expect(
          second.diagnostics.map((d) => d.message),
          printed,
        ).toEqual([]);
        expect(second.graph && graphWithoutIds(second.graph)).toEqual(graphWithoutIds(first.graph));
        expect(second.graph && printWit(second.graph)).toBe(printed);
        // Canonical text has one numbering.
        expect(jsonOf(load(printed))).toBe(jsonOf(second));
      }),
      { numRuns: runs },
    );
    expect(accepted, "most of the random texts are valid").toBeGreaterThan(runs / 3);
  });

  it.runIf(oracle !== undefined)("is the same graph, or a mistake, for wit-parser as well", () => {
    const texts = fc.sample(arbitraryWit({ includes: true }), runs);
    const answers = oracle?.(texts.map((text) => ({ text, features }))) ?? [];
    for (const [i, text] of texts.entries()) {
      const answer = answers[i];
      const ours = load(text);
      if (answer?.ok) expect(jsonOf(ours), text).toBe(answer.json);
      else expect(ours.graph, `${answer?.error.message}\n${text}`).toBeUndefined();
    }
  });

  it("never crashes on text that was cut or changed at one place", () => {
    const broken = fc.tuple(
      arbitraryWit({ includes: true }),
      fc.nat(),
      fc.constantFrom("", "{", "}", "<", ";", "@", '"', "/*", "\0", "%"),
    );
    fc.assert(
      fc.property(broken, ([text, at, mark]) => {
        const result = load(replaceAt(text, at, mark));
        expect(result.graph !== undefined || result.diagnostics.length > 0).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  it.runIf(oracle !== undefined)("is accepted or rejected as wit-parser does when one character of it changed", () => {
    const marks = fc.constantFrom("", "}", "<", ";", "@", "%", "u8", ",");
    const samples = fc.sample(fc.tuple(arbitraryWit({ includes: true }), fc.nat(), marks), runs);
    const texts = samples.map(([text, at, mark]) => replaceAt(text, at, mark));
    const answers = oracle?.(texts.map((text) => ({ text, features }))) ?? [];
    for (const [i, text] of texts.entries()) {
      const answer = answers[i];
      const ours = load(text);
      if (answer?.ok) expect(jsonOf(ours), text).toBe(answer.json);
      else expect(ours.graph, `${answer?.error.message}\n${text}`).toBeUndefined();
    }
  });
});

/** Whole characters: half of one cannot be sent to the oracle. */
function replaceAt(text: string, at: number, mark: string): string {
  const characters = [...text];
  characters[at % characters.length] = mark;
  return characters.join("");
}

function load(text: string): LoadResult {
  return loadWitSources([{ path: "main.wit", text }], { features });
}

function jsonOf(result: LoadResult): string | undefined {
  return result.graph === undefined ? undefined : JSON.stringify(graphToJson(result.graph));
}
