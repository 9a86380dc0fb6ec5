/** The command line of the bench, without what it measures. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const script = fileURLToPath(new URL("main.ts", import.meta.url));

function bench(...args: readonly string[]) {
  return spawnSync(process.execPath, ["--conditions=source", "--import", "tsx", script, ...args], {
    encoding: "utf8",
    timeout: 120_000,
  });
}

it("--help says how, and measures nothing", { timeout: 120_000 }, () => {
  const { status, stdout } = bench("--help", "c");
  expect(status).toBe(0);
  expect(stdout).toContain("--json");
  expect(stdout).not.toContain("KiB");
});

it.each(["cobol", "--jsn"])("refuses %s", { timeout: 120_000 }, (arg) => {
  const { status, stdout, stderr } = bench("c", arg);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(`no '${arg}'`);
});
