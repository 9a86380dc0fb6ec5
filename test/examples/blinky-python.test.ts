/** examples/blinky-python: a component, which runs where components run, with the behaviour of blinky in every language. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { changesOnBoard } from "../support/component-board.js";
import { exampleCopy } from "../support/example.js";
import { ocrekit } from "../support/ocrekit.js";
import { buildApp } from "../support/run-app.js";
import { requireTool } from "../support/toolchain.js";

const folder = exampleCopy("blinky-python");
const blinks = Array.from({ length: 21 }, (_, i) => `${i * 100} led0 ${i % 2}`);

it("blinks led0 ten times under jco", { timeout: 300_000 }, (context) => {
  requireTool("componentize-py", context);
  buildApp(folder, context);
  expect(changesOnBoard(folder)).toEqual(blinks);
});

it("is refused by a host of core modules, which says why", { timeout: 300_000 }, (context) => {
  requireTool("componentize-py", context);
  buildApp(folder, context);
  const { status, stderr } = ocrekit(["run", folder, "--grants", join(folder, "grants.json")]);
  expect(status).toBe(1);
  expect(stderr).toContain("component");
});
