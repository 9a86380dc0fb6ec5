/** What is generated compiles to the last declaration, is formatted, links by its own flags, and is a component. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/zig/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { checkAll, checkStrict, linkModule, unformatted } from "../../../compile/zig.js";
import { ComponentOracle } from "../../../support/component-oracle.js";
import { cases, generateCase } from "../../../support/golden.js";
import { repository, requireTool } from "../../../support/toolchain.js";

const worlds = ["core", "imports", "command", "reactor", "mcu-reactor", "blinky"];
const wit = join(repository, "wit");
const compiled = cases.filter((name) => name !== "unsupported");

function ours(world: string): FileSet {
  const { files, diagnostics } = generateFromWit(backend, { wit, world, stubs: "empty" });
  expect(diagnostics).toEqual([]);
  return files;
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

describe("every declaration compiles", () => {
  it.for(compiled)("of %s", { timeout: 300_000 }, async (name, context) => {
    expect(checkAll(requireTool("zig", context), (await generateCase(name, "zig")).all)).toBe("");
  });

  it.for(worlds)("of world %s", { timeout: 300_000 }, (world, context) => {
    expect(checkAll(requireTool("zig", context), ours(world))).toBe("");
  });
});

it("everything is as zig fmt leaves it", { timeout: 300_000 }, async (context) => {
  const all = await Promise.all(compiled.map(async (name) => [name, (await generateCase(name, "zig")).all] as const));
  const projects = new Map([...all, ...worlds.map((world) => [`world-${world}`, ours(world)] as const)]);
  expect(unformatted(requireTool("zig", context), projects)).toBe("");
});

describe("linked by flags.txt", () => {
  it.for(compiled.filter((name) => !notComponents.has(name)))(
    "%s is a component of its world",
    { timeout: 300_000 },
    async (name, context) => {
      const { wasm, messages } = linkModule(requireTool("zig", context), (await generateCase(name, "zig")).all);
      expect(messages).toBe("");
      expect(await oracle.refusal({ module: wasm, wit: witOf(name), world: "app" })).toBeUndefined();
    },
  );

  it.for(["command", "reactor", "blinky"])("world %s is a component", { timeout: 300_000 }, async (world, context) => {
    const { wasm, messages } = linkModule(requireTool("zig", context), ours(world));
    expect(messages).toBe("");
    expect(await oracle.refusal({ module: wasm, wit: ourWit(), world })).toBeUndefined();
  });

  it("an app exports only what it declares", { timeout: 300_000 }, (context) => {
    const app = `const sdk = @import("sdk");
pub const panic = sdk.wit.panic;
pub const App = struct {
    pub const lifecycle = struct {
        pub fn onStart(_: sdk.ocre.app.lifecycle.StartReason) !void {}
        pub fn onStop(_: sdk.ocre.app.lifecycle.StopReason, _: u32) void {}
    };
};
comptime {
    sdk.exportApp(App);
}
`;
    const { wasm, messages } = link("reactor", app, context);
    expect(messages).toBe("");
    const exports = WebAssembly.Module.exports(new WebAssembly.Module(new Uint8Array(wasm))).map((e) => e.name);
    expect(exports.sort()).toEqual([
      "__data_end",
      "__heap_base",
      "memory",
      "ocre:app/lifecycle@0.1.0#on-start",
      "ocre:app/lifecycle@0.1.0#on-stop",
    ]);
  });
});

function link(world: string, app: string, context: Parameters<typeof requireTool>[1]) {
  const files = ours(world).filter((f) => f.path !== "app.zig");
  return linkModule(requireTool("zig", context), [...files, { path: "app.zig", text: app }]);
}

describe("sizes", () => {
  const size = (world: string, body: string, context: Parameters<typeof requireTool>[1]): number => {
    const text = `const sdk = @import("sdk");
pub const panic = sdk.wit.panic;
pub const App = struct {
    pub const run = struct {
        pub fn run() !void {
${body}
        }
    };
};
comptime {
    sdk.exportApp(App);
}
`;
    const { wasm, messages } = link(world, text, context);
    expect(messages).toBe("");
    return wasm.length;
  };

  it("an empty command is at most 150 bytes", { timeout: 300_000 }, (context) => {
    expect(size("command", "", context)).toBeLessThanOrEqual(150);
  });

  it("blinky is at most 660 bytes", { timeout: 300_000 }, (context) => {
    const body = `            const led = try sdk.ocre.gpio.lines.Output.open("led0", .{ .drive = .push_pull, .bias = .as_is, .active_low = false, .initially_active = false });
            defer led.deinit();
            for (0..10) |_| {
                try led.toggle();
                try sdk.ocre.system.monotonic_clock.waitFor(500_000_000);
            }`;
    expect(size("command", body, context)).toBeLessThanOrEqual(660);
  });
});

it("checkStrict tells which project has a mistake in what nobody calls", { timeout: 300_000 }, async (context) => {
  requireTool("zig", context);
  const good = (await generateCase("records", "zig")).all;
  const bad = good.map((f) =>
    f.path === "test_/records/shapes.zig"
      ? { ...f, text: f.text.replace(/const import_ = /, "_ = @as(u32, 1.5);\n$&") }
      : f,
  );
  const said = checkStrict(new Map(Object.entries({ good, bad })));
  expect(said.get("good")).toBe("");
  expect(said.get("bad")).toMatch(/shapes\.zig.*error: fractional component/);
});
