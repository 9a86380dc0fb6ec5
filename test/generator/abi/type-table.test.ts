/** Which side of the boundary a resource is on, and which names denote one type. */
import { type Plan, planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { describe, expect, it } from "vitest";
import { noDirectives } from "../../support/graph-of.js";
import { hostProfile } from "../../support/profiles.js";

function planOf(wit: string): Plan {
  const { graph, diagnostics } = loadWitSources([{ path: "case.wit", text: `package test:case@1.0.0;\n${wit}` }]);
  if (graph === undefined) throw new Error(diagnostics.map((d) => d.message).join("; "));
  const world = selectWorld(graph, "w");
  if (typeof world !== "number") throw new Error(world.message);
  const { plan } = planWorld(graph, noDirectives, world, { side: "guest", profile: hostProfile });
  return plan;
}

const both =
  "interface i { resource r { m: func(); } record pair { a: r, b: u8 } record plain { a: u8 } f: func(p: pair, q: plain); }";

describe("an interface that is imported and exported", () => {
  const plan = planOf(`${both} world w { import i; export i; }`);

  it("has one resource on each side", () => {
    expect(plan.resources.map((r) => [r.name, r.direction, r.drop.module])).toEqual([
      ["r", "import", "test:case/i@1.0.0"],
      ["r", "export", "[export]test:case/i@1.0.0"],
    ]);
    expect(plan.resources[1]?.destructor).toBe("test:case/i@1.0.0#[dtor]r");
  });

  it("has a type twice when it holds a handle, and once when it does not", () => {
    expect(plan.types.filter((t) => t.name === "pair").map((t) => t.home?.exported)).toEqual([false, true]);
    expect(plan.types.filter((t) => t.name === "plain")).toHaveLength(1);
  });

  it("declares each type in one group", () => {
    const declared = plan.groups.flatMap((g) => g.types);
    expect(new Set(declared).size).toBe(declared.length);
  });
});

describe("names of types", () => {
  it("are one type when one of them is a 'use', and two when one is an alias", () => {
    const plan = planOf(
      "interface a { type t = u32; type u = t; } interface b { use a.{t as x}; f: func(p: x); } world w { import a; import b; }",
    );
    expect(plan.types.filter((t) => t.name !== undefined).map((t) => t.name)).toEqual(["t", "u"]);
    expect(plan.groups.find((g) => g.name === "b")?.types).toEqual([]);
  });

  it("of resources are no value types", () => {
    const plan = planOf(
      "interface a { resource r; type s = r; } interface b { use a.{r as x}; f: func(p: x) -> x; } world w { import a; import b; }",
    );
    expect(plan.resources).toHaveLength(1);
    expect(plan.types.map((t) => t.kind.k)).toEqual(["handle"]);
  });
});

describe("core names", () => {
  it("of inline interfaces and of the world itself carry no package", () => {
    const plan = planOf(
      "world w { import here: interface { resource r { m: func(); } } import f: func(); export g: func() -> string; }",
    );
    const names = plan.groups.flatMap((g) => g.functions).map((fn) => [fn.core.module, fn.core.field, fn.post?.name]);
    expect(names).toEqual([
      ["here", "[method]r.m", undefined],
      ["$root", "f", undefined],
      ["", "g", "cabi_post_g"],
    ]);
    expect(plan.resources[0]?.drop).toEqual({ module: "here", field: "[resource-drop]r" });
  });
});

describe("what has no plan", () => {
  it.each([
    ["an async function", "interface i { f: async func(); }"],
    ["a stream", "interface i { f: func(s: stream<u8>); }"],
    ["a future in a record", "interface i { record r { a: future<u8> } }"],
    ["an accessor", "interface i { name: get() -> u32; }"],
    ["an error context", "interface i { f: func() -> error-context; }"],
  ])("is a diagnostic at its place: %s", (_, text) => {
    const { graph } = loadWitSources([{ path: "case.wit", text: `package test:case;\n${text} world w { import i; }` }]);
    if (graph === undefined) throw new Error("the case does not load");
    const world = selectWorld(graph, "w");
    if (typeof world !== "number") throw new Error(world.message);
    const { diagnostics } = planWorld(graph, noDirectives, world, { side: "guest", profile: hostProfile });
    expect(diagnostics.map((d) => d.code)).toEqual(["abi/unsupported"]);
    expect(diagnostics[0]?.span?.start).toBeGreaterThan(10);
  });
});

describe("an interface that a world gives other names", () => {
  const world = "world w { import first: i; import second: i; import i; }";

  it("is imported once by each name, with the types of one", () => {
    const plan = planOf(`interface i { record r { a: u8 } f: func(r: r); } ${world}`);
    const functions = plan.groups.flatMap((g) => g.functions.map((fn) => `${g.kind} ${fn.core.module} ${fn.name}`));
    expect(functions).toEqual(["inline first f", "inline second f", "interface test:case/i@1.0.0 f"]);
    expect(plan.types.filter((t) => t.name === "r").map((t) => t.home?.module)).toEqual(["test:case/i@1.0.0"]);
  });

  it("is refused when it has resources, of which each name would have its own", () => {
    const { graph } = loadWitSources([
      { path: "case.wit", text: `package test:case@1.0.0;\ninterface i { resource r; } ${world}` },
    ]);
    const id = graph && selectWorld(graph, "w");
    if (graph === undefined || typeof id !== "number") throw new Error("the WIT is wrong");
    const { diagnostics } = planWorld(graph, noDirectives, id, { side: "guest", profile: hostProfile });
    expect(diagnostics.map((d) => `${d.code} ${d.message}`)).toEqual([
      "abi/unsupported the interface 'i', which has resources, by another name cannot be generated yet: only the synchronous canonical ABI has a plan",
      "abi/unsupported the interface 'i', which has resources, by another name cannot be generated yet: only the synchronous canonical ABI has a plan",
    ]);
  });
});
