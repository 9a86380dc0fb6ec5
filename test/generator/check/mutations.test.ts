import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planWorld } from "../../../generator/src/abi/plan.js";
import type { AbiProfile } from "../../../generator/src/abi/profile.js";
import { checkGraph } from "../../../generator/src/check/index.js";
import { parseDirectives } from "../../../generator/src/graph/directives.js";
import { loadWitSources } from "../../../generator/src/graph/load.js";
import { worldId } from "../../../generator/src/ids.js";

const folder = new URL("../../cases/check/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");
const base = { path: "deps/base.wit", text: read("base.wit") };

/** A good case with a world that imports its interfaces and exports those of handlers. */
function withWorld(text: string): string {
  const names = [...text.matchAll(/^interface ([a-z-]+)/gm)].map((match) => match[1] ?? "");
  const entries = names.map((name) => `  ${name.endsWith("-handler") ? "export" : "import"} ${name};`);
  return `${text}\nworld everything {\n${entries.join("\n")}\n}\n`;
}

const cases = readdirSync(folder)
  .filter((name) => name.endsWith(".good.wit"))
  .map((name) => withWorld(read(name)));

interface Edit {
  readonly line: number;
  readonly word: number;
  readonly by: number;
}

const edit = fc.record({ line: fc.nat(), word: fc.nat(), by: fc.nat() });

/** Puts another word of the file, or a mark of the grammar, in the place of one word of a directive. */
function mutate(text: string, edits: readonly Edit[]): string {
  const lines = text.split("\n");
  const directives = lines.flatMap((line, i) => (/^\s*\/\/\/ @/.test(line) ? [i] : []));
  const words = [
    ...new Set(text.match(/[a-z][a-zA-Z-]*(?:\.[a-z-]+)*|"[a-z.]*"|\d+/g) ?? []),
    "",
    "&",
    "|",
    ",",
    "when",
    "*",
    "self.name",
  ];
  for (const { line, word, by } of edits) {
    const at = directives[line % directives.length] ?? 0;
    const parts = (lines[at] ?? "").split(/(?<=\/\/\/ @.*)([a-zA-Z-]+(?:\.[a-z-]+)*|"[^"]*"|\d+)/);
    const odd = (word % Math.max(1, (parts.length - 1) / 2)) * 2 + 1;
    if (odd < parts.length) parts[odd] = words[by % words.length] ?? "";
    lines[at] = parts.join("");
  }
  return lines.join("\n");
}

const profile: AbiProfile = { layout: "copied", memory: "offset", storage: "gc", errors: "thrown", bulk: new Set() };

/** How far a package gets: `broken` when it does not load, `refused` by a rule, `planned` for host and guest. */
function judge(text: string): "broken" | "refused" | "planned" {
  const { graph, diagnostics } = loadWitSources([base, { path: "main.wit", text }]);
  if (graph === undefined || diagnostics.length > 0) return "broken";
  const { directives, diagnostics: reading } = parseDirectives(graph);
  const found = checkGraph(graph, directives, { strict: false, undirected: "error", role: "host" });
  if ([...reading, ...found].some((diagnostic) => diagnostic.severity === "error")) return "refused";
  for (const i of graph.worlds.keys()) {
    planWorld(graph, directives, worldId(i), { side: "host", profile });
    planWorld(graph, directives, worldId(i), { side: "guest", profile });
  }
  return "planned";
}

describe("what passes the rules", () => {
  it("has a plan", () => {
    expect(cases.map(judge)).toEqual(cases.map(() => "planned"));
  });

  it("has a plan also after random edits of its directives", () => {
    const seen = { broken: 0, refused: 0, planned: 0 };
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.array(edit, { minLength: 1, maxLength: 3 }), (text, edits) => {
        seen[judge(mutate(text, edits))]++;
      }),
      { numRuns: 600 },
    );
    // Both outcomes occur, so that the property says something.
    expect(seen.planned).toBeGreaterThan(20);
    expect(seen.refused).toBeGreaterThan(200);
    expect(seen.broken).toBe(0);
  });
});
