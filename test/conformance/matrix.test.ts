/** The matrix that is kept is of the features, languages, hosts and known failures there are, and its picture says the same. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { expectedMatrix } from "./expected-matrix.js";
import { features } from "./features.js";
import { hosts } from "./hosts/index.js";
import { asMarkdown, folded, hostTitles, type Matrix, totalOf } from "./matrix.js";
import { asSvg } from "./matrix-svg.js";
import { regressions } from "./regressions.js";

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

it("matrix.md has what the features and regressions have now, for each language and host", async () => {
  const names = regressions.map((f) => f.name);
  const expected = folded(await expectedMatrix([...features, ...regressions]), names, "regressions");
  const text = kept("matrix.md");
  const wanted = asMarkdown(expected, { seed: 0, calls: 0, compared: 0 });
  const titles = (of: string): readonly (string | undefined)[] => [...of.matchAll(/^## (.*)$/gm)].map(([, t]) => t);
  expect(titles(text), again).toEqual(hosts.map((h) => hostTitles[h.id]));
  expect(titles(wanted)).toEqual(titles(text));
  // One line for each cell that differs: which, what is kept, what it has to be.
  const cells = (of: string): ReadonlyMap<string, string> =>
    new Map(
      tables(of).flatMap(([head = [], ...body], t) =>
        body.flatMap(([row = "", ...found]) =>
          found.map((cell, i): [string, string] => [`${titles(of)[t]}: ${head[i + 1]}: ${row}`, cell]),
        ),
      ),
    );
  const [there, now] = [cells(text), cells(wanted)];
  const differing = [...new Set([...there.keys(), ...now.keys()])]
    .filter((at) => there.get(at) !== now.get(at))
    .map((at) => `${at}: ${there.get(at) ?? "nothing"}, and has to be ${now.get(at) ?? "nothing"}`);
  expect(differing, again).toEqual([]);
  // In the same order, too.
  expect(tables(text), again).toEqual(tables(wanted));
});

it("matrix.md sums up what stands above, and has no failure", () => {
  for (const [head, ...body] of tables(kept("matrix.md"))) {
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
