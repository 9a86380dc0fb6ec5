/** Canonical WIT: one text for every way to write the same graph. */
import { type Graph, loadWitSources, printWit } from "ocrekit/graph";
import { describe, expect, it } from "vitest";

function graphOf(text: string): Graph {
  const { graph, diagnostics } = loadWitSources([{ path: "main.wit", text }]);
  if (graph === undefined) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return graph;
}

describe("printWit", () => {
  it("prints every package in one text, names escaped, comments normal, includes written out", () => {
    const text = `
/* The package. */
package t:t@1.0.0;
world w { include v with { f as g } export a; }
world v { import f: func() -> own<r>; resource r { m: async func(%type: list<u8, 4>); } }
// Plain.
interface a { use u:u/i.{t as %use,}; h: func(x: option<%use>); record p { %list: u8 /* lost */, } }
package u:u { interface i { type t = map<string, u8>; } }
`;
    expect(printWit(graphOf(text))).toBe(`/// * The package. */
package t:t@1.0.0;

/// Plain.
interface a {
  use u:u/i.{t as %use};
  record p {
    %list: u8,
  }
  h: func(x: option<%use>);
}

world v {
  resource r {
    m: async func(%type: list<u8, 4>);
  }
  import f: func() -> r;
}

world w {
  import u:u/i;
  resource r {
    m: async func(%type: list<u8, 4>);
  }
  import g: func() -> r;
  export a;
}

package u:u {
  interface i {
    type t = map<string, u8>;
  }
}
`);
  });

  it("prints one package alone on request", () => {
    const graph = graphOf("package t:t;\ninterface a { use u:u/i.{t}; }\npackage u:u { interface i { type t = u8; } }");
    expect(printWit(graph, { only: graph.main })).toBe("package t:t;\n\ninterface a {\n  use u:u/i.{t};\n}\n");
  });

  it.each([
    ["an empty comment", "//\n"],
    ["a tab", "///\ttab\n"],
    ["indented lines", "/// a\n///   b\n"],
    ["a block with stars", "/**\n * a\n *   b\n */\n"],
    ["a comment that looks like the end of one", "/// a */ b /* c\n"],
  ])("keeps documentation with %s", (_, comment) => {
    const graph = graphOf(`package t:t;\n${comment}interface i {}`);
    const contents = graph.interfaces[0]?.docs?.contents;
    expect(contents).toBeDefined();
    expect(graphOf(printWit(graph)).interfaces[0]?.docs?.contents).toBe(contents);
  });

  it("writes the characters of an external id so that each can be seen", () => {
    const graph = graphOf('package t:t;\ninterface i { @external-id("a\\"\\\\\\u{202e}é") f: func(); }');
    expect(printWit(graph)).toContain('@external-id("a\\"\\\\\\u{202e}\\u{e9}")');
    expect(graphOf(printWit(graph)).interfaces[0]?.functions.get("f")?.externalId).toBe('a"\\\u202eé');
  });
});
