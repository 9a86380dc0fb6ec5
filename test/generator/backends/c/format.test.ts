/** C and C++ as clang-format leaves them: what is generated, what is copied into an SDK, starter apps and examples. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { describe, expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend as c } from "../../../../generator/src/backends/c/backend.js";
import { backend as cpp } from "../../../../generator/src/backends/cpp/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { unformatted } from "../../../compile/clang-format.js";
import { arbitraryWorld } from "../../../support/arbitrary-world.js";
import { cases, generateCase } from "../../../support/golden.js";
import { noDirectives } from "../../../support/graph-of.js";
import { repository, requireTool } from "../../../support/toolchain.js";

const worlds = ["core", "imports", "command", "reactor", "mcu-reactor", "blinky"];

/** Files below a folder of the repository, without what a build left there. */
function written(folder: string): FileSet {
  return readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(c|h|cpp|hpp)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(repository.length))
    .filter((path) => !/(^|\/)build\//.test(path))
    .map((path) => ({ path, text: readFileSync(join(repository, path), "utf8") }));
}

describe.each([c, cpp])("$title is as clang-format leaves it:", (backend) => {
  it.for(["empty", "echo"] as const)("our worlds, with %s stubs", { timeout: 120_000 }, (stubs, context) => {
    const tool = requireTool("clang-format", context);
    const wit = join(repository, "wit");
    const projects = new Map(worlds.map((world) => [world, generateFromWit(backend, { wit, world, stubs }).files]));
    expect(unformatted(tool, projects)).toBe("");
  });

  it("the golden cases", { timeout: 120_000 }, async (context) => {
    const tool = requireTool("clang-format", context);
    const all = await Promise.all(cases.map(async (n) => [n, (await generateCase(n, backend.id)).all] as const));
    expect(unformatted(tool, new Map(all))).toBe("");
  });

  it("random worlds", { timeout: 120_000 }, (context) => {
    const tool = requireTool("clang-format", context);
    const texts = fc.sample(arbitraryWorld, { numRuns: 30, seed: 11 });
    const projects = texts.flatMap((text, i): readonly (readonly [string, FileSet])[] => {
      const { graph } = loadWitSources([{ path: "random.wit", text }]);
      const world = graph === undefined ? undefined : selectWorld(graph, "w");
      if (graph === undefined || typeof world !== "number") return [];
      const { plan } = planWorld(graph, noDirectives, world, { side: "guest", profile: backend.profile });
      return [[`w${i}`, generate(backend, plan, { stubs: "echo" }).files]];
    });
    expect(projects.length).toBeGreaterThan(10);
    expect(unformatted(tool, new Map(projects))).toBe("");
  });

  it("what an SDK copies, starter apps and examples", (context) => {
    const tool = requireTool("clang-format", context);
    const examples = readdirSync(join(repository, "examples")).filter((name) => name.endsWith(`-${backend.id}`));
    const files = [`sdk-templates/${backend.id}`, ...examples.map((name) => `examples/${name}`)].flatMap(written);
    expect(files.length).toBeGreaterThan(10);
    expect(unformatted(tool, new Map([["written", files]]))).toBe("");
  });
});

it("says where a file is not", (context) => {
  const tool = requireTool("clang-format", context);
  const said = unformatted(tool, new Map([["wrong", [{ path: "a.c", text: "int  a ;\n" }]]]));
  expect(said).toContain("wrong/a.c:1:");
});
