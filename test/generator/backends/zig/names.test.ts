/** Every word of Zig, and every name that the generator declares itself, may be a name in WIT, in every place. */

import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/zig/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { checkAll, unformatted } from "../../../compile/zig.js";
import { noDirectives } from "../../../support/graph-of.js";
import { requireTool } from "../../../support/toolchain.js";

const words = `
  addrspace align allowzero and anyframe anytype asm async await break callconv catch comptime const continue defer else
  enum errdefer error export extern fn for if inline linksection noalias noinline nosuspend opaque or orelse packed pub
  resume return struct suspend switch test threadlocal try union unreachable usingnamespace var volatile while
  anyerror anyopaque bool comptime-float comptime-int f16 f32 f64 f80 f128 false isize noreturn null true type undefined
  usize void u8 i32 u7 c-int
  sdk wit std impl glue exports world inlined app self handle deinit own rep init of get tag payload native area returned
  value result status params config memory arena panic case root call import
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
    variant v { ${words.map((w) => `%${w}(u8)`).join(", ")} }
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
  types: `interface i { ${words.map((w) => `enum %${w} { a, %${w} } zz-${w}: func(%${w}: %${w}) -> result<%${w}, %${w}>;`).join("\n")} }`,
  "methods of a resource": `interface i { resource r { constructor(self: u32); ${words
    .filter((w) => w !== "self")
    .map((w) => `%${w}: func(%${w}: u32) -> u32; s-${w}: static func(%${w}: r) -> r;`)
    .join("\n")} } }`,
};

it.for(Object.keys(places))("as names of %s", { timeout: 300_000 }, (place, context) => {
  const zig = requireTool("zig", context);
  const files = sdk(`package test:names;\n${places[place]}\nworld w { import i; export i; }`);
  expect(checkAll(zig, files)).toBe("");
  expect(unformatted(zig, new Map([["names", files]]))).toBe("");
});

it("as names of interfaces, and of functions of the world", { timeout: 300_000 }, (context) => {
  const interfaces = words.map((w) => `interface %${w} { record r { x: u8 } f: func(r: r) -> r; }`).join("\n");
  const both = words.map((w) => `import %${w}; export %${w};`).join("\n");
  const functions = words.map((w) => `export do-${w}: func(%${w}: u8) -> u8;`).join("\n");
  const own = words.map((w) => `import get-${w}: func(%${w}: u8) -> u8;`).join("\n");
  const files = sdk(`package test:names;\n${interfaces}\nworld w { ${both} ${functions} ${own} }`);
  expect(checkAll(requireTool("zig", context), files)).toBe("");
});

it.for(["error", "sdk", "exports", "world", "wit", "config", "stream"])(
  "as the namespace and the package %s",
  { timeout: 300_000 },
  (word, context) => {
    const files = sdk(
      `package %${word}:%${word};\ninterface %${word} { f: func() -> u8; } world w { import %${word}; export %${word}; }`,
    );
    expect(checkAll(requireTool("zig", context), files)).toBe("");
  },
);
