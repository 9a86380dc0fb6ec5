/** What is generated compiles in each language without a warning, links by its own flags, is small, and is a component. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { FileSet } from "../../../generator/src/emit/files.js";
import { ComponentOracle } from "../../support/component-oracle.js";
import { cases, generateCase } from "../../support/golden.js";
import { ourWit } from "../../support/our-wit.js";
import { repository, requireTool } from "../../support/toolchain.js";
import {
  appSource,
  type Context,
  type CoreGuest,
  coreGuests,
  fromText,
  linkClean,
  ourWorld,
  withApp,
} from "./core-guests.js";

const { c, cpp, zig, d, rust, go } = coreGuests;

const worlds = ["core", "imports", "command", "reactor", "mcu-reactor", "blinky"];
const compiled = cases.filter((name) => name !== "unsupported");
/** Features that wasm-tools accepts only behind a flag. */
const notComponents = new Set(["fixed-lists-and-maps"]);
const components = compiled.filter((name) => !notComponents.has(name));

const titled = (guests: readonly CoreGuest[]) => guests.map((guest) => [guest.title, guest] as const);
const linked = titled([c, cpp, zig, d, rust]);

const oracle = new ComponentOracle();
afterAll(() => oracle.close());

const goldenFiles = async (guest: CoreGuest, name: string): Promise<FileSet> =>
  (await generateCase(name, guest.backend.id)).all;

describe.each(titled([c, cpp, zig, d, rust, go]))("the strictest compiler of %s says nothing", (_, guest) => {
  it("of every golden case", { timeout: 300_000 }, async (context) => {
    requireTool(guest.tool, context);
    const all = await Promise.all(cases.map(async (name) => [name, await goldenFiles(guest, name)] as const));
    const made = all.filter(([, files]) => files.length > 0);
    expect(made.map(([name]) => name)).toEqual(compiled);
    for (const [name, messages] of guest.checkStrict(new Map(made))) expect(messages, name).toBe("");
  });

  it("of every world of ours", { timeout: 300_000 }, (context) => {
    requireTool(guest.tool, context);
    const projects = new Map(worlds.map((world) => [world, ourWorld(guest, world).files]));
    for (const [name, messages] of guest.checkStrict(projects)) expect(messages, name).toBe("");
  });

  it("of a world that is called as a file of every SDK", { timeout: 300_000 }, (context) => {
    requireTool(guest.tool, context);
    const text = "package test:header; interface i { f: func(); } world wit { export i; }";
    const { files } = fromText(guest, text, { stubs: "empty" });
    expect(guest.checkStrict(new Map([["own", files]])).get("own")).toBe("");
  });
});

it.for(titled([c, cpp]))("worlds of %s compile without memory", { timeout: 300_000 }, ([, guest], context) => {
  requireTool(guest.tool, context);
  const none = new Map([["realloc", "none"]]);
  const projects = new Map(["command", "reactor"].map((world) => [world, ourWorld(guest, world, none).files]));
  for (const [name, messages] of guest.checkStrict(projects)) expect(messages, name).toBe("");
});

interface Mistake {
  readonly guest: CoreGuest;
  readonly golden: string;
  readonly path: string;
  readonly from: RegExp;
  readonly to: string;
  readonly said: RegExp;
}

/** In what nobody calls, where the language lets that be. */
const mistakes: readonly Mistake[] = [
  {
    guest: c,
    golden: "records",
    path: "app.c",
    from: /$/,
    to: "int f(void) { int x = 1LL << 40; return x; }\n",
    said: /app\.c.*-Wconstant-conversion/,
  },
  {
    guest: cpp,
    golden: "records",
    path: "app.cpp",
    from: /$/,
    to: "int f() { int unused = 1; return 2; }\n",
    said: /app\.cpp.*-Wunused-variable/,
  },
  {
    guest: zig,
    golden: "records",
    path: "test_/records/shapes.zig",
    from: /const import_ = /,
    to: "_ = @as(u32, 1.5);\n$&",
    said: /shapes\.zig.*error: fractional component/,
  },
  {
    guest: d,
    golden: "records",
    path: "app.d",
    from: /$/,
    to: "int f() { return 1; return 2; }\n",
    said: /app\.d.*statement is not reachable/,
  },
  {
    guest: rust,
    golden: "scalars",
    path: "app.rs",
    from: /$/,
    to: "fn unused() {}\n",
    said: /function `unused` is never used/,
  },
];

