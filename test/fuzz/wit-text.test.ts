/** Our own WIT with random edits: the front-end ends quickly, never throws, and every mistake it names has a place. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadWitSources, parseDirectives } from "ocrekit/graph";
import { expect, it } from "vitest";
import { checkGraph } from "../../generator/src/check/index.js";
import { type Diagnostic, renderDiagnostics } from "../../generator/src/diagnostics/index.js";
import { repository } from "../support/toolchain.js";
import { type Numbers, numbersFrom, seed } from "./numbers.js";

const count = Number(process.env["OCREKIT_FUZZ_TEXTS"] ?? 60);

const limitMs = 2000;
const pieces = [
  "{",
  "}",
  "(",
  ")",
  "<",
  ">",
  ",",
  ";",
  ":",
  ".",
  "@",
  "%",
  "/",
  "//",
  "/*",
  "*/",
  "///",
  "/// @requires a.b(c)\n",
  "/// @scope x.y(z: name)\n",
  "->",
  "=",
  "_",
  "-",
  "0",
  "99999999999999999999",
  "interface",
  "world",
  "resource",
  "record",
  "use",
  "include",
  "with",
  "as",
  "func",
  "async",
  "list<",
  "option<",
  "result<_,",
  "tuple<",
  "own<",
  "borrow<",
  "stream",
  "future",
  "type",
  "package a:b@1.2.3;",
  "import",
  "export",
  "static",
  "constructor",
  "\u0000",
  "\ufeff",
  "\u202e",
  "\ud800",
  "é",
  "🎈",
  "\r",
  "\n\n",
  "\t",
  "@since(version = 1.0.0)",
  "@unstable(feature = x)",
];

it(`our WIT with random edits is read or refused, quickly and at a place (seed ${seed})`, {
  timeout: 7_200_000,
}, () => {
  const paths = ["wit/app.wit", ...readdirSync(join(repository, "wit/deps")).map((name) => `wit/deps/${name}`)];
  const files = paths.map((path) => ({ path, text: readFileSync(join(repository, path), "utf8") }));
  const numbers = numbersFrom(seed);
  let refused = 0;
  for (let i = 0; i < count; i++) {
    const at = numbers.below(files.length);
    const edited = files.map((file, k) => (k === at ? { ...file, text: edit(file.text, numbers, files) } : file));
    const before = performance.now();
    const found = diagnosticsOf(edited);
    const took = performance.now() - before;
    const shown = `try ${i} of seed ${seed}\n${edited[at]?.path}\n${edited[at]?.text}`;
    expect(took, shown).toBeLessThan(limitMs);
    expect(
      found.filter((d) => d.span === undefined).map((d) => `${d.code}: ${d.message}`),
      shown,
    ).toEqual([]);
    expect(renderDiagnostics(found), shown).not.toMatch(/\bundefined\b|\[object/);
    if (found.some((d) => d.severity === "error")) refused++;
  }
  expect(refused).toBeGreaterThan(count / 2);
});

function diagnosticsOf(files: readonly { readonly path: string; readonly text: string }[]): readonly Diagnostic[] {
  const { graph, diagnostics } = loadWitSources(files);
  if (graph === undefined) return diagnostics;
  const parsed = parseDirectives(graph);
  return [
    ...diagnostics,
    ...parsed.diagnostics,
    ...checkGraph(graph, parsed.directives, { strict: true, undirected: "error", role: "host" }),
  ];
}

/** One to four edits: something left out, put in, doubled, moved, or cut short. */
function edit(text: string, numbers: Numbers, files: readonly { readonly text: string }[]): string {
  let edited = text;
  for (let n = 1 + numbers.below(4); n > 0; n--) {
    const at = numbers.below(edited.length + 1);
    const end = Math.min(edited.length, at + numbers.below(numbers.pick([2, 20, 400])));
    const [head, middle, tail] = [edited.slice(0, at), edited.slice(at, end), edited.slice(end)];
    const other = numbers.pick(files).text;
    edited = numbers.pick([
      () => head + tail,
      () => head + numbers.pick(pieces) + middle + tail,
      () => head + numbers.pick(pieces) + tail,
      () => head + middle + middle + tail,
      () => tail + middle + head,
      () => head,
      () => head + numbers.pick(pieces).repeat(1 + numbers.below(2000)) + tail,
      () => head + other.slice(numbers.below(other.length)) + tail,
    ])();
  }
  return edited;
}
