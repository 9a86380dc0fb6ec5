/** wit-parser's answers: the same JSON, or a rejection at the same place. Kept as data, and asked again where Rust is. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { locate } from "ocrekit/diagnostics";
import { graphToJson, type LoadResult, loadWit } from "ocrekit/graph";
import { describe, expect, it } from "vitest";
import { buildOracle, type OracleAnswer, type OracleRequest } from "../../support/wit-oracle.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = join(root, "test/cases/wit");
const features = ["active"];
const oracle = buildOracle();
/** `UPDATE_CASES=1` asks the oracle and writes down what it says. */
const update = process.env["UPDATE_CASES"] === "1";

/** Where we point at a better place than wit-parser does, and why. */
const better: Readonly<Record<string, { readonly at: string; readonly because: string }>> = {
  "bad-missing-brace": { at: "bad-missing-brace.wit:3:13", because: "where the brace is missing, not what comes next" },
  "bad-missing-brace-inner": { at: "bad-missing-brace-inner.wit:5:11", because: "where the brace is missing" },
  "bad-missing-brace-at-end": { at: "bad-missing-brace-at-end.wit:4:15", because: "not the end of the file" },
  "bad-missing-semicolon": { at: "bad-missing-semicolon.wit:3:12", because: "the end of the line that lacks it" },
  "bad-include-rename": { at: "bad-include-rename.wit:3:28", because: "the name, not the world that lacks it" },
};

interface Kept {
  readonly message: string;
  /** `file:line:column`; absent where wit-parser names no place. */
  readonly at?: string;
}

const cases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() || entry.name.endsWith(".wit"))
  .map((entry) => ({ name: entry.name.replace(/\.wit$/, ""), path: join(folder, entry.name) }));
const answers = oracle?.(cases.map(({ path }): OracleRequest => ({ path, features })));

describe("what wit-parser accepts and rejects", () => {
  it("has at least 60 cases", () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
  });

  it.each(cases)("$name", ({ name, path }) => {
    const answer = answers?.[cases.findIndex((c) => c.name === name)];
    if (update && answer !== undefined) keep(name, answer);
    const accepted = join(folder, `${name}.json`);
    const result = loadWit(path, { features });
    if (existsSync(accepted)) {
      const kept = JSON.stringify(JSON.parse(readFileSync(accepted, "utf8")));
      if (answer !== undefined) expect(answer.ok && answer.json, "the kept answer is what wit-parser says").toBe(kept);
      expect(jsonOf(result)).toBe(kept);
      return;
    }
    const kept: Kept = JSON.parse(readFileSync(join(folder, `${name}.error.json`), "utf8"));
    if (answer !== undefined) expect(keptOf(answer), "the kept answer is what wit-parser says").toEqual(kept);
    const places = placesOf(result, folder);
    expect(places, "it is rejected").not.toEqual([]);
    const expected = better[name]?.at ?? kept.at;
    if (expected !== undefined) expect(places).toContain(expected);
  });

  it("names a better place only where wit-parser's is another one", () => {
    for (const [name, { at }] of Object.entries(better)) {
      const kept: Kept = JSON.parse(readFileSync(join(folder, `${name}.error.json`), "utf8"));
      expect(kept.at).not.toBe(at);
    }
  });
});

describe("the packages of this repository", () => {
  const kept = join(root, "test/cases/ocre.wit.json");
  it("are the same graph for wit-parser", () => {
    const ours = jsonOf(loadWit(join(root, "wit"), { allFeatures: true }));
    const answer = oracle?.([{ path: join(root, "wit"), all: true }])[0];
    if (update && answer?.ok) writeFileSync(kept, `${answer.json}\n`);
    if (answer !== undefined) expect(ours).toBe(answer.ok && answer.json);
    expect(`${ours}\n`, "after a change of wit/: UPDATE_CASES=1 vitest run ...").toBe(readFileSync(kept, "utf8"));
  });

  it.runIf(oracle !== undefined)("are the same without unstable features", () => {
    const answer = oracle?.([{ path: join(root, "wit") }])[0];
    expect(jsonOf(loadWit(join(root, "wit")))).toBe(answer?.ok && answer.json);
  });
});

/** wit-parser's own test suite, which comes with its source. */
describe.runIf(oracle !== undefined)("wit-parser's own tests", () => {
  const excluded: Readonly<Record<string, string>> = {
    "kinds-of-deps": "has compiled packages in deps/, which we refuse",
    "dangling-type": "a missing brace is reported where it is missing",
    "multi-file-missing-delimiter": "a missing brace is reported where it is missing",
    "include-with-on-id": "we point at the name that cannot be renamed",
    "kebab-name-include-not-found": "we point at the name that is not found",
  };
  const suite = upstreamCases().filter(({ name }) => excluded[name] === undefined);
  const said = oracle?.(suite.map(({ path }): OracleRequest => ({ path, features }))) ?? [];

  it.each(suite)("$name", ({ name, path }) => {
    const answer = said[suite.findIndex((c) => c.path === path)];
    const result = loadWit(path, { features });
    if (answer?.ok) expect(jsonOf(result), name).toBe(answer.json);
    else {
      const places = placesOf(result, "");
      expect(places).not.toEqual([]);
      const { file, line, column } = answer?.error ?? {};
      if (line !== undefined) expect(places).toContain(`${file}:${line}:${column}`);
    }
  });
});

function jsonOf(result: LoadResult): string | undefined {
  expect(result.diagnostics.map((d) => d.message)).toEqual([]);
  return result.graph && JSON.stringify(graphToJson(result.graph));
}

function placesOf(result: LoadResult, base: string): string[] {
  return result.diagnostics
    .filter((d) => d.severity === "error")
    .map(({ span }) => {
      if (span === undefined) return "nowhere";
      const { line, column } = locate(span);
      return `${base === "" ? span.file.path : relative(base, span.file.path)}:${line}:${column}`;
    });
}

function keptOf(answer: OracleAnswer): Kept | undefined {
  if (answer.ok) return undefined;
  const { message, file, line, column } = answer.error;
  const [first = ""] = message.split("\n");
  return file === undefined
    ? { message: first }
    : { message: first, at: `${relative(folder, file)}:${line}:${column}` };
}

function keep(name: string, answer: OracleAnswer): void {
  const value: unknown = answer.ok ? JSON.parse(answer.json) : keptOf(answer);
  writeFileSync(join(folder, answer.ok ? `${name}.json` : `${name}.error.json`), `${JSON.stringify(value, null, 1)}\n`);
}

function upstreamCases(): { readonly name: string; readonly path: string }[] {
  if (oracle === undefined) return [];
  const args = [
    "metadata",
    "--format-version=1",
    "--locked",
    "--manifest-path",
    join(root, "test/oracle/wit-parser/Cargo.toml"),
  ];
  const metadata: { readonly packages: readonly { readonly name: string; readonly manifest_path: string }[] } =
    JSON.parse(
      execFileSync("cargo", args, { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "ignore"] }),
    );
  const manifest = metadata.packages.find((pkg) => pkg.name === "wit-parser")?.manifest_path ?? "";
  const ui = join(dirname(manifest), "tests/ui");
  return [ui, join(ui, "parse-fail")].flatMap((dir) =>
    readdirSync(dir, { withFileTypes: true })
      .filter((entry) => (entry.isDirectory() ? entry.name !== "parse-fail" : entry.name.endsWith(".wit")))
      .map((entry) => ({ name: entry.name.replace(/\.wit$/, ""), path: join(dir, entry.name) })),
  );
}
