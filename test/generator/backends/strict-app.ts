/** Apps of one source before the strictest compilers of their languages, together with their SDK. */
import { join } from "node:path";
import { expect } from "vitest";
import { generateFromWit } from "../../../generator/src/backend/from-wit.js";
import { findLanguage } from "../../../generator/src/backend/registry.js";
import type { FileSet } from "../../../generator/src/emit/files.js";
import { compileQuickly } from "../../compile/assemblyscript.js";
import { checkStrictAsC } from "../../compile/c.js";
import { checkStrict as checkPython } from "../../compile/python.js";
import { checkAll as checkZig } from "../../compile/zig.js";
import { repository, requireTool, type ToolId } from "../../support/toolchain.js";
import { type Context, type CoreGuest, coreGuests, withApp } from "./core-guests.js";

interface StrictCompiler {
  readonly tools: readonly ToolId[];
  readonly messages: (sdk: FileSet, source: string) => string | Promise<string>;
}

const ofGuest = (guest: CoreGuest): StrictCompiler => ({
  tools: [guest.tool],
  messages: (sdk, source) => guest.checkStrict(new Map([["app", withApp(guest, sdk, source)]])).get("app") ?? "",
});

const compilers: Readonly<Record<string, StrictCompiler>> = {
  ...Object.fromEntries(Object.entries(coreGuests).map(([id, guest]) => [id, ofGuest(guest)])),
  c: ofGuest({ ...coreGuests.c, checkStrict: checkStrictAsC }),
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
      return checkPython(new Map([["app", project]])).get("app") ?? "";
    },
  },
};

/** All but TypeScript: test/sdk-ts/documented.test.ts compiles its page and its starter apps, which have no SDK of their own. */
export const strictAppLanguages: readonly string[] = Object.keys(compilers).toSorted();

export interface StrictApp {
  readonly language: string;
  /** One of our own. */
  readonly world: string;
  readonly source: string;
}

/** What is said of the app; nothing when there is nothing wrong. */
export async function strictMessages({ language, world, source }: StrictApp, context: Context): Promise<string> {
  const compiler = compilers[language];
  if (compiler === undefined) throw new Error(`${language} has no strict compiler`);
  for (const tool of compiler.tools) requireTool(tool, context);
  const backend = await findLanguage(language)?.load?.();
  if (backend === undefined) throw new Error(`${language} has no back-end`);
  const wit = join(repository, "wit");
  const { files, diagnostics } = generateFromWit(backend, { wit, world, stubs: "empty" });
  expect(diagnostics).toEqual([]);
  return compiler.messages(files, source);
}
