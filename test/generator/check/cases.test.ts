import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ruleDiagnostics } from "../../../generator/src/check/catalog.js";
import { checkGraph } from "../../../generator/src/check/index.js";
import type { Diagnostic } from "../../../generator/src/diagnostics/index.js";
import { parseDirectives } from "../../../generator/src/graph/directives.js";
import { readingDiagnostics } from "../../../generator/src/graph/directives-catalog.js";
import { loadWitSources } from "../../../generator/src/graph/load.js";
import { actualFindings, expectedFindings } from "./expectations.js";

const folder = new URL("../../cases/check/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");
const names = readdirSync(folder).filter((name) => name.endsWith(".wit") && name !== "base.wit");

function diagnose(text: string): Diagnostic[] {
  const { graph, diagnostics } = loadWitSources([
    { path: "deps/base.wit", text: read("base.wit") },
    { path: "case.wit", text },
  ]);
  if (graph === undefined) return [...diagnostics];
  const parsed = parseDirectives(graph);
  const options = { strict: true, undirected: "error", role: "host" } as const;
  return [...diagnostics, ...parsed.diagnostics, ...checkGraph(graph, parsed.directives, options)];
}

describe("rules of directives", () => {
  it.each(names.filter((name) => name.endsWith(".good.wit")))("%s has no findings", (name) => {
    const text = read(name);
    expect(text).toMatch(/^package test:case(?:@\S+)?;$/m);
    expect(actualFindings(diagnose(text))).toEqual([]);
  });

  it.each(names.filter((name) => name.endsWith(".bad.wit")))("%s has the findings it marks", (name) => {
    const text = read(name);
    const expected = expectedFindings(text);
    expect(expected).not.toEqual([]);
    expect(actualFindings(diagnose(text))).toEqual(expected);
  });

  it("have a bad case for each code", () => {
    const elsewhere = /^directive\/(?:side-file-.*|already-directed|near-miss)$|^version\/enum-changed$/;
    const codes = [...Object.keys(readingDiagnostics.table), ...Object.keys(ruleDiagnostics.table)];
    const marked = new Set(names.flatMap((name) => expectedFindings(read(name)).map((finding) => finding.code)));
    expect(codes.filter((code) => !marked.has(code) && !elsewhere.test(code))).toEqual([]);
  });
});
