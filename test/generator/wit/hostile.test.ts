/** Hostile input ends in a diagnostic, quickly. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { locate, renderDiagnostics } from "ocrekit/diagnostics";
import { loadWit, loadWitSources } from "ocrekit/graph";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const million = 1_000_000;
const ms = 3_000;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ocrekit-hostile-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function codes(text: string): readonly string[] {
  // Of this process, so that others on the machine do not count.
  const started = process.cpuUsage();
  const { graph, diagnostics } = loadWitSources([{ path: "main.wit", text }]);
  const shown = renderDiagnostics(diagnostics);
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1000).toBeLessThan(ms);
  expect(shown.length, "messages stay short").toBeLessThan(100_000);
  expect(graph).toBeUndefined();
  return diagnostics.map((d) => d.code);
}

const head = "package t:t;\ninterface i {\n";

describe("hostile input", () => {
  it.each([
    ["types nested a million times", `${head}type t = ${"list<".repeat(million)}`, "wit/nesting-too-deep"],
    ["packages nested 100,000 times", "package a:a { ".repeat(100_000), "wit/nesting-too-deep"],
    ["a million braces", "{".repeat(million), "wit/expected"],
    ["a million closing braces", `package t:t;${"}".repeat(million)}`, "wit/expected"],
    ["comments nested a million times", `package t:t;${"/*".repeat(million)}`, "wit/unterminated-comment"],
    ["a name of ten million letters", `${head}${"a".repeat(10 * million)}`, "wit/missing-brace"],
    ["a name of a million upper-case letters", `${head}${"aA".repeat(million)}: func(); }`, "wit/invalid-name"],
    [
      "a number of ten million digits",
      `${head}type t = list<u8, ${"9".repeat(10 * million)}>; }`,
      "wit/invalid-length",
    ],
    ["a version of a million digits", `package t:t@${"9".repeat(million)}.0.0;`, "wit/invalid-version"],
    ["a line of ten million spaces", `${head}${" ".repeat(10 * million)}?`, "wit/unexpected-character"],
    ["a string of ten million letters", `${head}@external-id("${"x".repeat(10 * million)}`, "wit/unterminated-string"],
    ["a million NUL characters", "\0".repeat(million), "wit/control-character"],
    ["text that runs backwards", `${head}/* \u202e */ }`, "wit/hidden-character"],
    ["half a character", `${head}\ud800 }`, "wit/unexpected-character"],
    ["a million attributes", `${head}${"@since(version = 1.0.0) ".repeat(100_000)} f: func(); }`, "wit/gate"],
    ["a million at signs", `${head}${"@".repeat(million)}`, "wit/expected"],
    ["100,000 unknown types", `${head}${"f: func(a: x);".repeat(50_000)} }`, "wit/unknown-type"],
  ])("%s", (_, text, code) => {
    expect(codes(text)).toContain(code);
  });

  it("survives names that are properties of every object", () => {
    const text = `${head}constructor: func(); }`;
    expect(codes(text)).toContain("wit/keyword-as-name");
    const good = `${head}to-string: func(); type has-own-property = u8; }`;
    expect(loadWitSources([{ path: "main.wit", text: good }]).graph).toBeDefined();
  });

  it("survives a chain of ten thousand types, and a cycle as long", () => {
    const chain = Array.from({ length: 10_000 }, (_, i) => `type t${i} = list<t${i + 1}>;`).join("\n");
    const open = loadWitSources([{ path: "main.wit", text: `${head}${chain} type t10000 = u8; }` }]);
    expect(open.diagnostics).toEqual([]);
    expect(codes(`${head}${chain} type t10000 = t0; }`)).toEqual(["wit/cycle"]);
  });

  it("survives two thousand worlds that include each other in a row", () => {
    const worlds = Array.from({ length: 2_000 }, (_, i) => `world w${i + 1} { include w${i}; }`).join("\n");
    const { diagnostics } = loadWitSources([
      { path: "main.wit", text: `package t:t;\nworld w0 { import f: func(); }\n${worlds}` },
    ]);
    expect(diagnostics).toEqual([]);
  });

  it("says where a file stops being UTF-8", () => {
    const path = join(folder, "latin.wit");
    writeFileSync(path, Buffer.concat([Buffer.from("package t:t;\n// é "), Buffer.from([0xe9]), Buffer.from(" x\n")]));
    const [first] = loadWit(path).diagnostics;
    expect(first?.code).toBe("wit/invalid-utf8");
    expect(first?.span && locate(first.span)).toMatchObject({ line: 2, column: 6 });
  });

  it("says what a path is that holds no WIT", () => {
    expect(loadWit(join(folder, "nothing.wit")).diagnostics.map((d) => d.code)).toEqual(["wit/unreadable"]);
  });
});
