/** Every word of D, and every name that the generator declares itself, may be a name in WIT, in every place. */

import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/d/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { checkStrict } from "../../../compile/d.js";
import { noDirectives } from "../../../support/graph-of.js";
import { requireTool } from "../../../support/toolchain.js";

const words = `
  abstract alias align asm assert auto body bool break byte case cast catch cdouble cent cfloat char class const continue
  creal dchar debug default delegate delete deprecated do double else enum export extern false final finally float for
  foreach foreach-reverse function goto idouble if ifloat immutable import in inout int interface invariant ireal is lazy
  long macro mixin module new nothrow null out override package pragma private protected public pure real ref return scope
  shared short static struct super switch synchronized template this throw true try typeid typeof ubyte ucent uint ulong
  union unittest ushort version void wchar while with
  alignof init mangleof max min offsetof sizeof stringof tupleof dstring hash-t noreturn ptrdiff-t size-t string wstring
  sdk wit std core object ldc etc exports world inlined app self handle close own rep make as tag none payload items
  area returned value result status params config memory arena panic root call impl error exception throwable type-info
  module-info mangle at exported empty to
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
    ${[0, 1, 2, 3, 4, 5, 6]
      .map(
        (i) =>
          `flags f${i} { ${words
            .slice(i * 25, i * 25 + 25)
            .map((w) => `%${w}`)
            .join(", ")} }`,
      )
      .join("\n")}
    f: func(r: r, v: v, e: e, f: f0, g: f6) -> result<r, e>;
  }`,
  types: `interface i { ${words.map((w) => `enum %${w} { a, %${w} } zz-${w}: func(%${w}: %${w}) -> result<%${w}, %${w}>;`).join("\n")} }`,
  "methods of a resource": `interface i { resource r { constructor(self: u32); ${words
    .filter((w) => w !== "self")
    .map((w) => `%${w}: func(%${w}: u32) -> u32; s-${w}: static func(%${w}: r) -> r;`)
    .join("\n")} } }`,
};

const said = (files: FileSet): string | undefined => checkStrict(new Map([["names", files]])).get("names");

it.for(Object.keys(places))("as names of %s", { timeout: 300_000 }, (place, context) => {
  requireTool("ldc", context);
  expect(said(sdk(`package test:names;\n${places[place]}\nworld w { import i; export i; }`))).toBe("");
});

it("as names of interfaces, and of functions of the world", { timeout: 300_000 }, (context) => {
  requireTool("ldc", context);
  const interfaces = words.map((w) => `interface %${w} { record r { x: u8 } f: func(r: r) -> r; }`).join("\n");
  const both = words.map((w) => `import %${w}; export %${w};`).join("\n");
  const functions = words.map((w) => `export do-${w}: func(%${w}: u8) -> u8;`).join("\n");
  const own = words.map((w) => `import get-${w}: func(%${w}: u8) -> u8;`).join("\n");
  expect(said(sdk(`package test:names;\n${interfaces}\nworld w { ${both} ${functions} ${own} }`))).toBe("");
});

it.for(["module", "sdk", "exports", "world", "wit", "app", "core", "std", "object", "wit-config"])(
  "as the namespace and the package %s",
  { timeout: 300_000 },
  (word, context) => {
    requireTool("ldc", context);
    const face = `interface %${word} { record r { x: u8 } f: func(r: r) -> r; }`;
    expect(said(sdk(`package %${word}:%${word};\n${face} world w { import %${word}; export %${word}; }`))).toBe("");
  },
);

it("of two modules that differ in where a hyphen is", { timeout: 300_000 }, (context) => {
  requireTool("ldc", context);
  const wit = `package test:names;
world w { import a:b-c/d; import a-b:c/d; import u; }
interface u { use a:b-c/d.{r}; use a-b:c/d.{r as s}; f: func(a: r, b: s); }
package a:b-c { interface d { record r { x: u8 } } }
package a-b:c { interface d { record r { x: u8 } } }`;
  expect(said(sdk(wit))).toBe("");
});
