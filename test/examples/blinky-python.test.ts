/** examples/blinky-python: a component, which runs where components run, with the behaviour of blinky in every language. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { ocrekit, temporaryFolder } from "../support/ocrekit.js";
import { buildApp } from "../support/run-app.js";
import { requireTool } from "../support/toolchain.js";

const folder = exampleCopy("blinky-python");
const blinks = Array.from({ length: 21 }, (_, i) => `${i * 100} led0 ${i % 2}`);

it("blinks led0 ten times under jco", { timeout: 300_000 }, (context) => {
  requireTool("componentize-py", context);
  buildApp(folder, context);
  const board = fileURLToPath(new URL("component-board.mjs", import.meta.url));
  // What a Python component needs of Node 20, and what keeps large modules from hanging at its exit.
  const flags = ["--experimental-wasm-extended-const", "--no-wasm-tier-up"];
  const args = [...flags, board, join(folder, "build/app.wasm"), join(temporaryFolder(), "js")];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 240_000 });
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout.trim().split("\n")).toEqual(blinks);
});

it("is refused by a host of core modules, which says why", { timeout: 300_000 }, (context) => {
  requireTool("componentize-py", context);
  buildApp(folder, context);
  const { status, stderr } = ocrekit(["run", folder, "--grants", join(folder, "grants.json")]);
  expect(status).toBe(1);
  expect(stderr).toContain("component");
});
