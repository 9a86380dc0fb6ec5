/** From the sources of a TypeScript app to its module: what gets in, and what is said of mistakes. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { usedExports, usedImports } from "../../../generator/src/backends/typescript/bundle.js";
import { readModule } from "../../../generator/src/wasm/index.js";
import { requireTool } from "../../support/toolchain.js";
import { engineIsThere } from "./engine.js";
import { build, fails, moduleOf, project } from "./script-project.js";

beforeAll(() => {
  if (!engineIsThere) requireTool("cargo");
});

const good = `import { exportWork } from "../build/sdk/exports/app/work.js";
import { add } from "../build/sdk/app/host.js";
exportWork({ run: (n) => String(add(n, 1)) });
`;

const importsOf = (module: Uint8Array): readonly string[] =>
  readModule(module).imports.map(({ module: from, name }) => `${from} ${name}`);

describe("building a TypeScript app", () => {
  it("imports what the app calls and exports what it names, the same twice", { timeout: 120_000 }, async () => {
    const module = await moduleOf({ "src/app.ts": good });
    expect(importsOf(module)).toEqual(["test:app/host@0.1.0 add"]);
    expect(readModule(module).exports.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "test:app/work@0.1.0#run",
        "cabi_post_test:app/work@0.1.0#run",
        "memory",
        "cabi_realloc",
      ]),
    );
    expect(await moduleOf({ "src/app.ts": good })).toEqual(module);
  });

  it("takes JavaScript, JSON and further files", async () => {
    const app = `import { exportWork } from "../build/sdk/exports/app/work.js";
import { twice } from "./twice.mjs";
import settings from "./settings.json";
exportWork({ run: (n) => settings.greeting + twice(n) });
`;
    const files = { "src/app.ts": app, "src/twice.mjs": "export const twice = (n) => n * 2;\n" };
    const module = await moduleOf({ ...files, "src/settings.json": `{ "greeting": "hi " }` });
    expect(importsOf(module)).toEqual([]);
  });

  it("says where a module is missing, with the line", async () => {
    const said = await fails({ "src/app.ts": `${good}import { readFileSync } from "node:fs";\nreadFileSync("x");\n` });
    expect(said).toMatch(/Could not resolve "node:fs"[\s\S]*src\/app\.ts:4:29/);
  });

  it("says where the syntax is wrong", async () => {
    expect(await fails({ "src/app.ts": `${good}let = ;\n` })).toMatch(/src\/app\.ts:4:\d+/);
  });

  it("says where the types are wrong, when the project has a tsconfig.json", async () => {
    const tsconfig = JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        target: "ES2022",
        module: "ESNext",
        moduleResolution: "Bundler",
        types: [],
      },
      include: ["src"],
    });
    const wrong = good.replace("add(n, 1)", `add(n, "1")`);
    expect(await fails({ "src/app.ts": wrong, "tsconfig.json": tsconfig })).toMatch(
      /src\/app\.ts\(3,\d+\): error TS2345/,
    );
    expect(importsOf(await moduleOf({ "src/app.ts": wrong }))).toEqual(["test:app/host@0.1.0 add"]);
  });

  // Half a minute where componentize-js is installed, which CI does without.
  it("makes a component, or says how to get what makes one", { timeout: 300_000 }, async () => {
    const folder = project({ "src/app.ts": good }, { target: "component" });
    const result = await build(folder);
    if (result.ok)
      expect(readFileSync(result.module).subarray(0, 8)).toEqual(Buffer.from("\0asm\x0d\0\x01\0", "latin1"));
    else expect(result.compilerOutput).toContain("ocrekit doctor --install componentize-js");
  });
});

describe("what a bundle imports and exports", () => {
  it("is read off the calls with literals, each thing once", () => {
    const script = `var a = /* @__PURE__ */ __ocre.import("m:n/i@0.1.0", "[method]r.f", "iI:F"), b = __ocre.import(
      "m:n/i@0.1.0",
      "g\\u0041",
      ":"
    );
    __ocre.import("m:n/i@0.1.0", "[method]r.f", "i:");
    __ocre.import(name, "x", ":"); x__ocre.import("no", "no", ":");
    __ocre.export("m:n/j@0.1.0#h", "i:", (x) => { y(x, ")"); }, release); __ocre.export("k", ":i", k);`;
    expect(usedImports(script)).toEqual([
      { module: "m:n/i@0.1.0", name: "[method]r.f", signature: "iI:F" },
      { module: "m:n/i@0.1.0", name: "gA", signature: ":" },
    ]);
    expect(usedExports(script, (name) => name === "k")).toEqual([
      { name: "m:n/j@0.1.0#h", signature: "i:", post: false },
      { name: "k", signature: ":i", post: true },
    ]);
  });
});
