/** What is generated compiles without a warning as C++20 and as C++23, links by its own flags, and is a component. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { planWorld } from "ocrekit/abi";
import { loadWitSources } from "ocrekit/graph";
import { afterAll, describe, expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/cpp/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { worldId } from "../../../../generator/src/ids.js";
import { checkStrict, linkModule } from "../../../compile/cpp.js";
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
  const all = await Promise.all(cases.map(async (name) => [name, (await generateCase(name, "cpp")).all] as const));
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
      const { wasm, messages } = linkModule(requireTool("zig", context), (await generateCase(name, "cpp")).all);
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
    const text = `#include "reactor.hpp"
struct app {
  static bool on_start(ocre::app::lifecycle::start_reason) { return true; }
  static void on_stop(ocre::app::lifecycle::stop_reason, uint32_t) {}
};
OCRE_APP_LIFECYCLE_EXPORT(app);
`;
    const files = [...ours("reactor", "none").filter((f) => f.path !== "app.cpp"), { path: "app.cpp", text }];
    const { wasm } = linkModule(requireTool("zig", context), files);
    const exports = WebAssembly.Module.exports(new WebAssembly.Module(new Uint8Array(wasm))).map((e) => e.name);
    expect(exports.sort()).toEqual(
      [
        "__data_end",
        "__heap_base",
        "_initialize",
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
  const size = (text: string, context: Parameters<typeof requireTool>[1]): number => {
    const files = ours("command", "none").filter((f) => f.path !== "app.cpp");
    const { wasm, messages } = linkModule(requireTool("zig", context), [...files, { path: "app.cpp", text }]);
    expect(messages).toBe("");
    return wasm.length;
  };

  it("an empty command is at most 170 bytes", { timeout: 300_000 }, (context) => {
    const text = `#include "command.hpp"
struct app {
  static bool run() { return true; }
};
OCRE_APP_RUN_EXPORT(app);
`;
    expect(size(text, context)).toBeLessThanOrEqual(170);
  });

  it("blinky is at most 600 bytes", { timeout: 300_000 }, (context) => {
    const text = `#include "command.hpp"
struct app {
  static bool run() {
    auto led = ocre::gpio::lines::output::open("led0", {.initially_active = true});
    if (!led) return false;
    for (int i = 0; i < 10; i++) {
      if (!led->toggle()) return false;
      ocre::system::monotonic_clock::wait_for(500'000'000);
    }
    return true;
  }
};
OCRE_APP_RUN_EXPORT(app);
`;
    expect(size(text, context)).toBeLessThanOrEqual(600);
  });
});
