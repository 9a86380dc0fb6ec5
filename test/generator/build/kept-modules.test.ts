/** A kept module is taken for an app only while everything that the app is made of is the same. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { requireTool } from "../../support/toolchain.js";
import { engineIsThere } from "../toolchain/engine.js";
import { build, project, writeInto } from "../toolchain/script-project.js";

beforeAll(() => {
  if (!engineIsThere) requireTool("cargo");
});

/** Whether the second build of a folder took the module of an earlier one. */
async function isKept(folder: string): Promise<boolean> {
  const result = await build(folder, false);
  if (!result.ok) throw new Error((result.compilerOutput ?? "") + result.diagnostics.map((d) => d.message).join("\n"));
  return result.cached;
}

// Of this run alone: the cache has what earlier runs made.
const unique = `${process.pid}-${Date.now()}`;
const sources = {
  "src/app.ts": `import { exportWork } from "../build/sdk/exports/app/work.js";
import { answer } from "thing";
import { shared } from "../shared/shared.ts";
exportWork({ run: () => "${unique}" + answer() + shared() });
`,
  "shared/shared.ts": "export const shared = (): number => [1].length;\n",
  "node_modules/thing/package.json": `{ "name": "thing", "type": "module", "main": "index.js" }`,
  "node_modules/thing/index.js": `export { answer } from "other";\n`,
  "node_modules/other/package.json": `{ "name": "other", "main": "one.cjs" }`,
  "node_modules/other/one.cjs": "exports.answer = () => 1;\n",
  "node_modules/other/two.cjs": "exports.answer = () => 2;\n",
  "node_modules/other/readme.txt": "Read by nobody.\n",
};

describe("a kept module of a TypeScript app", () => {
  it("is taken again when nothing changed, here and elsewhere", { timeout: 60_000 }, async () => {
    const folder = project(sources);
    await isKept(folder);
    expect([await isKept(folder), await isKept(project(sources))]).toEqual([true, true]);
    writeInto(folder, { "node_modules/other/readme.txt": "Still read by nobody.\n" });
    expect(await isKept(folder)).toBe(true);
  });

  it.each([
    ["a file of a package that a package uses", { "node_modules/other/one.cjs": "exports.answer = () => 11;\n" }],
    ["which file a package means", { "node_modules/other/package.json": `{ "name": "other", "main": "two.cjs" }` }],
    [
      "a nearer package of the same name",
      {
        "node_modules/thing/node_modules/other/package.json": `{ "name": "other", "main": "index.js" }`,
        "node_modules/thing/node_modules/other/index.js": "exports.answer = () => 3;\n",
      },
    ],
    ["a source in another folder", { "shared/shared.ts": "export const shared = (): number => [2].length;\n" }],
    [
      "a line in front, which stack traces show",
      { "shared/shared.ts": `// ${unique}\n${sources["shared/shared.ts"]}` },
    ],
    [
      "how strict its types are checked",
      {
        "tsconfig.json": `{ "compilerOptions": { "noEmit": true, "skipLibCheck": true, "types": [] }, "include": ["shared"] }`,
      },
    ],
    ["what is installed", { "node_modules/.package-lock.json": "{}" }],
  ])("is not taken after a change of %s", { timeout: 60_000 }, async (what, change) => {
    const folder = project({ ...sources, "src/what.ts": `export const what = ${JSON.stringify(what)};\n` });
    await isKept(folder);
    expect(await isKept(folder)).toBe(true);
    writeInto(folder, change);
    expect(await isKept(folder)).toBe(false);
  });

  it("is not taken for an app with mistakes", { timeout: 60_000 }, async () => {
    const folder = project(sources);
    await isKept(folder);
    rmSync(join(folder, "node_modules/other/one.cjs"));
    const result = await build(folder, false);
    expect(result.ok ? "built" : result.compilerOutput).toMatch(/Could not resolve "other"/);
  });
});
