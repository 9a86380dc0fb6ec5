/** What is generated compiles without a warning, links by its own flags, and is a component. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/d/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { checkStrict, linkModule } from "../../../compile/d.js";
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

it("everything compiles without a warning", { timeout: 300_000 }, async (context) => {
  requireTool("ldc", context);
  const all = await Promise.all(compiled.map(async (name) => [name, (await generateCase(name, "d")).all] as const));
  const found = checkStrict(new Map([...all, ...worlds.map((world) => [`world-${world}`, ours(world)] as const)]));
  for (const [name, messages] of found) expect(messages, name).toBe("");
});

it("the example of the SDK's page compiles", { timeout: 300_000 }, (context) => {
  requireTool("ldc", context);
  const page = readFileSync(join(repository, "sdk-templates/d/README.md"), "utf8");
  const text = /^```d\n(.*?)^```$/ms.exec(page)?.[1] ?? "";
  expect(text).toContain("struct App");
  const files = ours("reactor").filter((f) => f.path !== "app.d");
  expect(checkStrict(new Map([["page", [...files, { path: "app.d", text }]]])).get("page")).toBe("");
});

it("a warning is found", { timeout: 300_000 }, (context) => {
  requireTool("ldc", context);
  const files = ours("blinky").filter((f) => f.path !== "app.d");
  const app = { path: "app.d", text: "module app;\nint f() { return 1; return 2; }\n" };
  expect(checkStrict(new Map([["warned", [...files, app]]])).get("warned")).toContain("statement is not reachable");
});

it("no line is longer than 120 columns, but for what cannot be broken", async () => {
  const all = await Promise.all(compiled.map(async (name) => (await generateCase(name, "d")).files));
  const long = [...all.flat(), ...ours("reactor")]
    .filter((f) => f.path.endsWith(".d"))
    .flatMap((f) => f.text.split("\n"))
    .filter(
      (line) =>
        line.length > 120 && !/^\s*(\/\/|pragma|@|import |return to_)|alias .*_part = |value = wit.load!/.test(line),
    );
  expect(long).toEqual([]);
});

describe("linked by flags.txt", () => {
  it.for(compiled.filter((name) => !notComponents.has(name)))(
    "%s is a component of its world",
    { timeout: 300_000 },
    async (name, context) => {
      requireTool("ldc", context);
      const { wasm, messages } = linkModule((await generateCase(name, "d")).all);
      expect(messages).toBe("");
      expect(await oracle.refusal({ module: wasm, wit: witOf(name), world: "app" })).toBeUndefined();
    },
  );

  it.for(["command", "reactor", "blinky"])("world %s is a component", { timeout: 300_000 }, async (world, context) => {
    requireTool("ldc", context);
    const { wasm, messages } = linkModule(ours(world));
    expect(messages).toBe("");
    expect(await oracle.refusal({ module: wasm, wit: ourWit(), world })).toBeUndefined();
  });

  it("an app exports only what it declares", { timeout: 300_000 }, (context) => {
    const app = `module app;
static import sdk;
import ocre.app.lifecycle;
static import wit;

struct App
{
    struct lifecycle
    {
    static:
        wit.Result!(void, void) onStart(StartReason reason)
        {
            return typeof(return).ok;
        }

        void onStop(StopReason reason, uint graceMs)
        {
        }
    }
}

alias exported = sdk.exportApp!App;
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
  requireTool("ldc", context);
  return linkModule([...ours(world).filter((f) => f.path !== "app.d"), { path: "app.d", text: app }]);
}

describe("sizes", () => {
  const size = (world: string, body: string, context: Parameters<typeof requireTool>[1]): number => {
    const text = `module app;
static import sdk, wit;
import ocre.gpio.lines, ocre.system.monotonic_clock;

struct App
{
    struct run
    {
        static wit.Result!(void, void) run()
        {
${body}
            return typeof(return).ok;
        }
    }
}

alias exported = sdk.exportApp!App;
`;
    const { wasm, messages } = link(world, text, context);
    expect(messages).toBe("");
    return wasm.length;
  };

  it("an empty command is at most 200 bytes", { timeout: 300_000 }, (context) => {
    expect(size("command", "", context)).toBeLessThanOrEqual(200);
  });

  it("blinky is at most 840 bytes", { timeout: 300_000 }, (context) => {
    const body = `            auto led = Output.open("led0", OutputOptions());
            if (!led)
                return typeof(return).err;
            scope (exit)
                led.value.close();
            foreach (i; 0 .. 10)
            {
                if (!led.value.toggle() || !waitFor(500_000_000))
                    return typeof(return).err;
            }`;
    expect(size("command", body, context)).toBeLessThanOrEqual(840);
  });
});
