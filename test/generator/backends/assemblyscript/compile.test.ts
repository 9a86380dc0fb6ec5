/** What is generated compiles without a warning with every runtime, and is a component of its world. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { planFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/assemblyscript/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import type {} from "../../../../runtime-host/src/webassembly.js";
import { checkStrict, compile, compileQuickly, runtimes } from "../../../compile/assemblyscript.js";
import { ComponentOracle } from "../../../support/component-oracle.js";
import { cases, generateCase } from "../../../support/golden.js";
import { repository, requireTool } from "../../../support/toolchain.js";
import { ours, touching } from "./generate.js";

const worlds = ["core", "imports", "command", "reactor", "mcu-reactor", "blinky"];
const good = cases.filter((name) => name !== "unsupported");
const inputOf = (name: string): string => join(repository, "test/golden", name, "input");

async function golden(name: string): Promise<FileSet> {
  const { plan } = planFromWit(backend, { wit: inputOf(name), undirected: "allow" });
  if (plan === undefined) throw new Error(`${name} has no plan`);
  return [...(await generateCase(name, "assemblyscript")).all, touching(plan)];
}

const oracle = new ComponentOracle();
afterAll(() => oracle.close());

describe.each(runtimes)("with the runtime %s, without a warning,", (runtime) => {
  it.each(good)("golden case %s compiles", { timeout: 300_000 }, async (name) => {
    expect((await compileQuickly(await golden(name), runtime)).messages).toBe("");
  });

  it.each(worlds)("world %s compiles", { timeout: 300_000 }, async (world) => {
    expect((await compileQuickly(ours(world), runtime)).messages).toBe("");
  });
});

/** Features that wasm-tools accepts only behind a flag. */
const notComponents = new Set(["fixed-lists-and-maps"]);

it.each(good.filter((name) => !notComponents.has(name)))(
  "golden case %s is a component of its world",
  { timeout: 300_000 },
  async (name) => {
    const { wasm } = await compileQuickly(await golden(name), "minimal");
    const wit = readFileSync(join(inputOf(name), "world.wit"), "utf8");
    expect(await oracle.refusal({ module: wasm, wit, world: "app" })).toBeUndefined();
  },
);

const lifecycle = `
import { exportLifecycle, Lifecycle, StartReason, StopReason } from "./exports/app/lifecycle";
import { Result, Unit } from "./runtime/values";
class App implements Lifecycle {
  onStart(reason: StartReason): Result<Unit, Unit> {
    return Result.ok<Unit, Unit>(true);
  }
  onStop(reason: StopReason, graceMs: u32): void {}
}
exportLifecycle(new App());
`;

it("an app exports what it imports from exports/, and memory only when something comes in", {
  timeout: 300_000,
}, (context) => {
  const sdk = ours("reactor").filter((f) => f.path !== "app.ts" && f.path !== "touch.ts");
  const { wasm, messages } = compile(
    requireTool("asc", context),
    [...sdk, { path: "app.ts", text: lifecycle }],
    "minimal",
  );
  expect(messages).toBe("");
  const module = new WebAssembly.Module(new Uint8Array(wasm));
  expect(
    WebAssembly.Module.exports(module)
      .map((e) => e.name)
      .sort(),
  ).toEqual(["_initialize", "memory", "ocre:app/lifecycle@0.1.0#on-start", "ocre:app/lifecycle@0.1.0#on-stop"].sort());
  expect(WebAssembly.Module.imports(module)).toEqual([]);
});

it("every function of the runtime compiles in every world", { timeout: 300_000 }, () => {
  const projects = new Map(worlds.map((world) => [world, ours(world).filter((f) => f.path !== "touch.ts")]));
  expect([...checkStrict(projects)].filter(([, messages]) => messages !== "")).toEqual([]);
});

it("checkStrict tells which project has a mistake in what nobody calls", { timeout: 300_000 }, async () => {
  const good = (await generateCase("records", "assemblyscript")).all;
  const bad = good.map((f) =>
    f.path === "records/shapes.ts" ? { ...f, text: f.text.replace("\n  const ", "\n  missing();$&") } : f,
  );
  const said = checkStrict(new Map(Object.entries({ good, bad })));
  expect(said.get("good")).toBe("");
  expect(said.get("bad")).toContain("Cannot find name 'missing'");
});
