/** Reference pages: every link leads somewhere, every function and permission is there, and spellings are those of the SDKs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { loadWitSources, parseDirectives } from "ocrekit/graph";
import { beforeAll, describe, expect, it } from "vitest";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { findLanguage, languages } from "../../../../generator/src/backend/registry.js";
import { renderer } from "../../../../generator/src/backends/docs/renderer.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { functionSites } from "../../../../generator/src/graph/index.js";
import { arbitraryWorld } from "../../../support/arbitrary-world.js";
import { cases } from "../../../support/golden.js";
import { referencePages } from "../../../support/regenerate-docs.js";
import { repository } from "../../../support/toolchain.js";

async function pagesOf(wit: string): Promise<FileSet> {
  const { graph } = loadWitSources([{ path: "case.wit", text: wit }]);
  if (graph === undefined) throw new Error(`the WIT is wrong:\n${wit}`);
  const { directives } = parseDirectives(graph);
  const { files, diagnostics } = await renderer.render({ graph, directives, options: new Map(), version: "1.0.0" });
  expect(diagnostics).toEqual([]);
  return files;
}

/** Headings outside of code, as a reader of the page sees them. */
function headings(text: string): readonly string[] {
  let inside = false;
  return text.split("\n").flatMap((line) => {
    if (line.startsWith("```")) inside = !inside;
    const found = inside ? undefined : /^#{1,6} (.*)$/.exec(line)?.[1];
    return found === undefined ? [] : [found];
  });
}

/** By GitHub's rule, written apart from the generator's. */
function anchorsOf(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const heading of headings(text)) {
    const plain = [...heading.toLowerCase()].filter((c) => /[\p{Alphabetic}\p{N}_ -]/u.test(c)).join("");
    const base = plain.split(" ").join("-");
    let name = base;
    for (let n = 1; found.has(name); n++) name = `${base}-${n}`;
    found.add(name);
  }
  return found;
}

/** Links that lead nowhere. */
function broken(files: FileSet): readonly string[] {
  const anchors = new Map(files.map((file) => [file.path, anchorsOf(file.text)]));
  return files.flatMap((file) =>
    [...file.text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, to = ""]) => {
      const [path = "", anchor] = to.split("#");
      const target = path === "" ? file.path : join(file.path, "..", path);
      const there = anchors.get(target);
      return there === undefined || (anchor !== undefined && !there.has(anchor)) ? [`${file.path} -> ${to}`] : [];
    }),
  );
}

const witOf = (name: string): string => readFileSync(join(repository, "test/golden", name, "input/world.wit"), "utf8");
const flat = (text: string): string => text.replaceAll(/\s+/g, "");

let own: FileSet = [];
beforeAll(async () => {
  own = await referencePages();
});
const page = (path: string): string => own.find((file) => file.path === path)?.text ?? "";

describe("links", () => {
  it("of our own pages lead to pages and headings", () => {
    expect(own.flatMap((file) => [...file.text.matchAll(/\]\(/g)]).length).toBeGreaterThan(500);
    expect(broken(own)).toEqual([]);
  });

  it.each(cases)("of the pages of %s", async (name) => {
    expect(broken(await pagesOf(witOf(name)))).toEqual([]);
  });

  it("of the pages of random worlds", async () => {
    const worlds = fc.sample(arbitraryWorld, { numRuns: 25, seed: 5 });
    const good = worlds.filter((wit) => loadWitSources([{ path: "case.wit", text: wit }]).graph !== undefined);
    expect(good.length).toBeGreaterThan(10);
    for (const wit of good) expect(broken(await pagesOf(wit)), wit).toEqual([]);
  });

  it("that lead nowhere are found", () => {
    const text = "# A\n\n[x](#a) [y](#b) [z](other.md) [w](page.md#a)\n";
    expect(broken([{ path: "page.md", text }])).toEqual(["page.md -> #b", "page.md -> other.md"]);
  });
});

