/** The package that npm would publish works away from the repository: it carries the WIT packages and the templates. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/ocrekit.js";
import { repository } from "../support/toolchain.js";

it("generates, starts an app and inspects from the packed files alone", { timeout: 60_000 }, () => {
  const folder = temporaryFolder();
  const source = join(folder, "source");
  for (const name of [
    ".dev",
    "wit",
    "sdk-templates",
    "LICENSE",
    "generator/bin",
    "generator/dist",
    "generator/schema",
    "generator/package.json",
  ]) {
    if (existsSync(join(repository, name))) cpSync(join(repository, name), join(source, name), { recursive: true });
  }
  const packed = run("npm", ["pack", "--silent", "--pack-destination", folder], join(source, "generator"));
  expect(packed.status).toBe(0);
  expect(readdirSync(join(source, "generator")).toSorted()).toEqual(["bin", "dist", "package.json", "schema"]);

  const installed = join(folder, "installed");
  mkdirSync(installed);
  expect(run("tar", ["xzf", join(folder, packed.stdout.trim()), "-C", installed], folder).status).toBe(0);
  symlinkSync(join(repository, "node_modules"), join(installed, "node_modules"), "dir");
  const ocrekit = (...args: string[]) =>
    run(process.execPath, [join(installed, "package/bin/ocrekit.mjs"), ...args], folder);
  expect(ocrekit("new", "c", "my-app")).toMatchObject({ status: 0 });
  expect(
    ocrekit("generate", "c", join(installed, "package/wit"), "--world", "blinky", "--out-dir", "sdk"),
  ).toMatchObject({ status: 0, stderr: "" });
  expect(readdirSync(join(folder, "sdk"))).toContain("blinky.h");
});

function run(command: string, args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    timeout: 50_000,
    env: { ...process.env, npm_config_loglevel: "error" },
  });
  return { status, stdout, stderr };
}
