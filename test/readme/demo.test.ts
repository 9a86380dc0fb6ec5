/** `npm run demo`, once more, with what it must show. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cache, repository, requireTool } from "../support/toolchain.js";

it("shows SDKs, apps, the denial with its grant, the trace and the messages, in less than two minutes", {
  timeout: 180_000,
}, (context) => {
  requireTool("zig", context);
  const started = performance.now();
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, OCREKIT_CACHE: cache };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, ".dev/demo.mjs")], {
    cwd: repository,
    env,
    encoding: "utf8",
  });
  const output = stdout + stderr;
  expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
  expect(performance.now() - started).toBeLessThan(120_000);
  // The exact grant stands in the denial, and the granted run draws the line and hears what was published.
  expect(output).toContain("gpio.write(led0)");
  expect(output).toContain("messaging.publish(demo/blink)");
  expect(output).toMatch(/led0\s.*[▁▔█▄▀╱╲┌┐└┘‾_|]/);
  expect(output).toMatch(/listener-as.*demo\/blink/);
  expect(readFileSync(join(repository, ".cache/demo/trace.svg"), "utf8")).toContain("<svg");
});
