import { describe, expect, it } from "vitest";
import { code, commas, empty, join, lines, paragraphs, symbol } from "../../../generator/src/emit/code.js";

describe("code", () => {
  it("takes off the common indentation and the first and last line break", () => {
    expect(
      code`
      if (x) {
        y();
      }
    `.text,
    ).toBe("if (x) {\n  y();\n}");
  });

  it("indents a value of several lines to the column of its line, but not its empty lines", () => {
    expect(
      code`
      {
        ${"a\n\nb"}
      }`.text,
    ).toBe("{\n  a\n\n  b\n}");
  });

  it("drops a line that holds only empty values, and keeps an empty line of the template", () => {
    expect(
      code`
      a
      ${empty}${""}

      b ${empty}`.text,
    ).toBe("a\n\nb ");
  });

  it("prints the same template with other values each time", () => {
    const print = (value: string) =>
      code`
      <${value}>`.text;
    expect([print("a"), print("b"), print("a")]).toEqual(["<a>", "<b>", "<a>"]);
  });

  it("leaves text alone that looks like its own marks", () => {
    expect(code`${"\u00000\u0001"} ${"x"}`.text).toBe("\u00000\u0001 x");
  });

  it("turns lists into lines", () => {
    expect(
      code`
      [
        ${["a", empty, ["b", "c"]]}
      ]`.text,
    ).toBe("[\n  a\n  b\n  c\n]");
  });

  it("collects the imports of everything inside, in order", () => {
    const a = symbol({ from: "x.h", name: "a" });
    const b = symbol({ from: "y.h" }, "b");
    expect(code`${a} ${[b, lines([a])]}`.imports.map((i) => i.from)).toEqual(["x.h", "y.h", "x.h"]);
    expect([commas([a, b]).text, join([a, b], "+").text, paragraphs([a, empty, b]).text]).toEqual([
      "a, b",
      "a+b",
      "a\n\nb",
    ]);
  });
});
