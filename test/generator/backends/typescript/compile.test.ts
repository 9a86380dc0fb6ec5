/** What is generated passes the strictest compiler, and is as prettier leaves it. */
import { expect, it } from "vitest";
import { checkStrict } from "../../../compile/typescript.js";
import { cases, generateCase } from "../../../support/golden.js";
import { ours, unformatted } from "./generate.js";

const compiled = cases.filter((name) => name !== "unsupported");
const worlds = ["core", "imports", "command", "reactor", "mcu-reactor", "blinky"];

it("every file passes the strictest options", { timeout: 300_000 }, async () => {
  const all = await Promise.all(
    compiled.map(async (name) => [name, (await generateCase(name, "typescript")).all] as const),
  );
  const projects = new Map([
    ...all,
    ...worlds.map((world) => [`world ${world}`, ours(world)] as const),
    ["world reactor, echoed", ours("reactor", "echo")] as const,
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
  expect(await unformatted(ours(world))).toEqual([]);
});
