/** What is generated is clean at clippy's strictest, is formatted, links by its own flags, and is a component. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/rust/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { checkStrict, linkModule, unformatted } from "../../../compile/rust.js";
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

describe("clippy, rustfmt and the compiler have nothing to say", () => {
  it.for(compiled)("of %s", { timeout: 300_000 }, async (name, context) => {
    const projects = new Map([[name, (await generateCase(name, "rust")).all]]);
    expect(checkStrict(projects, requireTool("rust", context)).get(name)).toBe("");
  });

  it.for(worlds)("of world %s", { timeout: 300_000 }, (world, context) => {
    expect(checkStrict(new Map([[world, ours(world)]]), requireTool("rust", context)).get(world)).toBe("");
  });
});

it("checkStrict tells which project has a mistake", { timeout: 300_000 }, async (context) => {
  const rust = requireTool("rust", context);
  const good = (await generateCase("scalars", "rust")).all;
  const bad = good.map((f) => (f.path === "app.rs" ? { ...f, text: `${f.text}fn unused() {}\n` } : f));
  const said = checkStrict(new Map(Object.entries({ good, bad })), rust);
  expect(said.get("good")).toBe("");
  expect(said.get("bad")).toContain("function `unused` is never used");
});

it("starter apps and examples are as rustfmt leaves them", { timeout: 60_000 }, (context) => {
  const rust = requireTool("rust", context);
  const sources = ["sdk-templates/rust/project", "examples"].flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => /(^|-rust\/)[^/]*\/?src\/lib\.rs$/.test(path) && !path.includes("build"))
      .map((path) => join(folder, path)),
  );
  expect(sources.length).toBeGreaterThanOrEqual(7);
  expect(unformatted(sources, rust)).toBe("");
});

describe("linked by flags.txt", () => {
  it.for(compiled.filter((name) => !notComponents.has(name)))(
    "%s is a component of its world",
    { timeout: 300_000 },
    async (name, context) => {
      const { wasm, messages } = linkModule((await generateCase(name, "rust")).all, requireTool("rust", context));
      expect(messages).toBe("");
      expect(await oracle.refusal({ module: wasm, wit: witOf(name), world: "app" })).toBeUndefined();
    },
  );

  it.for(["command", "reactor", "blinky"])("world %s is a component", { timeout: 300_000 }, async (world, context) => {
    const { wasm, messages } = linkModule(ours(world), requireTool("rust", context));
    expect(messages).toBe("");
    expect(await oracle.refusal({ module: wasm, wit: ourWit(), world })).toBeUndefined();
  });

  it("an app exports only what it names", { timeout: 300_000 }, (context) => {
    const { wasm, messages } = link(
      "reactor",
      `use sdk::Failed;
use sdk::ocre::app::lifecycle::{Lifecycle, StartReason};

struct App;
sdk::export_lifecycle!(App);

impl Lifecycle for App {
    fn on_start(_: StartReason) -> Result<(), Failed> {
        Ok(())
    }
}
`,
      context,
    );
    expect(messages).toBe("");
    const exports = WebAssembly.Module.exports(new WebAssembly.Module(new Uint8Array(wasm))).map((e) => e.name);
    expect(exports.sort()).toEqual([
      "__data_end",
      "__heap_base",
      "cabi_realloc",
      "memory",
      "ocre:app/lifecycle@0.1.0#on-start",
      "ocre:app/lifecycle@0.1.0#on-stop",
    ]);
  });
});

describe("sizes", () => {
  const command = (uses: string, body: string): string => `extern crate alloc;
use sdk::Failed;
use sdk::ocre::app::run::Run;
${uses}
struct App;
sdk::export_run!(App);

impl Run for App {
    fn run() -> Result<(), Failed> {
        ${body}
        Ok(())
    }
}
`;

  it("an empty command is at most 600 bytes", { timeout: 300_000 }, (context) => {
    const { wasm, messages } = link("command", command("", ""), context);
    expect(messages).toBe("");
    expect(wasm.length).toBeLessThanOrEqual(600);
  });

  it("a literal in the log costs no formatting", { timeout: 300_000 }, (context) => {
    const { wasm, messages } = link("command", command("use sdk::info;", 'info!("published");'), context);
    expect(messages).toBe("");
    expect(wasm.length).toBeLessThanOrEqual(720);
  });

  it("a panic with a message and a place costs no formatting", { timeout: 300_000 }, (context) => {
    const body = 'assert!(sdk::ocre::system::monotonic_clock::now() > 7, "too early");';
    const { wasm, messages } = link("command", command("", body), context);
    expect(messages).toBe("");
    expect(wasm.length).toBeLessThanOrEqual(2200);
  });
});

function link(world: string, app: string, context: Parameters<typeof requireTool>[1]) {
  const files = ours(world).filter((f) => f.path !== "app.rs");
  return linkModule([...files, { path: "app.rs", text: `#![no_std]\n${app}` }], requireTool("rust", context));
}
