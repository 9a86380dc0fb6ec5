import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeFiles } from "../../../generator/src/emit/writer.js";
import { temporaryFolder } from "../../support/ocrekit.js";

const files = [
  { path: "a.txt", text: "a" },
  { path: "deep/er/b.txt", text: "b" },
];

describe("writeFiles", () => {
  it("writes into folders that are not there yet, and leaves nothing else", () => {
    const folder = join(temporaryFolder(), "new");
    expect(writeFiles(folder, files)).toEqual({ written: ["a.txt", "deep/er/b.txt"], unchanged: [], kept: [] });
    expect(readFileSync(join(folder, "deep/er/b.txt"), "utf8")).toBe("b");
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(["a.txt", "deep", "deep/er", "deep/er/b.txt"]);
  });

  it("leaves a file alone that has its text already", () => {
    const folder = temporaryFolder();
    writeFiles(folder, files);
    const before = statSync(join(folder, "a.txt")).mtimeMs;
    expect(
      writeFiles(folder, [
        { path: "a.txt", text: "a" },
        { path: "deep/er/b.txt", text: "other" },
      ]),
    ).toEqual({ written: ["deep/er/b.txt"], unchanged: ["a.txt"], kept: [] });
    expect(statSync(join(folder, "a.txt")).mtimeMs).toBe(before);
  });

  it("never overwrites a file that is the user's", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "app.c"), "mine");
    expect(writeFiles(folder, [{ path: "app.c", text: "stub", once: true }]).kept).toEqual(["app.c"]);
    expect(readFileSync(join(folder, "app.c"), "utf8")).toBe("mine");
  });

  it("compares and writes nothing under check", () => {
    const folder = join(temporaryFolder(), "none");
    expect(writeFiles(folder, files, { check: true }).written).toEqual(["a.txt", "deep/er/b.txt"]);
    expect(existsSync(folder)).toBe(false);
  });

  it.each(["../x", "/x", "a/../../x", "a//b", "", "a\\b", "."])(
    "refuses the path '%s' before it writes anything",
    (path) => {
      const folder = temporaryFolder();
      expect(() => writeFiles(folder, [...files, { path, text: "" }])).toThrow("leaves the output folder");
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it("takes everything back when one file cannot be written", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a.txt"), "old");
    // A file where a folder is needed.
    writeFileSync(join(folder, "deep"), "");
    expect(() => writeFiles(folder, files)).toThrow();
    expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("old");
    expect(readdirSync(folder).sort()).toEqual(["a.txt", "deep"]);
  });
});
