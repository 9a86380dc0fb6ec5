/** What is generated passes the strictest compiler, and is as prettier leaves it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkStrict } from "../../../compile/typescript.js";
import { cases, generateCase } from "../../../support/golden.js";
import { repository } from "../../../support/toolchain.js";
import { ours, sdkFor, unformatted } from "./generate.js";

const compiled = cases.filter((name) => name !== "unsupported");
const witOf = (name: string): string => readFileSync(join(repository, "test/golden", name, "input/world.wit"), "utf8");
const worlds = ["core", "imports", "command", "reactor", "mcu-reactor", "blinky"];

it("every file passes the strictest options", { timeout: 300_000 }, async () => {
  const all = await Promise.all(
    compiled.map(async (name) => [name, (await generateCase(name, "typescript")).all] as const),
  );
  const projects = new Map([
    ...all,
    ...worlds.map((world) => [`world ${world}`, ours(world)] as const),
    ["world reactor, echoed", ours("reactor", "echo")] as const,
    ...worlds.map((world) => [`component ${world}`, ours(world, "empty", "component")] as const),
    ...compiled.map((name) => [`component ${name}`, sdkFor(witOf(name), "echo", undefined, "component")] as const),
  ]);
  const said = checkStrict(projects);
  expect([...said].filter(([, messages]) => messages !== "")).toEqual([]);
});

it("checkStrict tells which project has a mistake", { timeout: 300_000 }, async () => {
  const good = (await generateCase("records", "typescript")).all;
  const bad = good.map((f) => (f.path === "app.ts" ? { ...f, text: `${f.text}const unused = 1;\n` } : f));
  const said = checkStrict(new Map(Object.entries({ good, bad })));
  expect(said.get("good")).toBe("");
  expect(said.get("bad")).toMatch(/app\.ts.*TS6133/);
});

it.each(compiled)("golden case %s is formatted", async (name) => {
  expect(await unformatted((await generateCase(name, "typescript")).all)).toEqual([]);
});

it.each(worlds)("world %s is formatted", async (world) => {
  expect(await unformatted([...ours(world), ...ours(world, "empty", "component")])).toEqual([]);
});

it.each(compiled)("a component of %s is formatted", async (name) => {
  expect(await unformatted(sdkFor(witOf(name), "echo", undefined, "component"))).toEqual([]);
});