it.for(mistakes.map((row) => [row.guest.title, row] as const))(
  "the check of %s tells which project has a mistake",
  { timeout: 300_000 },
  async ([, { guest, golden, path, from, to, said }], context) => {
    requireTool(guest.tool, context);
    const good = await goldenFiles(guest, golden);
    const bad = good.map((f) => (f.path === path ? { ...f, text: f.text.replace(from, to) } : f));
    expect(bad).not.toEqual(good);
    const found = guest.checkStrict(new Map(Object.entries({ good, bad })));
    expect(found.get("good")).toBe("");
    expect(found.get("bad")).toMatch(said);
  },
);

describe.each(linked)("linked by flags.txt of %s", (_, guest) => {
  it.for(components)("%s is a component of its world", { timeout: 300_000 }, async (name, context) => {
    requireTool(guest.tool, context);
    // No plan is looked at where the module is linked by flags alone.
    const wasm = linkClean(guest, await goldenFiles(guest, name), ourWorld(guest, "blinky").plan, context);
    const wit = readFileSync(join(repository, "test/golden", name, "input/world.wit"), "utf8");
    expect(await oracle.refusal({ module: wasm, wit, world: "app" })).toBeUndefined();
  });

  it.for(["command", "reactor", "blinky"])("world %s is a component", { timeout: 300_000 }, async (world, context) => {
    const { files, plan } = ourWorld(guest, world);
    const wasm = linkClean(guest, files, plan, context);
    expect(await oracle.refusal({ module: wasm, wit: ourWit(), world })).toBeUndefined();
  });
});

/** C and C++ without a block for what the host hands over: none of these apps is handed anything. */
const smallest = new Map([["realloc", "none"]]);

function module(guest: CoreGuest, world: string, app: string, context: Context): Uint8Array {
  const { files, plan } = ourWorld(guest, world, guest === c || guest === cpp ? smallest : undefined);
  return linkClean(guest, withApp(guest, files, appSource(guest, app)), plan, context);
}

const lifecycle = ["ocre:app/lifecycle@0.1.0#on-start", "ocre:app/lifecycle@0.1.0#on-stop"];
const always = ["__data_end", "__heap_base", "memory"];
const exported: readonly (readonly [CoreGuest, readonly string[]])[] = [
  [c, []],
  [cpp, ["_initialize"]],
  [zig, []],
  [d, []],
  [rust, ["cabi_realloc"]],
];

it.for(exported.map(([guest, more]) => [guest.title, guest, more] as const))(
  "an app in %s exports only what it asks for",
  { timeout: 300_000 },
  ([, guest, more], context) => {
    const wasm = module(guest, "reactor", "lifecycle", context);
    const exports = WebAssembly.Module.exports(new WebAssembly.Module(new Uint8Array(wasm))).map((e) => e.name);
    expect(exports.sort()).toEqual([...always, ...more, ...lifecycle].sort());
  },
);

const sizes: readonly (readonly [CoreGuest, app: "empty" | "blinky", bytes: number])[] = [
  [c, "empty", 130],
  [c, "blinky", 480],
  [cpp, "empty", 170],
  [cpp, "blinky", 600],
  [zig, "empty", 150],
  [zig, "blinky", 660],
  [d, "empty", 200],
  [d, "blinky", 840],
  [rust, "empty", 600],
];

it.for(sizes.map(([guest, app, bytes]) => [guest.title, app, bytes, guest] as const))(
  "a command in %s, %s, is at most %d bytes",
  { timeout: 300_000 },
  ([, app, bytes, guest], context) => {
    expect(module(guest, "command", app, context).length).toBeLessThanOrEqual(bytes);
  },
);
