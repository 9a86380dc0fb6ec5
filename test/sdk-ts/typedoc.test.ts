/** typedoc makes the pages of @ocrekit/sdk without a warning: every type that the API names is on a page, every link leads somewhere. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/ocrekit.js";
import { repository, requireTool } from "../support/toolchain.js";

it("has pages for everything that apps import", { timeout: 120_000 }, (context) => {
  const typedoc = requireTool("typedoc", context);
  const out = temporaryFolder();
  const args = ["--options", "typedoc.json", "--treatWarningsAsErrors", "--out", out];
  const { status, stdout, stderr } = spawnSync(typedoc.command, [...typedoc.args, ...args], {
    cwd: join(repository, "sdk-ts"),
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined },
  });
  expect({ status, said: `${stdout}${stderr}`.match(/\[(?:warning|error)\].*/g) }).toEqual({ status: 0, said: null });
  for (const page of ["index", "http", "globals", "gen/gpio/lines"])
    expect(existsSync(join(out, "modules", `${page.replaceAll("/", "_")}.html`)), page).toBe(true);
});
