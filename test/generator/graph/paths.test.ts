import { describe, expect, it } from "vitest";
import type { Path } from "../../../generator/src/graph/directive-model.js";
import { parseDirectives } from "../../../generator/src/graph/directives.js";
import { elseValue, errorEnumOf } from "../../../generator/src/graph/errors.js";
import { functionSites } from "../../../generator/src/graph/functions.js";
import { loadWitSources } from "../../../generator/src/graph/load.js";
import type { Func, Graph } from "../../../generator/src/graph/model.js";
import { resolvePath } from "../../../generator/src/graph/paths.js";

const text = `package a:b@1.0.0;
interface types {
  enum trouble { denied, broken }
  /// @status trouble
  enum outcome { ok, denied, broken }
}
interface i {
  use types.{trouble, outcome as answer};
  flags modes { read, write }
  record options { label: string, modes: modes }
  type renamed = options;
  enum level { low, high }
  variant failure { other(string), denied }
  resource relay {
    constructor(name: string, options: renamed) -> result<relay, trouble>;
    open: static func(options: options, name: string) -> result<option<relay>, trouble>;
    level: func() -> level;
    count: func() -> s8;
    on: func() -> bool;
    set: func(on: bool) -> answer;
  }
  all: func() -> result<list<options>, failure>;
  find: func(o: options, all: list<string>) -> list<string>;
  run: func() -> result;
}
`;

const { graph } = loadWitSources([{ path: "main.wit", text }]);
if (graph === undefined) throw new Error("the example does not load");
const loaded: Graph = graph;
const { directives } = parseDirectives(loaded);

function func(name: string): Func {
  const site = functionSites(loaded).find((s) => s.func.name === name);
  if (site === undefined) throw new Error(`no function ${name}`);
  return site.func;
}

const span = { file: { path: "", text: "" }, start: 0, end: 0 };

function resolve(name: string, root: Path["root"], ...names: readonly string[]) {
  return resolvePath(loaded, func(name), { kind: "path", root, names, span });
}

describe("a path", () => {
  it("leads through records, by whatever name, to a flag", () => {
    expect(resolve("[constructor]relay", "param", "options", "modes", "write")).toEqual({
      found: {
        root: "param",
        param: 1,
        steps: [
          { kind: "field", index: 1 },
          { kind: "flag", index: 1 },
        ],
        type: "bool",
      },
    });
  });

  it("from self is an argument of every call that mints the handle", () => {
    const result = resolve("[method]relay.set", "self", "name");
    if (!("found" in result) || result.found.root !== "self") throw new Error("not found");
    const { minters } = result.found;
    expect(minters.map(({ site, argument }) => [site.func.name, argument.param])).toEqual([
      ["[constructor]relay", 0],
      ["[static]relay.open", 1],
    ]);
  });

  it("from result is an element of the list, alone or in a result", () => {
    expect(resolve("all", "result", "label")).toMatchObject({
      found: { steps: [{ kind: "field", index: 0 }], type: "string" },
    });
    expect(resolve("find", "result")).toMatchObject({ found: { element: "string", type: "string", steps: [] } });
  });

  it.each([
    ["[method]relay.set", "param", ["of"], { kind: "no-such-name", index: 0, candidates: ["self", "on"] }],
    ["[method]relay.set", "param", ["on", "x"], { kind: "no-fields", index: 0 }],
    ["find", "param", ["o", "labl"], { kind: "no-such-name", index: 1, candidates: ["label", "modes"] }],
    ["find", "param", ["all", "x"], { kind: "no-fields", index: 0 }],
    ["find", "self", ["name"], { kind: "self-outside-method" }],
    ["run", "result", ["name"], { kind: "result-is-no-list" }],
    ["[method]relay.set", "self", ["nam"], { kind: "no-such-name", index: 0, candidates: ["name", "options"] }],
  ] as const)("of %s that leads nowhere says where it ends (%s %j)", (name, root, names, problem) => {
    expect(resolve(name, root, ...names)).toMatchObject({ problem });
  });
});

describe("the error of a function", () => {
  const cases = (name: string) => {
    const error = errorEnumOf(loaded, directives, func(name));
    return error === undefined ? undefined : [error.via, loaded.types[error.id]?.name, [...error.cases]];
  };

  it("is behind a result or a status, under every name", () => {
    const trouble = [
      ["denied", 0],
      ["broken", 1],
    ];
    expect(cases("[constructor]relay")).toEqual(["result", "trouble", trouble]);
    expect(cases("[method]relay.set")).toEqual(["status", "trouble", trouble]);
  });

  it("has the cases of a variant that carry nothing", () => {
    expect(cases("all")).toEqual(["result", "failure", [["denied", 1]]]);
  });

  it("is absent where nothing names it", () => {
    expect([cases("run"), cases("find"), cases("[method]relay.level")]).toEqual([undefined, undefined, undefined]);
  });
});

describe("the value of 'else'", () => {
  it.each([
    ["[method]relay.level", "high", { kind: "case", index: 1 }],
    ["[method]relay.count", -128, { kind: "integer", value: -128 }],
    ["[method]relay.on", "true", { kind: "bool", value: true }],
    ["[method]relay.level", "ok", undefined],
    ["[method]relay.level", 0, undefined],
    ["[method]relay.count", 128, undefined],
    ["[method]relay.on", 1, undefined],
    ["run", "ok", undefined],
  ] as const)("of %s, %s", (name, written, value) => {
    const found = elseValue(loaded, func(name), written);
    if (value === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(value);
  });
});
