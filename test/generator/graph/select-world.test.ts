/** Which world the user means. */
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { describe, expect, it } from "vitest";

function select(text: string, name?: string): string {
  const { graph, diagnostics } = loadWitSources([{ path: "main.wit", text }]);
  if (graph === undefined) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  const found = selectWorld(graph, name);
  if (typeof found === "object") return `${found.code}: ${found.message}`;
  const world = graph.worlds[found];
  return `${graph.packages[world?.package ?? 0]?.name.version ?? "-"}/${world?.name}`;
}

const one = "package t:t;\nworld app {}\npackage u:u@1.0.0 { world other {} }\n";
const two =
  "package t:t@2.0.0;\nworld app {}\nworld tool {}\npackage u:u@1.0.0 { world w {} }\npackage u:u@1.1.0 { world w {} }\n";

describe("selectWorld", () => {
  it.each([
    ["the only world of the main package without a name", one, undefined, "-/app"],
    ["a world of the main package by name", two, "tool", "2.0.0/tool"],
    ["a world of the main package by its path", two, "t:t/tool", "2.0.0/tool"],
    ["a world of another package, whose version is clear", one, "u:u/other", "1.0.0/other"],
    ["a world of another package with its version", two, "u:u/w@1.1.0", "1.1.0/w"],
  ])("takes %s", (_, text, name, expected) => {
    expect(select(text, name)).toBe(expected);
  });

  it.each([
    ["no name where there are two", two, undefined, "wit/choose-world: package 't:t@2.0.0' has 2 worlds: app, tool"],
    ["no name where there is none", "package t:t;", undefined, "wit/choose-world: package 't:t' has no world"],
    ["a near miss", two, "tol", "wit/unknown-world: package 't:t@2.0.0' has no world 'tol'; did you mean 'tool'?"],
    [
      "a world of another package by its bare name",
      one,
      "other",
      "wit/unknown-world: package 't:t' has no world 'other'",
    ],
    [
      "a package with two versions",
      two,
      "u:u/w",
      "wit/unknown-package: there is no package 'u:u'; there are u:u@1.0.0, u:u@1.1.0",
    ],
    [
      "an unknown version",
      one,
      "u:u/other@1.0.1",
      "wit/unknown-package: there is no package 'u:u@1.0.1'; did you mean 'u:u@1.0.0'?",
    ],
    ["what is no path", one, "u:u", "wit/world-path: 'u:u' does not name a world"],
    ["an empty name", one, "", "wit/world-path: '' does not name a world"],
  ])("refuses %s", (_, text, name, expected) => {
    expect(select(text, name)).toBe(expected);
  });
});
