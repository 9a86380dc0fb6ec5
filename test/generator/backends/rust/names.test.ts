/** Every word of Rust, and every name that the generator or the prelude has itself, may be a name in WIT, in every place. */

import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/rust/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { checkStrict } from "../../../compile/rust.js";
import { noDirectives } from "../../../support/graph-of.js";
import { requireTool } from "../../../support/toolchain.js";

const words = `
  abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in
  let loop macro match mod move mut override priv pub ref return self static struct super trait true try type typeof
  unsafe unsized use virtual where while yield union auto default raw safe macro-rules
  bool char str u8 i8 u16 i16 u32 i32 u64 i64 u128 i128 usize isize f32 f64 option result string vec some none ok err drop
  clone copy debug default-value eq hash partial-eq send sync sized iterator into from to-string display error fmt failed
  abi handle handles borrowed object resource local flags area blocks import ret ptr len count item list g app sdk alloc
  core std test exports world inlined glue post guest new get take own empty all bits contains is-empty tag slot flat block
`
  .trim()
  .split(/\s+/);

function sdk(wit: string): FileSet {
  const { graph, diagnostics } = loadWitSources([{ path: "names.wit", text: wit }]);
  if (graph === undefined) throw new Error(`${diagnostics.map((d) => d.message).join("; ")}\n${wit}`);
  const world = selectWorld(graph, "w");
  if (typeof world !== "number") throw new Error(world.message);
  const { plan } = planWorld(graph, noDirectives, world, { side: "guest", profile: backend.profile });
  const generated = generate(backend, plan, { stubs: "echo" });
  expect(generated.diagnostics).toEqual([]);
  return generated.files;
}

/** In one place each: all words at once, so that they meet each other as well. */
const places: Readonly<Record<string, string>> = {
  "functions and parameters": `interface i { ${words
    .map((w) => `%${w}: func(%${w}: string, other: option<string>) -> string;`)
    .join("\n")} }`,
  "fields, cases and flags": `interface i {
    record r { ${words.map((w) => `%${w}: u8`).join(", ")} }
    variant v { ${words.map((w) => `%${w}(string)`).join(", ")} }
    enum e { ${words.map((w) => `%${w}`).join(", ")} }
    ${[0, 1, 2, 3, 4]
      .map(
        (i) =>
          `flags f${i} { ${words
            .slice(i * 25, i * 25 + 25)
            .map((w) => `%${w}`)
            .join(", ")} }`,
      )
      .join("\n")}
    f: func(r: r, v: v, e: e, f: f0, g: f4) -> result<r, e>;
  }`,
  types: `interface i { ${words
    .map((w) => `enum %${w} { a, %${w} } zz-${w}: func(%${w}: list<option<%${w}>>) -> result<string, %${w}>;`)
    .join("\n")} }`,
  "methods of a resource": `interface i { resource r { constructor(self: u32); ${words
    .filter((w) => w !== "self")
    .map((w) => `%${w}: func(%${w}: u32) -> u32; s-${w}: static func(%${w}: r) -> r;`)
    .join("\n")} } }`,
  resources: `interface i { ${words
    .map((w) => `resource %${w} { constructor(%${w}: string); m: func() -> string; }`)
    .join("\n")} }`,
};

function expectClean(files: FileSet, rust: ReturnType<typeof requireTool>): void {
  expect(checkStrict(new Map([["names", files]]), rust).get("names")).toBe("");
}

it.for(Object.keys(places))("as names of %s", { timeout: 300_000 }, (place, context) => {
  const rust = requireTool("rust", context);
  expectClean(sdk(`package test:names;\n${places[place]}\nworld w { import i; export i; }`), rust);
});

it("as names of interfaces, and of functions of the world", { timeout: 300_000 }, (context) => {
  const interfaces = words.map((w) => `interface %${w} { record r { x: u8 } f: func(r: r) -> r; }`).join("\n");
  const both = words.map((w) => `import %${w}; export %${w};`).join("\n");
  const functions = words.map((w) => `export do-${w}: func(%${w}: u8) -> u8;`).join("\n");
  const own = words.map((w) => `import get-${w}: func(%${w}: u8) -> u8;`).join("\n");
  const files = sdk(`package test:names;\n${interfaces}\nworld w { ${both} ${functions} ${own} }`);
  expectClean(files, requireTool("rust", context));
});

it.for(["error", "sdk", "exports", "world", "abi", "core", "alloc", "std", "crate", "timers", "self", "local"])(
  "as the namespace and the package %s",
  { timeout: 300_000 },
  (word, context) => {
    const files = sdk(
      `package %${word}:%${word};\ninterface %${word} { f: func() -> u8; } world w { import %${word}; export %${word}; }`,
    );
    expectClean(files, requireTool("rust", context));
  },
);
