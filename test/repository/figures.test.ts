/** Figures and lists in the documents are those of the tree: languages, features, cases, examples, starter apps. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildableLanguages, languages } from "../../generator/src/backend/registry.js";
import { templatesOf } from "../../generator/src/build/app-templates.js";
import { features } from "../conformance/features.js";
import { strictCases } from "../conformance/strict/cases.js";
import { cases } from "../support/golden.js";
import { repository } from "../support/toolchain.js";

const page = (path: string): string => readFileSync(join(repository, path), "utf8");
/** Cells of the rows of a table: those below the line of dashes, up to the first line that is no row. */
function rowsBelow(text: string, head: RegExp): readonly (readonly string[])[] {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => head.test(line));
  if (start < 0) throw new Error(`no table with the head ${head}`);
  const below = lines.slice(start + 2);
  const end = below.findIndex((line) => !line.startsWith("|"));
  return below.slice(0, end < 0 ? below.length : end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
/** Every number that stands before these words. */
const counts = (text: string, words: RegExp): readonly number[] =>
  [...text.matchAll(new RegExp(`(\\d[\\d,]*) ${words.source}`, "g"))].map(([, n]) => Number(n?.replaceAll(",", "")));

const titleOf = (id: string): string => languages.find((language) => language.id === id)?.title ?? "";

describe("README.md", () => {
  const rows = rowsBelow(page("README.md"), /^\| language +\| id /);

  it("has a row for each language of which apps are built, with its title and its page", () => {
    expect(rows.map(([, id]) => id?.replaceAll("`", "")).toSorted()).toEqual(buildableLanguages.toSorted());
    for (const [title = "", id = "", , , link = ""] of rows) {
      expect(title.startsWith(titleOf(id.replaceAll("`", ""))), title).toBe(true);
      const target = /\]\(([^)]+)\)/.exec(link)?.[1] ?? "";
      expect(existsSync(join(repository, target)), target).toBe(true);
    }
  });
});

describe("the matrix of the conformance suite", () => {
  const text = page("test/conformance/matrix.md");
  const heads = text.split("\n").filter((line) => line.startsWith("| feature |"));

  it("has a column for each language and a row for each feature, for every host", () => {
    expect(heads.length).toBeGreaterThanOrEqual(3);
    const titles = buildableLanguages.map(titleOf);
    for (const head of heads) expect(titles.filter((title) => !head.includes(`| ${title} |`))).toEqual([]);
    const rows = text.split("\n").flatMap((line) => /^\| ([a-z][a-z-]*) \| /.exec(line)?.[1] ?? []);
    for (const { name } of features)
      expect(
        rows.filter((row) => row === name),
        name,
      ).toHaveLength(heads.length);
  });
});

describe("numbers in documents", () => {
  it("of cases for strict compilers are what there is, and never below the hundred that were asked for", () => {
    const [said = 0] = counts(page("test/conformance/README.md"), /WIT cases/);
    const there = strictCases().length;
    expect(there).toBeGreaterThanOrEqual(100);
    expect(said).toBe(there);
  });

  it.each([
    ["languages", buildableLanguages.length],
    ["features", features.length],
    ["golden cases", cases.length],
  ])("of %s are exact wherever one stands", (words, there) => {
    const pages = ["README.md", "CHANGELOG.md", "generator/README.md", "test/conformance/README.md", "wit/README.md"];
    for (const path of pages)
      for (const said of counts(page(path), new RegExp(`${words}\\b`)))
        expect({ path, said }).toEqual({ path, said: there });
  });
});

describe("every language of which apps are built", () => {
  const examples = readdirSync(join(repository, "examples"));

  it.each(buildableLanguages)("%s has the four starter apps, and an example that blinks", (id) => {
    expect(templatesOf(id).toSorted()).toEqual(["blinky", "button", "command", "pubsub"]);
    const blinking = examples
      .filter((name) => name.startsWith("blinky-"))
      .filter((name) => page(`examples/${name}/ocre.json`).includes(`"lang": "${id}"`));
    expect(blinking).toHaveLength(1);
  });

  it.each(buildableLanguages)("%s has an example that does more", (id) => {
    const others = examples.filter((name) => !name.startsWith("blinky-"));
    const manifests = others.flatMap((name) =>
      readdirSync(join(repository, "examples", name), { recursive: true, encoding: "utf8" })
        .filter((path) => /(^|[\\/])ocre\.json$/.test(path))
        .map((path) => page(`examples/${name}/${path}`)),
    );
    expect(manifests.filter((text) => text.includes(`"lang": "${id}"`)).length).toBeGreaterThan(0);
  });
});

it("there are at least 20 examples beside those that blink", () => {
  const others = readdirSync(join(repository, "examples"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("blinky-"))
    .map((entry) => entry.name);
  expect(others.length).toBeGreaterThanOrEqual(20);
});
