/** The hand-written half of the Python SDK, in Python, against bindings that are played by the test. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { repository, requireTool } from "../../../support/toolchain.js";

it.for(["runtime_cases.py", "layer_cases.py"])("%s", { timeout: 60_000 }, (cases, context) => {
  const { command } = requireTool("python", context);
  const script = join(repository, "test/generator/backends/python", cases);
  const runtime = join(repository, "sdk-templates/python/runtime");
  const { status, stderr } = spawnSync(command, ["-B", script, runtime], { encoding: "utf8", timeout: 50_000 });
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  expect(stderr).toMatch(/Ran \d\d tests/);
});
