import { loadWitSources } from "ocrekit/graph";
import { expect, it } from "vitest";
import { docFacts, docText } from "../../../generator/src/emit/docs.js";
import { parseDirectives } from "../../../generator/src/graph/directives.js";

it("leaves directive lines out of the text, and nothing else", () => {
  expect(docText("Sets it.\n\nMail a@b.c\n@requires x.y(z)\n  @flat")).toBe("Sets it.\n\nMail a@b.c");
  expect(docText("@unrestricted")).toBe("");
  expect(docText(undefined)).toBe("");
});

it("says what the directives mean", () => {
  const text = `package a:b;
/// @scope x.y(name: name)
/// @scope x.z(name: name, mode: word(a|b))
interface i {
  enum error { denied, gone }
  /// @requires x.y(name)
  /// @requires x.z(name, "a") when loud
  /// @errors gone
  /// @blocks *
  /// @bounds max-len * 2 + 16
  /// @limit logBytesPerSecond
  f: func(name: string, loud: bool, max-len: u32) -> result<string, error>;
  /// @unrestricted
  /// @filters x.y(result)
  g: func() -> list<string>;
}`;
  const { graph } = loadWitSources([{ path: "x.wit", text }]);
  if (graph === undefined) throw new Error("the WIT is wrong");
  const { directives, diagnostics } = parseDirectives(graph);
  expect(diagnostics).toEqual([]);
  const facts = [...directives.functions.values()].map((d) => docFacts(d).map((f) => `${f.term}: ${f.text}`));
  expect(facts).toEqual([
    [
      'permission: x.y(name); x.z(name, "a") when loud',
      "errors: gone",
      "waits: until it is done",
      "memory: at most max-len * 2 + 16 bytes",
      "limit: logBytesPerSecond",
    ],
    ["permission: none", "permission: shows what x.y(result) covers"],
  ]);
});
