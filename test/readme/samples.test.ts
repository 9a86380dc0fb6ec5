/** The code on the SDKs' pages is built as users build it, passes the strictest compilers, and does what the page says. */
import { describe, expect, it } from "vitest";
import { strictAppLanguages, strictMessages } from "../generator/backends/strict-app.js";
import { onBoard } from "../support/component-board.js";
import { coreLanguages } from "../support/core-languages.js";
import { buildSource, runSource } from "../support/run-source.js";
import type { Sample } from "./sample-model.js";
import { blocks } from "./sample-pages.js";
import { noSamples, samples } from "./samples.js";

const places = [...samples, ...noSamples];
const timeout = 300_000;

/** With everything around the block of the page as it is today. */
function sourceOf({ page, begins, app }: Sample): { readonly code: string; readonly source: string } {
  const code = blocks.find((block) => block.page === page && block.code.startsWith(`${begins}\n`))?.code;
  if (code === undefined) throw new Error(`${page} has no block that begins with ${begins}`);
  return { code, source: app === undefined ? code : app(code) };
}

/** Its page is compiled with the comments of its sources, by test/sdk-ts/documented.test.ts. */
const elsewhere = ["typescript"];

/** Behind the first sample of a language, and what its strictest compiler says of it. */
const mistakes: Readonly<Record<string, readonly [text: string, said: RegExp]>> = {
  assemblyscript: ['export function wrong(): i32 {\n  return "";\n}\n', /ERROR TS2322/],
  c: ["static inline int wrong(int x) { return 0; }\n", /unused parameter 'x'/],
  cpp: ["inline int wrong(int x) { return 0; }\n", /unused parameter 'x'/],
  d: ['int wrong()\n{\n    return "";\n}\n', /cannot implicitly convert/],
  go: ['func wrong() int {\n\treturn ""\n}\n', /cannot use ""/],
  python: ["import os\n", /F401/],
  rust: ["fn wrong() {}\n", /function `wrong` is never used/],
  zig: ["fn wrong(x: u32) void {}\n", /unused function parameter/],
};

describe("every block of code on the pages", () => {
  it("is a sample here, or there is a reason why not", () => {
    const known = blocks.map(({ page, code }) => ({
      page,
      begins: code.split("\n")[0],
      entries: places.filter((place) => place.page === page && code.startsWith(`${place.begins}\n`)).length,
    }));
    expect(known.filter(({ entries }) => entries !== 1)).toEqual([]);
    expect(places).toHaveLength(blocks.length);
  });

  it("of every language is looked at by its strictest compiler", () => {
    const languages = new Set(samples.map(({ language }) => language));
    expect([...languages].toSorted()).toEqual([...strictAppLanguages, ...elsewhere].toSorted());
  });
});

const named = samples.map((sample) => [sample.language, sample.begins.replaceAll(/\n+/g, " "), sample] as const);

describe("a sample", () => {
  it.for(named)("in %s, %s: is built and does what its page says", { timeout }, ([language, , sample], context) => {
    const { code, source } = sourceOf(sample);
    const app = { ...sample, source, files: sample.files?.(code) ?? [] };
    if (coreLanguages.includes(language)) {
      expect(sample.does).toBeDefined();
      expect(runSource(app, context)).toMatchObject({ denied: [], ...sample.does });
    } else {
      const folder = buildSource(app, context);
      if (sample.onBoard !== undefined) expect(onBoard(folder)).toEqual(sample.onBoard);
    }
  });

  it.for(named.filter(([language]) => !elsewhere.includes(language)))(
    "in %s, %s: has no warning",
    { timeout },
    async ([language, , sample], context) => {
      const { source } = sourceOf(sample);
      expect(await strictMessages({ language, world: sample.world, source }, context)).toBe("");
    },
  );

  it.for(strictAppLanguages)("in %s would have one, with a mistake in it", { timeout }, async (language, context) => {
    const sample = samples.find((one) => one.language === language);
    const mistake = mistakes[language];
    if (sample === undefined || mistake === undefined) throw new Error(`nothing of ${language}`);
    const [text, said] = mistake;
    const source = `${sourceOf(sample).source}\n${text}`;
    expect(await strictMessages({ language, world: sample.world, source }, context)).toMatch(said);
  });
});
