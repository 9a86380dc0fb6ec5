/** What editors read beside the SDK is made once for each SDK, whole or not at all. */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { EditorFiles } from "../../../generator/src/backend/recipe.js";
import { makeEditorFiles } from "../../../generator/src/build/editor-files.js";
import { temporaryFolder } from "../../support/ocrekit.js";

/** A program that wants a folder of its own, as componentize-py does. */
function files(text: string, end = ""): EditorFiles {
  const script = (folder: string): string =>
    `fs.mkdirSync("${folder}"); fs.writeFileSync("${folder}/a.pyi", "${text}"); ${end}`;
  return {
    folder: "build/bindings",
    step: (folder) => ({ command: process.execPath, args: ["-e", script(folder)] }),
  };
}

function project() {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "build"));
  return {
    make: (wanted: EditorFiles | undefined, isNewSdk: boolean) =>
      makeEditorFiles(wanted, { folder, env: process.env }, isNewSdk),
    found: () => {
      const text = readFileSync(join(folder, "build/bindings/a.pyi"), "utf8");
      return { text, beside: readdirSync(join(folder, "build")) };
    },
  };
}

it("is made where it is missing, and anew for another SDK only", async () => {
  const { make, found } = project();
  const beside = ["bindings"];
  expect(await make(files("first"), false)).toBe("");
  expect(found()).toEqual({ text: "first", beside });
  expect(await make(files("second"), false)).toBe("");
  expect(found()).toEqual({ text: "first", beside });
  expect(await make(files("third"), true)).toBe("");
  expect(found()).toEqual({ text: "third", beside });
});

it("stays as it was when the program fails, which says why", async () => {
  const { make, found } = project();
  await make(files("first"), true);
  expect(await make(files("half", 'console.error("no such world"); process.exit(1)'), true)).toContain("no such world");
  expect(found()).toEqual({ text: "first", beside: ["bindings"] });
});

it("is nothing in a language without it", async () => {
  expect(await project().make(undefined, true)).toBe("");
});
