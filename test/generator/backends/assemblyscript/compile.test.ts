/** What is generated compiles without a warning with every runtime, and is a component of its world. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { planFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/assemblyscript/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import type {} from "../../../../runtime-host/src/webassembly.js";
import { check, compile, runtimes } from "../../../compile/assemblyscript.js";
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
    expect(await check(await golden(name), runtime, ["app.ts", "touch.ts"])).toBe("");
  });

  it.each(worlds)("world %s compiles", { timeout: 300_000 }, async (world) => {
    expect(await check(ours(world), runtime, ["app.ts", "touch.ts"])).toBe("");
  });
});

/** Features that wasm-tools accepts only behind a flag. */
const notComponents = new Set(["fixed-lists-and-maps"]);

describe("as users compile it", () => {
  it.for(good.filter((name) => !notComponents.has(name)))(
    "golden case %s is a component of its world",
    { timeout: 300_000 },
    async (name, context) => {
      const { wasm, messages } = compile(
        requireTool("asc", context),
        (await generateCase(name, "assemblyscript")).all,
        "minimal",
      );
      expect(messages).toBe("");
      const wit = readFileSync(join(inputOf(name), "world.wit"), "utf8");
      expect(await oracle.refusal({ module: wasm, wit, world: "app" })).toBeUndefined();
    },
  );
});
