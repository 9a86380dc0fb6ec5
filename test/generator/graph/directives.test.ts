import { describe, expect, it } from "vitest";
import { type CheckOptions, checkGraph } from "../../../generator/src/check/index.js";
import { type Diagnostic, locate } from "../../../generator/src/diagnostics/index.js";
import { parseDirectives } from "../../../generator/src/graph/directives.js";
import { functionSites } from "../../../generator/src/graph/functions.js";
import { loadWitSources } from "../../../generator/src/graph/load.js";
import type { Graph } from "../../../generator/src/graph/model.js";

/** The last package is the one that is meant, the others are its dependencies. */
function load(...texts: readonly string[]): Graph {
  const path = (i: number): string => (i === texts.length - 1 ? "main.wit" : `deps/${i}.wit`);
  const { graph, diagnostics } = loadWitSources(texts.map((text, i) => ({ path: path(i), text })));
  if (graph === undefined) throw new Error(JSON.stringify(diagnostics.map((d) => d.message)));
  return graph;
}

/** `code line:column` of each. */
function places(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code, span }) => {
    if (span === undefined) return code;
    const { line, column } = locate(span);
    return `${code} ${line}:${column}`;
  });
}

const undirected = `package acme:relay@1.0.0;
interface relays {
  enum trouble { denied, broken }
  enum outcome { ok, denied, broken }
  resource relay {
    open: static func(name: string) -> result<relay, trouble>;
    set: func(on: bool) -> outcome;
  }
  lib-version: func() -> u32;
}
`;

const side = `# the relays of acme
acme:relay/relays@1.0.0
  @scope relay.switch(name: name)
acme:relay/relays@1.0.0#[static]relay.open
  @requires relay.switch(name)
  @errors broken
acme:relay/relays#[method]relay.set
  @inherits needs relay.switch
  @flat
  @errors broken
acme:relay/relays#outcome
  @status trouble
acme:relay/relays#lib-version
  @unrestricted
  @flat
`;

const strict: CheckOptions = { strict: true, undirected: "error", role: "host" };

describe("a side file", () => {
  const parse = (text: string, wit = undirected) => {
    const graph = load(wit);
    return { graph, ...parseDirectives(graph, { sideFile: { path: "relay.directives", text } }) };
  };

  it("gives a package its directives", () => {
    const { graph, directives, diagnostics } = parse(side);
    expect(places(diagnostics)).toEqual([]);
    expect(places(checkGraph(graph, directives, strict))).toEqual([]);
    const guards = functionSites(graph).map(({ func }) => [func.name, directives.functions.get(func)?.guard.kind]);
    expect(new Map(guards.map(([name, kind]) => [name, kind]))).toEqual(
      new Map([
        ["[static]relay.open", "requires"],
        ["[method]relay.set", "inherits"],
        ["lib-version", "unrestricted"],
      ]),
    );
    expect([...directives.scopes.keys()]).toEqual(["relay.switch"]);
    expect(directives.statuses.size).toBe(1);
  });

  it("is read to the end, each mistake at its place", () => {
    const { diagnostics } = parse(
      "@flat\nacme:relay/relays@1.0.0#lib-versoin\n  @flat\nwhatever\nacme:relay/relays@1.0.0#lib-version\n  @unrestrictd\n  @scope a.b()\n",
    );
    expect(places(diagnostics)).toEqual([
      "directive/side-file-orphan 1:1",
      "directive/side-file-path 2:1",
      "directive/side-file-line 4:1",
      "directive/unknown 6:3",
      "directive/wrong-item 7:3",
    ]);
    expect(diagnostics[1]?.message).toContain("did you mean 'acme:relay/relays@1.0.0#lib-version'?");
  });

  it("does not change what is in the comments", () => {
    const wit = undirected.replace("lib-version", "/// @unrestricted\n  /// @flat\n  lib-version");
    const { diagnostics } = parse("acme:relay/relays#lib-version\n  @handler host\n", wit);
    expect(places(diagnostics)).toEqual(["directive/already-directed 1:1"]);
  });
});

