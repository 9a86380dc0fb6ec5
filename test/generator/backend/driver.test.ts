import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { describe, expect, it } from "vitest";
import { createContext, generate } from "../../../generator/src/backend/driver.js";
import { generateFromWit } from "../../../generator/src/backend/from-wit.js";
import { findLanguage, languages } from "../../../generator/src/backend/registry.js";
import { supportDiagnostics } from "../../../generator/src/backend/support.js";
import { backend as c } from "../../../generator/src/backends/c/backend.js";
import { defineDiagnostics, locate } from "../../../generator/src/diagnostics/index.js";
import { noDirectives } from "../../support/graph-of.js";

function load(text: string) {
  const { graph, diagnostics } = loadWitSources([{ path: "x.wit", text: `package a:b;\n${text}` }]);
  if (graph === undefined) throw new Error(diagnostics.map((d) => d.message).join());
  const world = selectWorld(graph);
  if (typeof world !== "number") throw new Error(world.message);
  return { graph, world };
}

function plan(text: string) {
  const { graph, world } = load(text);
  return planWorld(graph, noDirectives, world, { side: "guest", profile: c.profile }).plan;
}

const small = "interface i { f: func(); } world w { import i; }";

describe("generate", () => {
  it("sorts its files by path, and prints the same every time", () => {
    const { files } = generate(c, plan(small));
    expect(files.map((f) => f.path)).toEqual(files.map((f) => f.path).sort());
    expect(generate(c, plan(small)).files).toEqual(files);
  });

  it("prints nothing when the back-end finds an error, and tells a warning beside the files", () => {
    const report = defineDiagnostics({
      "x/no": { message: () => "no" },
      "x/hm": { severity: "warning", message: () => "hm" },
    });
    expect(generate({ ...c, check: () => [report("x/no", undefined)] }, plan(small)).files).toEqual([]);
    const warned = generate({ ...c, check: () => [report("x/hm", undefined)] }, plan(small));
    expect([warned.files.length > 0, warned.diagnostics.length]).toEqual([true, 1]);
  });

  it("does not let two files of one name pass", () => {
    const twice = { ...c, extraFiles: () => [{ path: "wit.h", text: "" }] };
    expect(() => generate(twice, plan(small))).toThrow("two files are named 'wit.h'");
  });

  it("fills in the defaults of options", () => {
    expect([...createContext(c, plan(small), { options: new Map([["arena-bytes", "64"]]) }).options]).toEqual([
      ["realloc", "arena"],
      ["arena-bytes", "64"],
    ]);
  });
});

describe("supportDiagnostics", () => {
  const places = (text: string, supports: Partial<typeof c.supports> = {}) => {
    const { graph, world } = load(text);
    return supportDiagnostics(graph, world, { title: "X", supports: { ...c.supports, ...supports } }).map((d) => {
      const at = d.span === undefined ? undefined : locate(d.span);
      return `${at?.line}:${at?.column} ${d.message}`;
    });
  };

  it("points at what cannot be generated, at each place once", () => {
    expect(
      places(`interface i {
  type s = stream<u8>;
  f: async func(a: s) -> s;
  g: func(a: error-context, b: list<future>);
}
world w { import i; }`),
    ).toEqual([
      "3:8 a stream cannot be generated for X yet",
      "4:3 the async function 'f' cannot be generated for X yet",
      "5:11 'error-context' cannot be generated for X yet",
      "5:29 a future cannot be generated for X yet",
    ]);
  });

  it("refuses getters and setters once, and says what to write in their place", () => {
    const { graph, world } = load(`interface i {
  level: get() -> u8;
  level: set(v: u8);
  resource r { name: get() -> string; n: static get() -> u8; }
}
world w { import i; export i; }`);
    const found = supportDiagnostics(graph, world, { title: "X", supports: c.supports });
    expect(found.map((d) => `${d.message}: ${d.hint}`)).toEqual([
      "the getter 'level' cannot be generated for X yet: declare a function in its place, level: func(...)",
      "the setter 'level' cannot be generated for X yet: declare a function in its place, set-level: func(...)",
      "the getter 'r.name' cannot be generated for X yet: declare a function in its place, name: func(...)",
      "the getter 'r.n' cannot be generated for X yet: declare a function in its place, n: func(...)",
    ]);
  });

  it("goes by the record of what a back-end supports", () => {
    const text = "interface i { resource r; f: func(a: map<u8, u8>, b: list<u8, 4>, c: r); } world w { export i; }";
    expect(places(text)).toEqual([]);
    expect(places(text, { maps: false, fixedLists: false, exportedResources: false })).toHaveLength(3);
  });

  it("does not look outside of the world", () => {
    expect(places("interface i { f: async func(); } interface j { f: func(); } world w { import j; }")).toEqual([]);
  });
});

describe("the registry", () => {
  it("names each language of the command line", () => {
    const ids = "c cpp rust zig go assemblyscript typescript python csharp moonbit d docs host-ts host-wamr";
    expect(languages.map((l) => l.id).sort()).toEqual(ids.split(" ").sort());
  });

  it.each(languages.filter((l) => l.load !== undefined))(
    "$id loads a back-end of that name and side",
    async ({ id, side, title }) => {
      expect(await findLanguage(id)?.load?.()).toMatchObject({ id, side, title });
    },
  );
});

it("a WIT that is not there is a diagnostic, not a crash", () => {
  const { files, diagnostics } = generateFromWit(c, { wit: "no/such/folder" });
  expect([files, diagnostics.length]).toEqual([[], 1]);
});
