/** Generated and hand-written Zig is as zig fmt leaves it: that of the version which apps are compiled with, and the next. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/zig/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { unformatted } from "../../../compile/zig.js";
import { generateStrict, strictCases } from "../../../conformance/strict/cases.js";
import { caseName, ownCases } from "../../../conformance/strict/check.js";
import { cases, generateCase } from "../../../support/golden.js";
import { repository, requireTool } from "../../../support/toolchain.js";

const worlds = ["core", "imports", "command", "reactor", "mcu-reactor", "blinky"];
const everything = new Map<string, FileSet>();

beforeAll(async () => {
  for (const [i, of] of [...strictCases(), ...(await ownCases("zig"))].entries()) {
    const generated = generateStrict(backend, of);
    // A name that every file system takes.
    if ("files" in generated) everything.set(`case-${i} ${caseName(of)}`.replaceAll(/[^\w-]+/g, "-"), generated.files);
  }
  // These with directives, so that what a call asks for stands in it.
  for (const name of cases.filter((c) => c !== "unsupported"))
    everything.set(`golden-${name}`, (await generateCase(name, "zig")).all);
  for (const world of worlds) {
    for (const stubs of ["empty", "echo"] as const) {
      for (const realloc of ["arena", "heap"]) {
        const options = new Map([["realloc", realloc]]);
        const { files } = generateFromWit(backend, { wit: join(repository, "wit"), world, stubs, options });
        expect(files.length).toBeGreaterThan(5);
        everything.set(`world-${world}-${stubs}-${realloc}`, files);
      }
    }
  }
  everything.set("by-hand", byHand());
});

/** Runtime files, starter apps, examples, and the apps of tests. */
function byHand(): FileSet {
  const made = new Set(["build", "node_modules", "golden", ".cache"]);
  const walk = (folder: string): readonly string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return made.has(entry.name) ? [] : walk(path);
      return entry.name.endsWith(".zig") ? [path] : [];
    });
  return ["sdk-templates/zig", "examples", "test"]
    .flatMap((folder) => walk(join(repository, folder)))
    .map((path) => ({ path: relative(repository, path), text: readFileSync(path, "utf8") }));
}

describe.each(["zig", "zig-next"] as const)("the formatter of %s", (id) => {
  it("would change nothing", { timeout: 300_000 }, (context) => {
    const zig = requireTool(id, context);
    expect(everything.get("by-hand")?.map(({ path }) => path)).toContain("sdk-templates/zig/runtime/wit.zig");
    expect(everything.size).toBeGreaterThan(250);
    expect(unformatted(zig, everything)).toBe("");
  });

  it("finds what it would change", (context) => {
    const files = [{ path: "app.zig", text: "pub fn f() void {  }\n" }];
    expect(unformatted(requireTool(id, context), new Map([["bad", files]]))).toContain("app.zig");
  });
});

it("the two are of different versions: the next one has new names for builtins", (context) => {
  const files = [{ path: "app.zig", text: "pub fn f(e: enum { a }) u8 {\n    return @intFromEnum(e);\n}\n" }];
  const bad = new Map([["renamed", files]]);
  expect(unformatted(requireTool("zig", context), bad)).toBe("");
  expect(unformatted(requireTool("zig-next", context), bad)).toContain("app.zig");
});
