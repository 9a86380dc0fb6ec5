import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { describe, expect, it } from "vitest";
import { assignNames } from "../../../generator/src/emit/assign-names.js";
import type { NamePolicy } from "../../../generator/src/emit/names.js";
import { noDirectives } from "../../support/graph-of.js";
import { hostProfile } from "../../support/profiles.js";

const policy: NamePolicy = {
  reserved: new Set(["class", "new"]),
  escape: (name, attempt) => (attempt === 0 ? `${name}_` : `${name}${attempt}`),
  spell: (path) => path.name.replaceAll("-", ""),
  space: (path) => (path.kind === "type" || path.kind === "func" ? "file" : ""),
  anonymous: (shape, parts) => [shape.kind, ...parts].join("_"),
};

function namesOf(wit: string, own: NamePolicy = policy) {
  const { graph, diagnostics } = loadWitSources([{ path: "x.wit", text: `package a:b;\n${wit}` }]);
  if (graph === undefined) throw new Error(diagnostics.map((d) => d.message).join());
  const world = selectWorld(graph);
  if (typeof world !== "number") throw new Error(world.message);
  const { plan } = planWorld(graph, noDirectives, world, { side: "guest", profile: hostProfile });
  const names = assignNames(plan, own);
  const functions = plan.groups.flatMap((g) => g.functions);
  const type = (name: string) => {
    const found = plan.types.find((t) => t.name === name);
    if (found === undefined) throw new Error(`no type ${name}`);
    return found.id;
  };
  return { plan, names, functions, type };
}

const world = "world w { import i; }";

describe("assignNames", () => {
  it("escapes reserved words", () => {
    const { names, functions } = namesOf(`interface i { new: func(class: u8, other: u8); } ${world}`);
    const [fn] = functions;
    if (fn === undefined) throw new Error("no function");
    expect([names.func(fn), names.param(fn, 0), names.param(fn, 1)]).toEqual(["new_", "class_", "other"]);
  });

  it("counts where symbols of one space meet, in the plan's order, over types and functions alike", () => {
    const { names, functions, type } = namesOf(
      `interface i { record ab { x: u8 } f: func(p: ab); } interface j { a-b: func(); } interface k { ab: func(); } world w { import i; import j; import k; }`,
    );
    expect([names.type(type("ab")), ...functions.map((fn) => names.func(fn))]).toEqual(["ab", "f", "ab2", "ab3"]);
  });

  it("lets members and parameters of different owners share a name", () => {
    const { names, type, functions } = namesOf(
      `interface i { record r { x: u8 } record s { x: u8 } f: func(x: r, y: s); g: func(x: r); } ${world}`,
    );
    expect([names.member(type("r"), 0), names.member(type("s"), 0)]).toEqual(["x", "x"]);
    expect(functions.map((fn) => names.param(fn, 0))).toEqual(["x", "x"]);
  });

  it("calls a caller's inputs as its parameters, and gives every other local a name of its own", () => {
    const { names, functions } = namesOf(`interface i { f: func(area: string, tag: option<u8>) -> string; } ${world}`);
    const [fn] = functions;
    if (fn === undefined) throw new Error("no function");
    expect(fn.inputs.map((id) => names.local(fn, id))).toEqual(["area", "tag"]);
    const all = fn.locals.map((l) => names.local(fn, l.id));
    expect(new Set(all).size).toBe(all.length);
  });

  it("names anonymous types after their parts, whatever their depth", () => {
    const { names, plan } = namesOf(
      `interface i { record r { x: u8 } f: func(a: list<option<r>>, b: result<_, string>, c: tuple<u8, r>); } ${world}`,
    );
    const anonymous = plan.types.filter((t) => t.home === undefined && t.kind.k !== "scalar" && t.kind.k !== "string");
    expect(anonymous.map((t) => names.type(t.id))).toEqual([
      "option_r",
      "list_option_r",
      "result_unit_string",
      "tuple_u8_r",
    ]);
  });

  it("gives the same names for the same plan", () => {
    const wit =
      "interface i { record ab { x: u8 } f: func(p: ab); } interface j { a-b: func(); } world w { import i; import j; }";
    const spelled = () => {
      const { names, functions } = namesOf(wit);
      return functions.map((fn) => names.func(fn));
    };
    expect(spelled()).toEqual(spelled());
  });

  it("fails for what is in no plan", () => {
    const { names, type } = namesOf(`interface i { record r { x: u8 } f: func(a: r); } ${world}`);
    expect(() => names.member(type("r"), 1)).toThrow("name of member 1");
  });
});
