/** The tasks install what is missing, and touch nothing when everything is there. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/ocrekit.js";
import { repository } from "../support/toolchain.js";

const { whyNotInstalled } = await import(pathToFileURL(join(repository, ".dev/install.mjs")).href);

const lock = {
  "": { name: "workspace" },
  "node_modules/tool": { version: "1.0.0" },
  "node_modules/tool/node_modules/part": { version: "2.0.0" },
  "node_modules/tool-win32": { version: "1.0.0", optional: true },
  "node_modules/own": { resolved: "own", link: true },
};

describe("what is installed", () => {
  it.each([
    ["nothing", undefined, "nothing is installed yet"],
    [
      "all but packages for other systems",
      { "node_modules/tool": { version: "1.0.0" }, "node_modules/tool/node_modules/part": { version: "2.0.0" } },
      undefined,
    ],
    ["another version", { ...lock, "node_modules/tool": { version: "0.9.0" } }, "tool is not 1.0.0"],
    ["too little", { "node_modules/tool": { version: "1.0.0" } }, "part is not 2.0.0"],
  ])("is compared with the lockfile: %s", (_, installed, expected) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages: lock }));
    mkdirSync(join(folder, "node_modules"));
    if (installed !== undefined)
      writeFileSync(join(folder, "node_modules/.package-lock.json"), JSON.stringify({ packages: installed }));
    expect(whyNotInstalled(folder)).toBe(expected);
  });
});
