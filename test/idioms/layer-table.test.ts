/** The table of sdk-templates/README.md: what it names is in the runtime files of that language, and every language is in it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { buildableLanguages, findLanguage } from "../../generator/src/backend/registry.js";
import { repository } from "../support/toolchain.js";

const page = readFileSync(join(repository, "sdk-templates/README.md"), "utf8");
const [head = [], , ...rows] = page
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

/** All hand-written text of a language. */
function layerOf(id: string): string {
  const folder = join(repository, id === "typescript" ? "sdk-ts/src" : `sdk-templates/${id}/runtime`);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("/gen"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

/** `ocre::dispatch_all`, `info!`: what is declared is the last word. */
const declared = (name: string): string => /(\w+)!?$/.exec(name)?.[1] ?? name;

const languages = buildableLanguages.map((id) => ({ id, title: findLanguage(id)?.title ?? id }));

it("has a row for every language that apps are built of", () => {
  expect(rows.map(([title]) => title).toSorted()).toEqual(languages.map(({ title }) => title).toSorted());
});

it.each(rows.map((row) => [row[0] ?? "", row] as const))("%s has what its row names", (title, row) => {
  const id = languages.find((language) => language.title === title)?.id ?? "";
  const text = layerOf(id);
  const names = row.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
  expect(names.length).toBeGreaterThan(2);
  const missing = names.filter((name) => !new RegExp(`\\b${declared(name)}\\b`).test(text));
  expect(missing).toEqual([]);
});

it("says where a language has nothing of its own", () => {
  const gaps = rows.flatMap(([title, ...cells]) =>
    cells.flatMap((cell, i) => (cell === "none" ? [`${title}: ${head[i + 1]}`] : [])),
  );
  expect(gaps).toEqual([]);
});
