/** Lines break where formatters break them, only when they are too long, and nothing is lost. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Fragment } from "../../../generator/src/emit/code.js";
import { breakable, enclosed, settle, wrapped } from "../../../generator/src/emit/line-breaks.js";

const broken = (of: { readonly text: string }, width: number): readonly string[] =>
  settle(of.text, width, (_, name) => name).split("\n");

it("what fits stays on its line; else an item a line, with a comma behind each", () => {
  const call = breakable("call(", ["first", "second"], ");");
  expect(broken(call, 20)).toEqual(["call(first, second);"]);
  expect(broken(call, 19)).toEqual(["call(", "  first,", "  second,", ");"]);
});

it("what takes no comma gets none", () => {
  expect(broken(enclosed("#[link(", 'name = "x"', ")]"), 12)).toEqual(["#[link(", '  name = "x"', ")]"]);
});

it("of two groups the inner one breaks, unless its own beginning is too long for the line", () => {
  const of = wrapped("new(", breakable("made(", ["object"], ")"), ");");
  expect(broken(of, 18)).toEqual(["new(made(object));"]);
  expect(broken(of, 17)).toEqual(["new(made(", "  object,", "));"]);
  const longer = wrapped("new(", breakable("made_of_all(", ["object"], ")"), ");");
  expect(broken(longer, 22)).toEqual(["new(made_of_all(", "  object,", "));"]);
  expect(broken(longer, 15)).toEqual(["new(", "  made_of_all(", "    object,", "  ),", ");"]);
});

it("breaking changes spaces, lines and last commas only, and every line that could be short is", () => {
  const word = fc.stringMatching(/^[a-z]{1,12}$/);
  const { group } = fc.letrec<{ group: Fragment }>((tie) => ({
    group: fc
      .tuple(word, fc.array(fc.oneof({ depthSize: "small" }, word, tie("group")), { minLength: 1, maxLength: 4 }))
      .map(([head, items]) => breakable(`${head}(`, items, ")")),
  }));
  fc.assert(
    fc.property(group, fc.integer({ min: 16, max: 60 }), (of, width) => {
      const flat = broken(of, 10_000);
      const narrow = broken(of, width);
      expect(flat).toHaveLength(1);
      const bare = (lines: readonly string[]): string => lines.join("").replaceAll(/\s/g, "").replaceAll(",)", ")");
      expect(bare(narrow)).toBe(bare(flat));
      // A line with an item that could stand below is never too long.
      for (const line of narrow) if (line.includes(", ")) expect(line.length).toBeLessThanOrEqual(width);
    }),
  );
});
