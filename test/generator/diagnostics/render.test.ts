/** Diagnostics as text. */
import { type Diagnostic, locate, renderDiagnostic, renderDiagnostics, suggest } from "ocrekit/diagnostics";
import { describe, expect, it } from "vitest";

function at(text: string, part: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const start = text.indexOf(part);
  const span = { file: { path: "a.wit", text }, start, end: start + part.length };
  return { code: "x/y", severity: "error", message: "it is wrong", span, ...more };
}

describe("renderDiagnostic", () => {
  it("shows place, severity, code, message, the line with a mark, and the next step", () => {
    expect(renderDiagnostic(at("one\n  two three\n", "two", { hint: "write 2" }))).toBe(
      "a.wit:2:3 error x/y: it is wrong\n    2 |   two three\n      |   ^^^\n   help: write 2\n",
    );
  });

  it("shows further places", () => {
    const text = "one\ntwo\n";
    const note = { message: "first here", span: { file: { path: "a.wit", text }, start: 0, end: 3 } };
    expect(renderDiagnostic(at(text, "two", { notes: [note, { message: "no place" }] }))).toContain(
      "   a.wit:1:1 note: first here\n    1 | one\n      | ^^^\n   note: no place\n",
    );
  });

  it("cuts a long line around the mark", () => {
    const shown = renderDiagnostic(at(`${"a".repeat(1_000_000)}HERE${"b".repeat(1_000_000)}`, "HERE"));
    expect(shown.length).toBeLessThan(600);
    const [, line = "", mark = ""] = shown.split("\n");
    expect(line.slice(mark.indexOf("^"), mark.lastIndexOf("^") + 1)).toBe("HERE");
  });

  it("marks one place at the end of a line, and at the end of a file", () => {
    const file = { path: "a.wit", text: "ab" };
    const span = { file, start: 2, end: 2 };
    expect(renderDiagnostic(at("ab", "ab", { span }))).toContain("    1 | ab\n      |   ^\n");
  });

  it("shows characters that would act on the terminal", () => {
    const shown = renderDiagnostic(at("\u001b[31mred \u202e HERE", "HERE", { message: "\u0007" }));
    expect(/[^\n\x20-\x7e]/.test(shown)).toBe(false);
    expect(shown).toContain("<U+001B>[31mred <U+202E> HERE");
  });

  it("colours only on request", () => {
    const d = at("two", "two");
    expect(renderDiagnostic(d)).not.toContain("\u001b");
    expect(renderDiagnostic(d, { color: true })).toContain("\u001b[1;31merror\u001b[0m");
  });
});

describe("renderDiagnostics", () => {
  it("sorts by place and counts", () => {
    const text = "one\ntwo\n";
    const shown = renderDiagnostics([at(text, "two"), at(text, "one", { severity: "warning" }), at(text, "one")]);
    expect(shown.match(/a\.wit:\d:1 \w+/g)).toEqual(["a.wit:1:1 warning", "a.wit:1:1 error", "a.wit:2:1 error"]);
    expect(shown.endsWith("\n\n2 errors, 1 warning\n")).toBe(true);
  });

  it("is empty when nothing is wrong", () => {
    expect(renderDiagnostics([])).toBe("");
  });
});

describe("locate", () => {
  it("counts characters, not bytes or halves of characters", () => {
    const text = "é🎈x\r\ny";
    const file = { path: "a", text };
    expect(locate({ file, start: text.indexOf("x"), end: 0 })).toMatchObject({ line: 1, column: 3, lineEnd: 4 });
    expect(locate({ file, start: text.indexOf("y"), end: 0 })).toMatchObject({ line: 2, column: 1 });
  });
});

describe("suggest", () => {
  it.each([
    ["tokn", ["token", "types"], "token"],
    ["tpyes", ["token", "types"], "types"],
    ["gpio", ["messaging"], undefined],
    ["x", ["y"], undefined],
    ["types", ["types"], undefined],
    ["a".repeat(100), ["a".repeat(101)], undefined],
  ])("%s among %j", (name, candidates, expected) => {
    expect(suggest(name, candidates)).toBe(expected);
  });
});
