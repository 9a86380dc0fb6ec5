/** What is true of Rust alone: apps are as rustfmt leaves them, and what they say costs no formatting. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { unformatted } from "../../../compile/rust.js";
import { repository, requireTool } from "../../../support/toolchain.js";
import { appSource, type Context, coreGuests, linkClean, ourWorld, withApp } from "../core-guests.js";

const { rust } = coreGuests;

it("starter apps and examples are as rustfmt leaves them", { timeout: 60_000 }, (context) => {
  const tool = requireTool("rust", context);
  const sources = ["sdk-templates/rust/project", "examples"].flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => /(^|-rust\/)[^/]*\/?src\/lib\.rs$/.test(path) && !path.includes("build"))
      .map((path) => join(folder, path)),
  );
  expect(sources.length).toBeGreaterThanOrEqual(7);
  expect(unformatted(sources, tool)).toBe("");
});

/** Of a command that has this in `run`. */
function size(uses: string, body: string, context: Context): number {
  const text = appSource(rust, "empty")
    .replace("\nstruct App", `${uses}\nstruct App`)
    .replace("        Ok", `        ${body}\n        Ok`);
  const { files, plan } = ourWorld(rust, "command");
  return linkClean(rust, withApp(rust, files, text), plan, context).length;
}

it("a literal in the log costs no formatting", { timeout: 300_000 }, (context) => {
  expect(size("use sdk::info;", 'info!("published");', context)).toBeLessThanOrEqual(720);
});

it("a panic with a message and a place costs no formatting", { timeout: 300_000 }, (context) => {
  const body = 'assert!(sdk::ocre::system::monotonic_clock::now() > 7, "too early");';
  expect(size("", body, context)).toBeLessThanOrEqual(2200);
});
