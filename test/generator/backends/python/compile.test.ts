/** What is generated is as ruff leaves it, has no mistake that it finds, and is Python. */
import fc from "fast-check";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { supportDiagnostics } from "../../../../generator/src/backend/support.js";
import { backend } from "../../../../generator/src/backends/python/backend.js";
import { templateFiles } from "../../../../generator/src/build/app-templates.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { checkStrict, unformatted } from "../../../compile/python.js";
import { arbitraryWorld } from "../../../support/arbitrary-world.js";
import { cases, generateCase } from "../../../support/golden.js";
import { noDirectives } from "../../../support/graph-of.js";
import { repository, requireTool } from "../../../support/toolchain.js";

const count = Number(process.env["OCREKIT_FUZZ_PYTHON_WORLDS"] ?? 30);
const worlds = ["core", "imports", "command", "reactor", "mcu-reactor", "blinky"];

function random(wit: string): FileSet | undefined {
  const { graph } = loadWitSources([{ path: "random.wit", text: wit }]);
  const world = graph === undefined ? undefined : selectWorld(graph, "w");
  if (graph === undefined || typeof world !== "number") return undefined;
  if (supportDiagnostics(graph, world, backend).length > 0) return undefined;
  const { plan } = planWorld(graph, noDirectives, world, { side: "guest", profile: backend.profile });
  return generate(backend, plan, { stubs: "echo" }).files;
}

it("of every case, world and template", { timeout: 300_000 }, async (context) => {
  requireTool("ruff", context);
  requireTool("python", context);
  const golden = await Promise.all(
    cases.map(async (name) => [name, (await generateCase(name, "python")).all] as const),
  );
  const own = worlds.map((world) => {
    const { files, diagnostics } = generateFromWit(backend, { wit: `${repository}/wit`, world, stubs: "empty" });
    expect(diagnostics).toEqual([]);
    return [`world-${world}`, files] as const;
  });
  const templates = ["blinky", "button", "pubsub", "command"].map(
    (name) => [`template-${name}`, templateFiles("python", name, name)] as const,
  );
  const projects = new Map([...golden, ...own, ...templates].filter(([, files]) => files.length > 0));
  expect(unformatted(projects)).toBe("");
  const found = checkStrict(projects);
  for (const [name, messages] of found) expect(messages, name).toBe("");
});

it("of random worlds", { timeout: 300_000 }, (context) => {
  requireTool("ruff", context);
  requireTool("python", context);
  const all = fc
    .sample(arbitraryWorld, { numRuns: count, seed: 13 })
    .map((wit, i) => [`w${i}`, random(wit)] as const)
    .flatMap(([name, files]) => (files === undefined ? [] : [[name, files] as const]));
  expect(all.length).toBeGreaterThan(count / 4);
  for (const [name, messages] of checkStrict(new Map(all))) expect(messages, name).toBe("");
});

it("a mistake is found", { timeout: 300_000 }, (context) => {
  requireTool("ruff", context);
  requireTool("python", context);
  const wrong = [{ path: "a.py", text: "import os\nx  = y\n" }];
  const found = checkStrict(
    new Map([
      ["good", [{ path: "a.py", text: "x = 1\n" }]],
      ["bad", wrong],
    ]),
  );
  expect(found.get("good")).toBe("");
  expect(found.get("bad")).toContain("F401");
  expect(found.get("bad")).toContain("F821");
  expect(unformatted(new Map([["bad", wrong]]))).toContain("would be reformatted");
});
