/** Imports point down the pipeline; this is the rule that says so. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "../support/toolchain.js";

const generator = join(repository, "generator/src");

/** What each folder of the generator may import besides itself; `ids.ts` is everybody's. */
const allowed = {
  diagnostics: ["wit/span"],
  wit: ["diagnostics"],
  graph: ["wit", "diagnostics"],
  check: ["graph", "wit", "diagnostics"],
  abi: ["check", "graph", "wit", "diagnostics"],
  emit: ["abi", "check", "graph", "wit", "diagnostics"],
  toolchain: [],
  backend: ["emit", "abi", "check", "graph", "wit", "diagnostics", "toolchain"],
  backends: ["backend", "emit", "abi", "check", "graph", "wit", "diagnostics", "toolchain", "wasm"],
  // A place in a file is part of a diagnostic.
  policy: ["diagnostics", "wit/span"],
  wasm: [],
  build: ["backends", "backend", "toolchain", "emit", "abi", "check", "graph", "wit", "diagnostics", "policy", "wasm"],
  cli: [
    "build",
    "backends",
    "backend",
    "toolchain",
    "emit",
    "abi",
    "check",
    "graph",
    "wit",
    "diagnostics",
    "policy",
    "wasm",
  ],
} as const satisfies Record<string, readonly string[]>;

/** The registry names every back-end, which is its job; it is the one place that does. */
const exceptions = new Map([["backend/registry.ts", ["backends"]]]);

describe("the generator", () => {
  it("has no folder that the rule does not know", () => {
    const folders = readdirSync(generator, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).filter((name) => !Object.hasOwn(allowed, name))).toEqual([]);
  });

  it.each(Object.entries(allowed))("%s imports only what is below it", (layer, below) => {
    const wrong = sources(join(generator, layer)).flatMap((file) => {
      const name = relative(generator, file).split(sep).join("/");
      const mayImport = [layer, "ids.js", ...below, ...(exceptions.get(name) ?? [])];
      return imports(file)
        .filter((specifier) => specifier.startsWith("."))
        .map((specifier) =>
          relative(generator, resolve(dirname(file), specifier))
            .split(sep)
            .join("/"),
        )
        .filter(
          (target) =>
            !mayImport.some((start) => target === start || target === `${start}.js` || target.startsWith(`${start}/`)),
        )
        .map((target) => `${name} imports ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it("knows the runtime host only in its command", () => {
    const users = sources(generator).filter((file) =>
      imports(file).some((specifier) => specifier.startsWith("@ocrekit/")),
    );
    expect(users.map((file) => relative(generator, file).split(sep)[0]).filter((layer) => layer !== "cli")).toEqual([]);
  });

  it("keeps one back-end from importing another", () => {
    const wrong = sources(join(generator, "backends")).flatMap((file) => {
      const own = relative(join(generator, "backends"), file).split(sep)[0];
      return imports(file)
        .filter((specifier) => specifier.startsWith("."))
        .map((specifier) => relative(join(generator, "backends"), resolve(dirname(file), specifier)).split(sep))
        .filter(([first]) => first !== ".." && first !== own)
        .map((target) => `${relative(generator, file)} imports ${target.join("/")}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe("the runtime host", () => {
  const host = join(repository, "runtime-host/src");
  const published = Object.keys(exportsOf("generator/package.json")).map((path) => path.replace(/^\./, "ocrekit"));

  it("imports only published entry points of the generator, and nothing outside its own folder by path", () => {
    const wrong = sources(host).flatMap((file) =>
      imports(file)
        .filter((specifier) =>
          specifier.startsWith(".")
            ? relative(host, resolve(dirname(file), specifier)).startsWith("..")
            : specifier.split("/")[0] === "ocrekit" && !published.includes(specifier),
        )
        .map((specifier) => `${relative(repository, file)} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the reading of imports", () => {
  it("sees static, type, side-effect, re-exported and dynamic ones", () => {
    const text = `import a from "./a.js";\nimport type {\n  B,\n} from "./b.js";\nimport "./c.js";\nexport * from './d.js';\nconst e = await import("./e.js");\n`;
    expect(importsOf(text)).toEqual(["./a.js", "./b.js", "./c.js", "./d.js", "./e.js"]);
  });
});

function sources(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

function imports(file: string): readonly string[] {
  return importsOf(readFileSync(file, "utf8"));
}

/** The formatter fixes the shape of imports, so a pattern is enough. */
function importsOf(text: string): readonly string[] {
  const patterns = [
    /^(?:import|export)\b[^;"'`]*?\bfrom\s+["']([^"']+)["']/gm,
    /^import\s+["']([^"']+)["']/gm,
    /\bimport\(\s*["']([^"']+)["']/g,
  ];
  return patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .toSorted((a, b) => a.index - b.index)
    .flatMap((match) => (match[1] === undefined ? [] : [match[1]]));
}

function exportsOf(path: string): object {
  const parsed: unknown = JSON.parse(readFileSync(join(repository, path), "utf8"));
  if (typeof parsed !== "object" || parsed === null || !("exports" in parsed)) return {};
  return typeof parsed.exports === "object" && parsed.exports !== null ? parsed.exports : {};
}
