/** The WIT that componentize-py is given, and what is refused because of it. */
import { planWorld } from "ocrekit/abi";
import { type Graph, loadWitSources, printWit, selectWorld } from "ocrekit/graph";
import { describe, expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/python/backend.js";
import { toolGraph } from "../../../../generator/src/backends/python/tool-graph.js";
import { noDirectives } from "../../../support/graph-of.js";

function load(text: string): Graph {
  const { graph } = loadWitSources([{ path: "a.wit", text }]);
  if (graph === undefined) throw new Error("the WIT has a mistake");
  return graph;
}

const shown = (items: string): string =>
  printWit(toolGraph(load(`package a:b;\ninterface i {\n${items}\n}\nworld w { export i; }`)));

describe("toolGraph", () => {
  it("has pairs for maps and tuples for fixed lists, wherever they are", () => {
    const text = shown(`
      type names = map<u8, map<string, list<s8, 2>>>;
      record r { a: list<option<u8>, 3> }
      f: func(x: names, y: r) -> result<list<map<char, bool>>>;`);
    expect(text).toContain("type names = list<tuple<u8, list<tuple<string, tuple<s8, s8>>>>>;");
    expect(text).toContain("a: tuple<option<u8>, option<u8>, option<u8>>,");
    expect(text).toContain("-> result<list<list<tuple<char, bool>>>>;");
  });

  it("documents a resource without functions, and leaves others as they are", () => {
    expect(shown("resource r;\nf: func(x: r);")).toContain("/// Nothing to call.\n  resource r;");
    expect(shown("/// Mine.\nresource r;")).toContain("/// Mine.\n  resource r;");
    expect(shown("resource r { m: func(); }")).not.toContain("///");
  });

  it("has constructors before methods", () => {
    expect(shown("resource r { m: func(); constructor(); }")).toMatch(/constructor\(\);\s+m: func\(\);/);
  });

  it("is read back as the same WIT", () => {
    const text = shown("resource r { m: func(x: map<u8, list<u8, 2>>); constructor(); }");
    expect(printWit(toolGraph(load(text)))).toBe(text);
  });
});

const inWorld = (text: string): string => printWit(toolGraph(load(`package a:b;\n${text}`)));

it("an interface under another name is written out, and names outside of WIT are left out", () => {
  const text = inWorld(`
    interface i { type n = u8; @external-id("x") f: func() -> n; }
    world w { @external-id("y") import one: i; export two: i; import i; }`);
  expect(text).toContain("import one: interface {");
  expect(text).toContain("export two: interface {");
  expect(text).toContain("import i;");
  expect(text.match(/f: func\(\) -> n;/g)).toHaveLength(3);
  expect(text).not.toContain("external-id");
});

/** What is said of a world, with the places of WIT. */
function refusals(text: string): readonly (readonly [string, string])[] {
  const graph = load(`package a:b;\n${text}`);
  const world = selectWorld(graph, "w");
  if (typeof world !== "number") throw new Error("no world");
  const { plan } = planWorld(graph, noDirectives, world, { side: "guest", profile: backend.profile });
  const { files, diagnostics } = generate(backend, plan);
  expect(files.length === 0).toBe(diagnostics.length > 0);
  return diagnostics.map((d) => [d.code, d.span?.file.path ?? ""]);
}

describe("a resource of the world has no class in the bindings", () => {
  it.each([
    ["an app gets one", "world w { resource r { m: func(); } import f: func() -> option<own<r>>; }"],
    ["an app makes one", "world w { resource r { constructor(); } }"],
    ["an app gives one", "world w { resource r; type rs = list<r>; export f: func(x: rs); }"],
    ["a method gives one", "world w { resource r { m: func() -> r; } }"],
  ])("and is refused where it is: %s", (_, text) => {
    expect(refusals(text)).toEqual([["python/world-resource", "a.wit"]]);
  });

  it.each([
    ["nobody has one", "world w { resource r { m: func(); } import f: func(); }"],
    ["it is one of an interface", "interface i { resource r { m: func(); } } world w { import i; export i; }"],
  ])("but %s", (_, text) => {
    expect(refusals(text)).toEqual([]);
  });
});

it("parameters are not called like the one that the bindings put before them", () => {
  const text = inWorld(`
    interface i {
      resource r { constructor(self: u8); m: func(cls: u8); s: static func(cls: u8, cls-value: u8); }
      f: func(self: r);
    }
    world w { import i; export g: func(self: u8) -> u8; }`);
  expect(text).toContain("constructor(self-value: u8);");
  expect(text).toContain("m: func(cls-value: u8);");
  expect(text).toContain("s: static func(cls-value-value: u8, cls-value: u8);");
  expect(text).toContain("f: func(self-value: r);");
  expect(text).toContain("g: func(self-value: u8) -> u8;");
});

it("a list that is too long for a tuple is refused where it is", () => {
  const graph = load("package a:b;\nworld w {\n  import f: func(x: list<u8, 10001>, y: list<u8, 10000>);\n}");
  const world = selectWorld(graph, "w");
  if (typeof world !== "number") throw new Error("no world");
  const { plan } = planWorld(graph, noDirectives, world, { side: "guest", profile: backend.profile });
  const { files, diagnostics } = generate(backend, plan);
  expect(files).toEqual([]);
  expect(diagnostics.map((d) => [d.message, d.span?.file.path])).toEqual([
    ["a list of 10001 items is too long for Python", "a.wit"],
  ]);
});
