import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TypeTable } from "../../../generator/src/abi/type-table.js";
import { flatCount, flatParams } from "../../../generator/src/check/flat.js";
import { parseDirectives } from "../../../generator/src/graph/directives.js";
import { functionSites } from "../../../generator/src/graph/functions.js";
import { loadWitSources } from "../../../generator/src/graph/load.js";
import type { Graph } from "../../../generator/src/graph/model.js";

function load(text: string): Graph {
  const { graph, diagnostics } = loadWitSources([{ path: "main.wit", text }]);
  if (graph === undefined) throw new Error(JSON.stringify(diagnostics.map(({ message }) => message)));
  return graph;
}

/** A type of WIT, written; anonymous, so that it stands alone. */
const { type } = fc.letrec<{ type: string }>((tie) => ({
  type: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("bool", "u8", "s64", "f32", "char", "string", "color", "modes"),
    fc.array(tie("type"), { minLength: 1, maxLength: 6 }).map((types) => `tuple<${types.join(", ")}>`),
    tie("type").map((of) => `option<${of}>`),
    tie("type").map((of) => `list<${of}>`),
    fc.tuple(tie("type"), tie("type")).map(([ok, err]) => `result<${ok}, ${err}>`),
    fc.tuple(tie("type"), fc.integer({ min: 1, max: 5 })).map(([of, n]) => `list<${of}, ${n}>`),
    fc.constantFrom("result", "result<_, color>", "shape"),
  ),
}));

describe("the number of flat values", () => {
  it("is the one that the planner flattens to", () => {
    fc.assert(
      fc.property(fc.array(type, { minLength: 1, maxLength: 4 }), (types) => {
        const graph = load(`package a:b;
interface i {
  enum color { red, green }
  flags modes { on, off }
  variant shape { point, circle(f64), box(tuple<f64, f64, f64>) }
  f: func(${types.map((written, i) => `p${i}: ${written}`).join(", ")});
}
world w { import i; }
`);
        const [world] = graph.worlds;
        const [site] = functionSites(graph);
        if (world === undefined || site === undefined) throw new Error("no function");
        const table = new TypeTable(graph, parseDirectives(graph).directives, world);
        for (const param of site.func.params) {
          // The planner stops counting where it makes no difference any more.
          const planned = table.get(table.intern(param.type, "import", site.func.span)).flat.length;
          expect(Math.min(flatCount(graph, param.type), 17)).toBe(Math.min(planned, 17));
        }
      }),
    );
  });

  it("counts self", () => {
    const graph = load("package a:b;\ninterface i { resource r { f: func(x: string); } }\n");
    expect(functionSites(graph).map(({ func }) => flatParams(graph, func))).toEqual([3]);
  });

  it("of types nested ten thousand deep does not overflow the stack", () => {
    const records = Array.from({ length: 10_000 }, (_, i) => `record r${i + 1} { a: r${i}, b: r${i} }`);
    const graph = load(
      `package a:b;\ninterface i {\nrecord r0 { a: u8 }\n${records.join("\n")}\nf: func(x: r10000);\n}\n`,
    );
    expect(functionSites(graph).map(({ func }) => flatParams(graph, func))).toEqual([Number.POSITIVE_INFINITY]);
  });
});
