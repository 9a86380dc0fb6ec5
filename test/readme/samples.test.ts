/** The code on the SDKs' pages is built as users build it, passes the strictest compilers, and does what the page says. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateFromWit } from "../../generator/src/backend/from-wit.js";
import { findLanguage } from "../../generator/src/backend/registry.js";
import type { FileSet } from "../../generator/src/emit/files.js";
import { compileQuickly } from "../compile/assemblyscript.js";
import { checkStrict as checkPython } from "../compile/python.js";
import { checkAll as checkZig } from "../compile/zig.js";
import { type CoreGuest, coreGuests, withApp } from "../generator/backends/core-guests.js";
import { coreLanguages } from "../support/core-languages.js";
import { buildSource, runSource } from "../support/run-source.js";
import { repository, requireTool, type ToolId } from "../support/toolchain.js";
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

/** What the compiler says at its strictest about an app and its SDK. */
interface StrictCheck {
  readonly tools: readonly ToolId[];
  readonly messages: (sdk: FileSet, source: string) => string | Promise<string>;
}

const ofGuest = (guest: CoreGuest): StrictCheck => ({
  tools: [guest.tool],
  messages: (sdk, source) => guest.checkStrict(new Map([["page", withApp(guest, sdk, source)]])).get("page") ?? "",
});

const strict: Readonly<Record<string, StrictCheck>> = {
  ...Object.fromEntries(Object.entries(coreGuests).map(([id, guest]) => [id, ofGuest(guest)])),
  // As root of its program, where the log is looked for.
  zig: {
    tools: ["zig"],
    messages: (sdk, source) => checkZig(requireTool("zig"), withApp(coreGuests.zig, sdk, source)),
  },
  assemblyscript: {
    tools: ["asc"],
    messages: async (sdk, source) => {
      const files = sdk.map(({ path, text }) => ({ path: `build/sdk/${path}`, text }));
      const project = [...files, { path: "src/app.ts", text: source }];
      return (await compileQuickly(project, "minimal", ["src/app.ts"])).messages;
    },
  },
  python: {
    tools: ["python", "ruff", "mypy", "componentize-py"],
    messages: (sdk, source) => {
      const project = [...sdk.filter(({ path }) => path !== "app.py"), { path: "app.py", text: source }];
      return checkPython(new Map([["page", project]])).get("page") ?? "";
    },
  },
};

/** Its page is compiled with the comments of its sources, by test/sdk-ts/documented.test.ts. */
const elsewhere = ["typescript"];

async function sdkOf({ language, world }: Sample): Promise<FileSet> {
  const backend = await findLanguage(language)?.load?.();
  if (backend === undefined) throw new Error(`${language} has no back-end`);
  const { files, diagnostics } = generateFromWit(backend, { wit: join(repository, "wit"), world, stubs: "empty" });
  expect(diagnostics).toEqual([]);
  return files;
}

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
    expect([...languages].toSorted()).toEqual([...Object.keys(strict), ...elsewhere].toSorted());
  });
});

const named = samples.map((sample) => [sample.language, sample.begins, sample] as const);

describe("a sample", () => {
  it.for(named)("in %s, %s: is built and does what its page says", { timeout }, ([language, , sample], context) => {
    const { code, source } = sourceOf(sample);
    const app = { ...sample, source, files: sample.files?.(code) ?? [] };
    if (coreLanguages.includes(language)) expect(runSource(app, context)).toMatchObject({ denied: [], ...sample.does });
    else buildSource(app, context);
  });

  it.for(named.filter(([language]) => !elsewhere.includes(language)))(
    "in %s, %s: has no warning",
    { timeout },
    async ([language, , sample], context) => {
      const check = strict[language];
      if (check === undefined) throw new Error(`nothing checks ${language}`);
      for (const tool of check.tools) requireTool(tool, context);
      expect(await check.messages(await sdkOf(sample), sourceOf(sample).source)).toBe("");
    },
  );

  it.for(Object.keys(strict))("in %s would have one, with a mistake in it", { timeout }, async (language, context) => {
    const sample = samples.find((one) => one.language === language);
    const check = strict[language];
    const mistake = mistakes[language];
    if (sample === undefined || check === undefined || mistake === undefined) throw new Error(`nothing of ${language}`);
    for (const tool of check.tools) requireTool(tool, context);
    const [text, said] = mistake;
    expect(await check.messages(await sdkOf(sample), `${sourceOf(sample).source}\n${text}`)).toMatch(said);
  });
});