describe("a package without directives", () => {
  const check = (options: CheckOptions): string[] => {
    const graph = load(undirected);
    return places(checkGraph(graph, parseDirectives(graph).directives, options));
  };

  it("is refused by a host", () => {
    expect(check({ ...strict, strict: false })).toEqual([
      "guard/missing 6:5",
      "guard/missing 7:5",
      "guard/missing 9:3",
    ]);
  });

  it("is taken by a guest, and by a host that was told what its functions are", () => {
    expect(check({ strict: false, undirected: "error", role: "guest" })).toEqual([]);
    expect(check({ strict: false, undirected: "deny", role: "host" })).toEqual([]);
    expect(check({ strict: false, undirected: "allow", role: "host" })).toEqual([]);
  });

  it("is refused under strict whatever the role", () => {
    expect(check({ ...strict, role: "guest" })).toHaveLength(3);
  });

  it("is not checked when it is not among the packages to check", () => {
    expect(check({ ...strict, packages: new Set() })).toEqual([]);
  });

  it("may use '@' in its comments for other things", () => {
    const graph = load(undirected.replace("  lib-version", "  /// @param none\n  // @todo\n  lib-version"));
    expect(parseDirectives(graph).diagnostics).toEqual([]);
  });

  it("is warned of a word that is nearly a directive", () => {
    const graph = load(undirected.replace("  lib-version", "  /// @unrestrictd\n  lib-version"));
    const { diagnostics } = parseDirectives(graph);
    expect(diagnostics).toMatchObject([{ code: "directive/near-miss", severity: "warning" }]);
    expect(diagnostics[0]?.message).toContain("'unrestricted'");
  });
});

describe("outside strict", () => {
  it("costs, lists of errors and versions are warnings, and guards are errors", () => {
    const graph = load(`package acme:relay;
interface relays {
  enum trouble { denied }
  /// @unrestricted
  a: func() -> u32;
  /// @unrestricted
  b: func() -> result<string, trouble>;
  c: func();
}
`);
    const found = checkGraph(graph, parseDirectives(graph).directives, { ...strict, strict: false });
    expect(new Map(found.map(({ code, severity }) => [code, severity]))).toEqual(
      new Map([
        ["guard/missing", "error"],
        ["errors/missing", "warning"],
        ["flat/missing", "warning"],
        ["bounds/missing", "warning"],
        ["version/missing", "warning"],
      ]),
    );
  });
});

describe("two versions of a package", () => {
  const level = (version: string, cases: string): string =>
    `package acme:relay@${version};\ninterface types {\n  enum level { ${cases} }\n}\n`;
  const user = `package acme:app@1.0.0;
interface i {
  use acme:relay/types@1.0.0.{level};
  use acme:relay/types@1.0.1.{level as level1};
}
`;

  it("with one minor have the same enums", () => {
    const graph = load(level("1.0.0", "low, high"), level("1.0.1", "low, mid, high"), user);
    const found = checkGraph(graph, parseDirectives(graph).directives, strict);
    expect(places(found)).toEqual(["version/enum-changed 3:8"]);
    expect(found[0]?.notes).toHaveLength(1);
  });

  it("may declare one scope, if they mean the same by it", () => {
    const relays = (version: string, matcher: string): string => `package acme:relay@${version};
/// @scope relay.switch(name: ${matcher})
interface types {
  enum level { denied, high }
  /// @requires relay.switch(name)
  /// @errors
  get: func(name: string) -> result<_, level>;
}
`;
    const check = (second: string): string[] => {
      const graph = load(relays("1.0.0", "name"), relays("1.0.1", second), user);
      return places(checkGraph(graph, parseDirectives(graph).directives, strict));
    };
    expect(check("name")).toEqual([]);
    expect(check("topic")).toEqual(["scope/twice 2:12"]);
  });

  it("may differ in what is new", () => {
    const graph = load(level("1.0.0", "low, high"), level("1.0.1", "low, high"), user);
    expect(checkGraph(graph, parseDirectives(graph).directives, strict)).toEqual([]);
  });
});

describe("a feature that is off", () => {
  it("hides its directives without making them stray", () => {
    const graph = load(`package acme:relay@1.0.0;
interface relays {
  /// @unrestricted
  /// @flat
  a: func() -> u32;

  /// @unrestricted
  @unstable(feature = later)
  b: func() -> string;
}
`);
    expect(functionSites(graph)).toHaveLength(1);
    expect(parseDirectives(graph).diagnostics).toEqual([]);
  });

  it("hides none that stand behind its attribute, where they belong to nothing", () => {
    const graph = load(`package acme:relay@1.0.0;
interface relays {
  @since(version = 1.0.0)
  /// @unrestricted
  a: func() -> u32;
}
`);
    expect(places(parseDirectives(graph).diagnostics)).toEqual(["directive/stray 4:7"]);
  });
});

describe("a file made to be slow", () => {
  it("with as many wrong paths as parameters is checked in proportion to its size", () => {
    const count = 20_000;
    const many = (part: (i: number) => string): string => Array.from({ length: count }, (_, i) => part(i)).join("");
    const graph = load(`package a:b;
interface i {
/// @unrestricted
${many((i) => `/// @redact q${i}\n`)}f: func(${many((i) => `p${i}: u8,`)});
}
`);
    const started = performance.now();
    const found = checkGraph(graph, parseDirectives(graph).directives, strict);
    expect(found.filter(({ code }) => code === "path/unknown")).toHaveLength(count);
    // The square of the count takes more than a minute.
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
