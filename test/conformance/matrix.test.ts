/** The matrix that is kept is of the features, languages and hosts there are, and its picture says the same. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { features } from "./features.js";
import { guestBuilders } from "./guests.js";
import { hosts } from "./hosts/index.js";
import { folded, hostTitles, type Matrix, totalOf } from "./matrix.js";
import { asSvg } from "./matrix-svg.js";

const kept = (name: string): string => readFileSync(fileURLToPath(new URL(name, import.meta.url)), "utf8");
const again = "run: npm run conformance -- --together";

/** Cells of the tables, without the marks of Markdown. */
const tables = (text: string): readonly (readonly (readonly string[])[])[] =>
  text
    .split(/^## /m)
    .slice(1)
    .map((part) =>
      part
        .split("\n")
        .filter((line) => line.startsWith("| ") && !line.startsWith("| ---"))
        .map((line) =>
          line
            .replaceAll("*", "")
            .split("|")
            .slice(1, -1)
            .map((cell) => cell.trim()),
        ),
    );

const rowsOf = (body: readonly (readonly string[])[]): readonly (string | undefined)[] =>
  body.map(([name]) => name).filter((name) => name !== "regressions");

it("matrix.md has a table for each host, a row for each feature and a column for each language", async () => {
  const languages = (await guestBuilders()).map((b) => b.title);
  const text = kept("matrix.md");
  expect(
    [...text.matchAll(/^## (.*)$/gm)].map(([, title]) => title),
    again,
  ).toEqual(hosts.map((h) => hostTitles[h.id]));
  for (const [head, ...body] of tables(text)) {
    // Behind them come other ways to build a language, and regressions, where the run had some.
    expect(head?.slice(0, languages.length + 1), again).toEqual(["feature", ...languages]);
    expect(rowsOf(body), again).toEqual([...features.map((f) => f.name), "all"]);
    // What is summed up is what stands above.
    const column = (i: number): readonly string[] => body.map((row) => row[i] ?? "").filter((cell) => cell !== "–");
    for (const i of (head ?? []).slice(1).keys()) {
      const cells = column(i + 1).map((cell) => Number(/^\d+/.exec(cell)?.[0]));
      expect(cells.at(-1)).toBe(cells.length === 0 ? undefined : cells.slice(0, -1).reduce((a, b) => a + b, 0));
    }
    expect(body.flat().filter((cell) => cell.includes("✗"))).toEqual([]);
  }
});

it("matrix.svg has the cells of matrix.md", () => {
  const svg = kept("matrix.svg");
  const texts = [...svg.matchAll(/<text [^>]*class="([a-z])"[^>]*>([^<]*)<\/text>/g)];
  const ofClass = (name: string): readonly string[] => texts.flatMap(([, c, text = ""]) => (c === name ? [text] : []));
  const all = tables(kept("matrix.md"));
  const [, ...rows] = all[0] ?? [];
  expect(ofClass("f").slice(0, rows.length), again).toEqual(rows.map(([name]) => name));
  const inTables = all.flatMap(([, ...body]) => body.flatMap((row) => row.slice(1)));
  const numbers = (cells: readonly string[]): readonly string[] => cells.map((c) => c.replace(/ .*/, "")).toSorted();
  expect(numbers([...ofClass("c"), ...ofClass("s").filter((text) => text === "–")]), again).toEqual(numbers(inTables));
});

it("regressions are one row, and every row is in the picture", () => {
  const verdict = { passed: 2, known: [], failed: [], unexpected: [], calls: 5 };
  const columns = [{ language: "c", title: "C", host: "node" }];
  const failing = { ...verdict, failed: [{ name: "x", problem: "trap" }] };
  const verdicts = new Map([
    ["lists c node", verdict],
    ["one c node", verdict],
    ["two c node", failing],
  ]);
  const matrix: Matrix = { features: ["lists", "one", "two"], columns, verdicts };
  const whole = folded(matrix, ["one", "two"], "regressions");
  expect(whole.features).toEqual(["lists", "regressions"]);
  expect(whole.verdicts.get("regressions c node")).toMatchObject({ passed: 4, calls: 10, failed: failing.failed });
  expect(totalOf(whole, { language: "c", title: "C", host: "node" })).toEqual({ state: "fail", text: "6/7" });
  const svg = asSvg(whole);
  for (const text of ["lists", "regressions", "all", "4/5", "6/7", "failures"]) expect(svg).toContain(`>${text}<`);
  expect(folded(matrix, [], "regressions").features).toEqual(matrix.features);
});
