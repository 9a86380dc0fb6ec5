/** What is generated is as ruff leaves it, has no mistake that it or mypy finds, and is Python; so are templates and examples. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, printWit, selectWorld } from "ocrekit/graph";
import { expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { supportDiagnostics } from "../../../../generator/src/backend/support.js";
import { backend } from "../../../../generator/src/backends/python/backend.js";
import { toolGraph } from "../../../../generator/src/backends/python/tool-graph.js";
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
  return generate(backend, plan, { stubs: "echo", wit: printWit(toolGraph(graph)) }).files;
}

/** An app with the SDK of its world beside it. */
function withSdk(folder: string): FileSet {
  const { world }: { world: string } = JSON.parse(readFileSync(join(repository, folder, "ocre.json"), "utf8"));
  const { files, diagnostics } = generateFromWit(backend, {
    wit: `${repository}/wit`,
    world: world.replace(/^.*\//, ""),
  });
  expect(diagnostics).toEqual([]);
  return [...files, { path: "app.py", text: readFileSync(join(repository, folder, "src/app.py"), "utf8") }];
}

it("of every case, world and template", { timeout: 300_000 }, async (context) => {
  requireTool("ruff", context);
  requireTool("python", context);
  requireTool("mypy", context);
  requireTool("componentize-py", context);
  const golden = await Promise.all(
    cases.map(async (name) => [name, (await generateCase(name, "python")).all] as const),
  );
  const own = worlds.map((world) => {
    const { files, diagnostics } = generateFromWit(backend, { wit: `${repository}/wit`, world, stubs: "empty" });
    expect(diagnostics).toEqual([]);
    return [`world-${world}`, files] as const;
  });
  const apps = [
    ...["blinky", "button", "pubsub", "command"].map((name) => `sdk-templates/python/project/${name}`),
    ...["blinky-python", "morse-python"].map((name) => `examples/${name}`),
  ].map((folder) => [folder.replaceAll("/", "-"), withSdk(folder)] as const);
  const projects = new Map([...golden, ...own, ...apps].filter(([, files]) => files.length > 0));
  expect(unformatted(projects)).toBe("");
  const found = checkStrict(projects);
  for (const [name, messages] of found) expect(messages, name).toBe("");
});

it("of random worlds", { timeout: 300_000 }, (context) => {
  requireTool("ruff", context);
  requireTool("python", context);
  requireTool("mypy", context);
  requireTool("componentize-py", context);
  const all = fc
    .sample(arbitraryWorld, { numRuns: count, seed: 13 })
    .map((wit, i) => [`w${i}`, random(wit)] as const)
    .flatMap(([name, files]) => (files === undefined ? [] : [[name, files] as const]));
  expect(all.length).toBeGreaterThan(count / 4);
  for (const [name, messages] of checkStrict(new Map(all))) expect(messages, name).toBe("");
});

it("a type that does not fit is found, in the SDK and in an app", { timeout: 300_000 }, (context) => {
  requireTool("ruff", context);
  requireTool("python", context);
  requireTool("mypy", context);
  requireTool("componentize-py", context);
  const good = withSdk("examples/blinky-python");
  const changed = (path: string, from: string, to: string): FileSet =>
    good.map((file) => (file.path === path ? { ...file, text: file.text.replace(from, to) } : file));
  const found = checkStrict(
    new Map([
      ["good", good],
      ["app", changed("app.py", "timers.every(HALF_PERIOD_MS", 'timers.every("100"')],
      [
        "sdk",
        changed("sdk/ocre/system/timers.py", "def remaining(token: int) -> int", "def remaining(token: str) -> int"),
      ],
    ]),
  );
  expect(found.get("good")).toBe("");
  expect(found.get("app")).toContain('Argument 1 to "every" has incompatible type "str"; expected "int"');
  expect(found.get("sdk")).toContain("has incompatible type");
});

it("a mistake is found", { timeout: 300_000 }, (context) => {
  requireTool("ruff", context);
  requireTool("python", context);
  requireTool("mypy", context);
  requireTool("componentize-py", context);
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
