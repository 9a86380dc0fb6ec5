/** `componentize.mjs` over a package that only looks like componentize-js: what it does not know is refused. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { ModuleWriter } from "../../../../generator/src/wasm/index.js";
import { temporaryFolder } from "../../../support/ocrekit.js";
import { repository } from "../../../support/toolchain.js";

const script = join(repository, "sdk-templates/typescript/component/componentize.mjs");
const known = "contentGlobal; let [$memory, $realloc, $dealloc, $f] = $bindings; function bindExports() {}";

/** Its `componentize` gives back what it was told to use. */
const componentizeJs = `
import { splicer } from "../lib/spidermonkey-embedding-splicer.js";
export async function componentize() {
  const { jsBindings, exports } = splicer.spliceBindings();
  return { component: JSON.stringify({ jsBindings, exports }) };
}
`;

interface Given {
  readonly bindings: string;
  readonly imported: readonly string[];
  readonly exported: readonly string[];
}

function run({ bindings, imported, exported }: Given) {
  const folder = temporaryFolder();
  const module = new ModuleWriter();
  for (const name of ["engine", ...exported]) module.addFunction({ params: [], results: [], code: [], exportAs: name });
  const spliced = {
    jsBindings: bindings,
    exports: exported.map((name) => [`its own name of ${name}`, { retptr: true, retsize: 8 }]),
    imports: imported.map((name) => ["a:b/c", name, 1]),
  };
  const splicer = `const wasm = Buffer.from("${Buffer.from(module.finish()).toString("hex")}", "hex");
export const splicer = { spliceBindings: () => ({ ...${JSON.stringify(spliced)}, wasm }) };\n`;
  for (const path of ["src", "lib"]) mkdirSync(join(folder, path));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "src/componentize.js"), componentizeJs);
  writeFileSync(join(folder, "lib/spidermonkey-embedding-splicer.js"), splicer);
  const job = {
    package: pathToFileURL(`${folder}/`).href,
    bindings: "// ours",
    imports: { "a:b/c\nf": 16 },
    exports: ["g"],
    output: "out.txt",
  };
  writeFileSync(join(folder, "job.json"), JSON.stringify(job));
  const { status, stderr } = spawnSync(process.execPath, [script, "job.json"], { cwd: folder, encoding: "utf8" });
  return { status, stderr, output: (): string => readFileSync(join(folder, "out.txt"), "utf8") };
}

it("puts bindings of our own in place, which know what is imported and exported", () => {
  const { status, stderr, output } = run({ bindings: known, imported: ["f"], exported: ["g"] });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const { jsBindings, exports } = JSON.parse(output());
  const [first, second] = jsBindings.split("\n");
  expect(JSON.parse(first.replace(/^const \$world = |;$/g, ""))).toEqual({
    imports: [{ module: "a:b/c", name: "f", resultBytes: 16 }],
    exports: [{ name: "g", resultBytes: 8 }],
  });
  expect(second).toBe("// ours");
  expect(exports).toEqual([["$0", { retptr: true, retsize: 8 }]]);
});

it.each([
  ["bindings of another form", { bindings: "let [$memory] = $bindings;" }, "no 'contentGlobal'"],
  ["an import that the world has not", { imported: ["f", "h"] }, "it imports 'h' of 'a:b/c'"],
  ["an export that the world has not", { exported: ["h"] }, "it exports 'h'"],
  ["an export too few", { exported: [] }, "it exports 0 functions of 1"],
])("refuses %s", (_, other, why) => {
  const { status, stderr } = run({ bindings: known, imported: ["f"], exported: ["g"], ...other });
  expect(status).not.toBe(0);
  expect(stderr).toContain(`not the one that ocrekit knows: ${why.startsWith("no") ? "its bindings have " : ""}${why}`);
});