describe("our own pages", () => {
  const wit = () => {
    const names = ["app", "deps/gpio", "deps/messaging", "deps/sensors", "deps/sockets", "deps/storage", "deps/system"];
    const sources = names.map((name) => ({
      path: `${name}.wit`,
      text: readFileSync(join(repository, "wit", `${name}.wit`), "utf8"),
    }));
    const { graph } = loadWitSources(sources, { allFeatures: true });
    if (graph === undefined) throw new Error("the WIT is wrong");
    return graph;
  };

  it("have a heading and a table for every function", () => {
    const graph = wit();
    const functions = functionSites(graph).filter((site) => site.interface !== undefined);
    expect(functions.length).toBeGreaterThan(100);
    for (const { func, path } of functions) {
      const [, namespace, pkg, face] = /^([^:]+):([^/]+)\/([^@#]+)/.exec(path) ?? [];
      const resource = func.kind.kind === "freestanding" ? undefined : graph.types[func.kind.resource]?.name;
      const item = func.name.replace(/^(\[[^\]]*\])*/, "");
      const heading = resource === undefined || func.kind.kind !== "constructor" ? item : `${resource} (constructor)`;
      const text = page(`${namespace}/${pkg}/${face}.md`);
      expect(headings(text), path).toContain(heading);
      const start = text.indexOf(`\n### ${heading}\n`);
      const end = text.indexOf("\n### ", start + 1);
      const part = text.slice(start, end < 0 ? undefined : end);
      expect(part, path).toMatch(/^\| permission \| \S/m);
      expect(part, path).toMatch(/^\| may wait \| (no|yes)/m);
    }
  });

  it("name every permission that the WIT declares, as an operator writes it", () => {
    const { directives } = parseDirectives(wit());
    expect(directives.scopes.size).toBeGreaterThan(20);
    for (const { name, params } of directives.scopes.values())
      expect(page("permissions.md")).toContain(`\n## ${name}(${params.map((p) => p.name).join(", ")})\n`);
  });

  it("list a function under each permission that it needs", () => {
    const text = page("permissions.md");
    const connect = text.slice(text.indexOf("\n## net.connect("), text.indexOf("\n## net.find("));
    expect(connect).toContain("ocre/sockets/tcp.md#");
    expect(connect).toContain("ocre/sockets/udp.md#");
    expect(connect).not.toContain("gpio");
  });

  it("say what errors mean, and which every call may end in", () => {
    const text = page("ocre/gpio/lines.md");
    const open = text.slice(text.indexOf("\n### input.open\n"), text.indexOf("\n### input.read\n"));
    expect(open).toContain("- `not-found`: Named thing does not exist");
    expect(open).toContain("And, as every call: `denied`, `closed`, `exhausted`, `internal`, `invalid-argument`.");
  });

  it("leave out directive lines", () => {
    for (const file of own) expect(file.text, file.path).not.toMatch(/^\s*@(requires|errors|flat|bounds|inherits)\b/m);
  });
});

describe("spellings", () => {
  const built = languages.filter((l) => l.side === "guest" && l.load !== undefined).map((l) => l.id);

  it.each(built)("of %s are in every function of ours that apps call", async (id) => {
    const backend = await findLanguage(id)?.load?.();
    if (backend?.spelling === undefined) return;
    const text = page("ocre/gpio/lines.md");
    expect(text.split(`\n| ${backend.title} | `)).toHaveLength(text.split("\n| permission | ").length);
  });

  it("are the declarations of the SDK, letter by letter", async () => {
    const backend = await findLanguage("c")?.load?.();
    if (backend === undefined) throw new Error("no C");
    const { files } = generateFromWit(backend, { wit: join(repository, "wit"), world: "reactor" });
    const sdk = flat(files.map((file) => file.text).join("\n"));
    const spelled = ["lines", "line-handler"].flatMap((name) =>
      [...page(`ocre/gpio/${name}.md`).matchAll(/^\| C \| `(.*)` \|$/gm)].map(([, text = ""]) => text),
    );
    expect(spelled.length).toBeGreaterThan(10);
    for (const text of spelled) expect(sdk).toContain(flat(text));
  });
});

describe("text from the WIT", () => {
  it("cannot end a table, begin a heading or open a fence", async () => {
    const files = await pagesOf(`package a:b@1.0.0;
/// # Not a heading
/// \`\`\`
/// | not | a table |
interface i {
  enum e {
    /// one | two
    /// three
    x,
  }
  /// ## Neither
  f: func(v: e) -> result<_, e>;
}
world w { import i; }`);
    const text = files.find((file) => file.path === "a/b/i.md")?.text ?? "";
    expect(headings(text)).toEqual(["a:b/i@1.0.0", "Types", "e (enum)", "Functions", "f"]);
    expect(text).toContain("| `x` | one \\| two three |");
  });

  it("of a package without directives has signatures and no permissions", async () => {
    const files = await pagesOf("package a:b; interface i { f: func() -> u8; } world w { import i; }");
    expect(files.find((file) => file.path === "a/b/i.md")?.text).toContain("f: func() -> u8;");
    expect(files.find((file) => file.path === "permissions.md")?.text).toContain("No permission is declared here.");
  });
});
