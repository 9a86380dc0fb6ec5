/** The parser: which comments belong to which item, and how it goes on after a mistake. */
import { locate } from "ocrekit/diagnostics";
import { type Docs, type Graph, loadWitSources } from "ocrekit/graph";
import { describe, expect, it } from "vitest";

function graphOf(text: string): Graph {
  const { graph, diagnostics } = loadWitSources([{ path: "main.wit", text: `package t:t;\n${text}` }]);
  if (graph === undefined) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return graph;
}

function docsOfFunction(text: string, name: string): Docs | undefined {
  return graphOf(`interface i {\n${text}\n}`).interfaces[0]?.functions.get(name)?.docs;
}

/** `line:column code` of every diagnostic. */
function mistakes(text: string): string[] {
  return loadWitSources([{ path: "main.wit", text }]).diagnostics.map(({ code, span }) => {
    const place = span === undefined ? undefined : locate(span);
    return `${place?.line}:${place?.column} ${code}`;
  });
}

describe("comments", () => {
  it("gives a trailing comment to the next item, and says that it follows code", () => {
    const docs = docsOfFunction("f: func(); // about f?\n/// About g.\ng: func();", "g");
    expect(docs?.contents).toBe("about f?\nAbout g.");
    expect(docs?.comments.map((c) => [c.style, c.ownLine])).toEqual([
      ["line", false],
      ["doc-line", true],
    ]);
  });

  it.each([
    ["/// a", "doc-line"],
    ["// a", "line"],
    ["//// a", "line"],
    ["/** a */", "doc-block"],
    ["/* a */", "block"],
    ["/***/", "doc-block"],
    ["/**/", "block"],
  ] as const)("tells %s to be a %s comment", (text, style) => {
    const docs = docsOfFunction(`${text}\nf: func();`, "f");
    expect(docs?.comments.map((c) => c.style)).toEqual([style]);
  });

  it("keeps the place of a comment", () => {
    const [comment] = docsOfFunction("/// text\nf: func();", "f")?.comments ?? [];
    expect(comment?.text).toBe(" text");
    expect(comment?.span.file.text.slice(comment.span.start, comment.span.end)).toBe("/// text");
  });

  it("knows that a block which began after code does not stand on its own line", () => {
    const docs = docsOfFunction("f: func(); /** one\n two */ /// three\ng: func();", "g");
    expect(docs?.comments.map((c) => c.ownLine)).toEqual([false, true]);
  });

  it("drops comments between a name and its type", () => {
    expect(docsOfFunction("f: /// lost\nfunc();", "f")).toBeUndefined();
  });
});

describe("recovery", () => {
  it("reports one mistake for each broken item", () => {
    const text = "package t:t;\ninterface i {\n  f: func(;\n  ok: func();\n  g: fnc();\n}\nworld w {\n  import ;\n}\n";
    expect(mistakes(text)).toEqual(["3:11 wit/expected", "5:6 wit/expected", "8:10 wit/expected"]);
  });

  it("goes on after a method that is broken", () => {
    const text = "package t:t;\ninterface i {\n  resource r {\n    a: func(\n    b: fnc();\n  }\n  c: fnc();\n}\n";
    expect(mistakes(text)).toEqual(["5:11 wit/expected", "7:6 wit/expected"]);
  });

  it("says nothing about the uses of a type that it could not read", () => {
    const text = "package t:t;\ninterface i {\n  record r { a u8 }\n  f: func(x: r);\n}\n";
    expect(mistakes(text)).toEqual(["3:16 wit/expected"]);
  });

  it("reports one cycle, and not what depends on it", () => {
    const text = "package t:t;\ninterface i {\n  type a = list<b>;\n  type b = a;\n  f: func(x: a) -> b;\n}\n";
    expect(mistakes(text)).toEqual(["3:17 wit/cycle"]);
  });

  it("stops after fifty mistakes", () => {
    const text = `package t:t;\ninterface i {\n${"f: x();\n".repeat(1000)}}\n`;
    expect(mistakes(text)).toHaveLength(51);
    expect(mistakes(text).at(-1)).toContain("wit/too-many-errors");
  });
});

describe("a missing brace", () => {
  const interfaceBefore = "package t:t;\ninterface a {\n  f: func();\n\n";
  it.each([
    ["before the next interface", `${interfaceBefore}interface b {\n}\n`, "3:13"],
    ["before the next world", `${interfaceBefore}world w {\n}\n`, "3:13"],
    ["at the end of the file", interfaceBefore, "3:13"],
    ["of a record", "package t:t;\ninterface a {\n  record r {\n    x: u8,\n\n  f: func();\n}\n", "4:11"],
    ["of a resource", "package t:t;\ninterface a {\n  resource r {\n    x: func();\n\n  f: func();\n}\n", "4:15"],
    ["of a nested package", "package t:t;\npackage u:u {\n  interface a {\n  }\n\npackage v:v {\n}\n", "4:4"],
    [
      "of an inline interface",
      "package t:t;\nworld w {\n  import a: interface {\n    f: func();\n  export g: func();\n}\n",
      "4:15",
    ],
    ["of a list of names", "package t:t;\ninterface a {\n  enum e {\n    x,\n  f: func();\n}\n", "4:7"],
  ])("is reported where it is missing: %s", (_, text, at) => {
    expect(mistakes(text)[0]).toBe(`${at} wit/missing-brace`);
  });

  it("is not seen in a text without indentation whose braces balance", () => {
    expect(mistakes("package t:t;\ninterface a {\nrecord r {\nx: u8,\n}\nf: func();\n}\n")).toEqual([]);
  });
});
