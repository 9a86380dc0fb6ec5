/** Interfaces that Zig would take for libraries of C. */
import { planWorld } from "ocrekit/abi";
import { loadWitSources } from "ocrekit/graph";
import { expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/zig/backend.js";
import { worldId } from "../../../../generator/src/ids.js";
import { noDirectives } from "../../../support/graph-of.js";

const said = (text: string): readonly string[] => {
  const { graph } = loadWitSources([{ path: "a.wit", text: `package t:t; ${text}` }]);
  if (graph === undefined) throw new Error("the WIT is wrong");
  const { plan } = planWorld(graph, noDirectives, worldId(0), { side: "guest", profile: backend.profile });
  return generate(backend, plan, {}).diagnostics.map((d) => d.message);
};

it.each(["c", "unwind"])("refuses an import that the world writes out as '%s'", (name) => {
  expect(said(`world w { import ${name}: interface { f: func(); } }`)).toEqual([
    `Zig takes the interface '${name}', which the world writes out in place, for a library of C`,
  ]);
});

it.each([
  "world w { export c: interface { f: func(); } }",
  "interface c { f: func(); } world w { import c; }",
  "world w { import m: interface { f: func(); } }",
])("takes %s", (text) => {
  expect(said(text)).toEqual([]);
});
