/** What is generated compiles without a warning as C11 and as C++17, links by its own flags, and is a component. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { planWorld } from "ocrekit/abi";
import { loadWitSources } from "ocrekit/graph";
import { afterAll, describe, expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/c/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { worldId } from "../../../../generator/src/ids.js";
import { checkStrict, linkModule } from "../../../compile/c.js";
import { together } from "../../../compile/strict-clang.js";
import { ComponentOracle } from "../../../support/component-oracle.js";
import { cases, generateCase } from "../../../support/golden.js";
import { noDirectives } from "../../../support/graph-of.js";
import { repository, requireTool } from "../../../support/toolchain.js";

const worlds = ["core", "imports", "command", "reactor", "mcu-reactor", "blinky"];
const wit = join(repository, "wit");

function ours(world: string, realloc = "arena"): FileSet {
  const { files, diagnostics } = generateFromWit(backend, {
    wit,
    world,
    stubs: "empty",
    options: new Map([["realloc", realloc]]),
  });
  expect(diagnostics).toEqual([]);
  return files;
}

async function goldens(): Promise<ReadonlyMap<string, FileSet>> {
  const all = await Promise.all(cases.map(async (name) => [name, (await generateCase(name, "c")).all] as const));
  expect(all.filter(([, files]) => files.length === 0).map(([name]) => name)).toEqual(["unsupported"]);
  return new Map(all.filter(([, files]) => files.length > 0));
}

const witOf = (name: string): string => readFileSync(join(repository, "test/golden", name, "input/world.wit"), "utf8");

/** All of `wit/` as one text: packages nested, the last one plain. */
function ourWit(): string {
  const nested = readdirSync(join(wit, "deps")).map((file) => {
    const text = readFileSync(join(wit, "deps", file), "utf8");
    return text.replace(/^package ([^;]+);/m, "package $1 {").concat("}\n");
  });
  const [head = "", body = ""] = readFileSync(join(wit, "app.wit"), "utf8").split(/(?<=^package [^;]+;)/m);
  return `${head}\n${nested.join("\n")}\n${body}`;
}

/** Features that wasm-tools accepts only behind a flag. */
const notComponents = new Set(["fixed-lists-and-maps"]);

const oracle = new ComponentOracle();
afterAll(() => oracle.close());

describe("in every standard, without a warning,", () => {
  it("every golden case compiles", { timeout: 300_000 }, async (context) => {
    requireTool("zig", context);
    expect(together(checkStrict(await goldens()))).toBe("");
  });

  it("every world of ours compiles, with an arena and without memory", { timeout: 300_000 }, (context) => {
    const projects = new Map(worlds.map((w) => [w, ours(w)]));
    projects.set("command-none", ours("command", "none"));
    projects.set("reactor-none", ours("reactor", "none"));
    requireTool("zig", context);
    expect(together(checkStrict(projects))).toBe("");
  });
});

describe("linked by flags.txt", () => {
  it.for(cases.filter((name) => !notComponents.has(name) && name !== "unsupported"))(
    "%s is a component of its world",
    { timeout: 300_000 },
    async (name, context) => {
      const { wasm, messages } = linkModule(requireTool("zig", context), (await generateCase(name, "c")).all);
      expect(messages).toBe("");
      expect(await oracle.refusal({ module: wasm, wit: witOf(name), world: "app" })).toBeUndefined();
    },
  );

  it.for(["command", "reactor", "blinky"])("world %s is a component", { timeout: 300_000 }, async (world, context) => {
    const { wasm, messages } = linkModule(requireTool("zig", context), ours(world));
    expect(messages).toBe("");
    expect(await oracle.refusal({ module: wasm, wit: ourWit(), world })).toBeUndefined();
  });

  it("an app exports only what it asks for", { timeout: 300_000 }, (context) => {
    const app = `#include "reactor.h"
bool ocre_app_lifecycle_on_start(ocre_app_lifecycle_start_reason_t reason) { (void)reason; return true; }
void ocre_app_lifecycle_on_stop(ocre_app_lifecycle_stop_reason_t reason, uint32_t grace_ms) { (void)reason; (void)grace_ms; }
OCRE_APP_LIFECYCLE_EXPORT();
`;
    const files = ours("reactor", "none").filter((f) => f.path !== "app.c");
    const { wasm } = linkModule(requireTool("zig", context), [...files, { path: "app.c", text: app }]);
    const exports = WebAssembly.Module.exports(new WebAssembly.Module(new Uint8Array(wasm))).map((e) => e.name);
    expect(exports.sort()).toEqual(
      [
        "__data_end",
        "__heap_base",
        "memory",
        "ocre:app/lifecycle@0.1.0#on-start",
        "ocre:app/lifecycle@0.1.0#on-stop",
      ].sort(),
    );
  });
});

it("a world may be called as a header of every SDK", { timeout: 300_000 }, (context) => {
  const text = "package test:header; interface i { f: func(); } world wit { export i; }";
  const { graph } = loadWitSources([{ path: "own.wit", text }]);
  if (graph === undefined) throw new Error("the WIT is wrong");
  const { plan } = planWorld(graph, noDirectives, worldId(0), { side: "guest", profile: backend.profile });
  const { files } = generate(backend, plan, { stubs: "empty" });
  requireTool("zig", context);
  expect(together(checkStrict(new Map([["own", files]])))).toBe("");
});

describe("sizes", () => {
  const size = (world: string, text: string, context: Parameters<typeof requireTool>[1]): number => {
    const files = ours(world, "none").filter((f) => f.path !== "app.c");
    const { wasm, messages } = linkModule(requireTool("zig", context), [...files, { path: "app.c", text }]);
    expect(messages).toBe("");
    return wasm.length;
  };

  it("an empty command is at most 130 bytes", { timeout: 300_000 }, (context) => {
    const text = `#include "command.h"
bool ocre_app_run(void) { return true; }
OCRE_APP_RUN_EXPORT();
`;
    expect(size("command", text, context)).toBeLessThanOrEqual(130);
  });

  it("blinky is at most 480 bytes", { timeout: 300_000 }, (context) => {
    const text = `#include "command.h"
bool ocre_app_run(void) {
  static const ocre_gpio_lines_output_options_t options;
  ocre_gpio_lines_output_t led;
  if (ocre_gpio_lines_output_open(WIT_STRING("led0"), &options, &led)) return false;
  for (int i = 0; i < 10; i++) {
    if (ocre_gpio_lines_output_toggle(led)) return false;
    ocre_system_monotonic_clock_wait_for(500000000);
  }
  return true;
}
OCRE_APP_RUN_EXPORT();
`;
    expect(size("command", text, context)).toBeLessThanOrEqual(480);
  });
});
