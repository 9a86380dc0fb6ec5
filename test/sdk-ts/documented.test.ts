/** The examples in the documentation of `@ocrekit/sdk` compile with the strictest options, and so do the starter apps. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FileSet } from "../../generator/src/emit/files.js";
import { check } from "../compile/typescript.js";
import { repository } from "../support/toolchain.js";
import { bundleApp } from "./sdk-app.js";

const source = join(repository, "sdk-ts/src");
const read = (path: string): string => readFileSync(join(repository, path), "utf8");
const tree = (folder: string): readonly string[] =>
  readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`);

/** The package as it is installed, without a build: the compiler reads its sources. */
const sdk: FileSet = [
  {
    path: "node_modules/@ocrekit/sdk/package.json",
    text: read("sdk-ts/package.json").replaceAll(/"\.\/dist\/([^"]*)\.js"/g, '"./src/$1.ts"'),
  },
  ...tree("sdk-ts/src")
    .filter((path) => path.endsWith(".ts"))
    .map((path) => ({ path: path.replace("sdk-ts/", "node_modules/@ocrekit/sdk/"), text: read(path) })),
];
const ambient = { path: "ambient.ts", text: 'import type {} from "@ocrekit/sdk/ambient";\n' };

/** Blocks of TypeScript in a page or in the comments of a source. */
function examplesOf(path: string): readonly string[] {
  const text = read(path).replaceAll(/^ *\* ?/gm, "");
  return [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code = ""]) => code);
}

const pages = [
  "sdk-ts/README.md",
  ...readdirSync(source).flatMap((name) => (name.endsWith(".ts") ? [`sdk-ts/src/${name}`] : [])),
];
const examples = pages.flatMap((page) =>
  examplesOf(page).map((text, i) => ({ path: `${page.replaceAll(/[/.]/g, "-")}-${i}.ts`, text })),
);
// The class of errors is documented where it is copied from, with what an app has around it.
const own = examples.filter(({ text }) => text.includes("import "));

describe("documentation", () => {
  it("has examples", () => {
    expect(own.length).toBeGreaterThan(8);
  });

  it("compiles", { timeout: 300_000 }, () => {
    expect(check([...sdk, ambient, ...own])).toBe("");
  });

  it.each(own)("$path can be bundled", async ({ text }) => {
    expect(await bundleApp(text)).toContain("__ocre");
  });
});

describe("apps in TypeScript", () => {
  const apps = [
    ...tree("sdk-templates/typescript/project").filter((path) => path.endsWith("/src/app.ts")),
    ...["blinky-ts", "config-watch-ts", "rest-sensor-ts", "alarm-panel/panel-ts"].map(
      (n) => `examples/${n}/src/app.ts`,
    ),
  ];

  it("compile with the strictest options", { timeout: 300_000 }, () => {
    const files = apps.map((path, i) => ({ path: `app${i}.ts`, text: read(path) }));
    expect(check([...sdk, ambient, ...files])).toBe("");
  });

  it("would not, with a mistake", { timeout: 300_000 }, () => {
    const wrong = 'import { every } from "@ocrekit/sdk";\nevery("1 s", () => {});\n';
    expect(check([...sdk, ambient, { path: "app.ts", text: wrong }])).toMatch(/^app\.ts\(2,7\): error TS2345/);
  });
});
