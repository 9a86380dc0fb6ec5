/** Stack traces of apps show their own files and lines: against the places that the sources were written at. */
import { SourceMap } from "node:module";
import { transform } from "esbuild";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { sourcePlaces } from "../../../generator/src/backends/typescript/source-places.js";
import { requireTool } from "../../support/toolchain.js";
import { engineIsThere } from "./engine.js";
import { moduleOf, type Sources } from "./script-project.js";

beforeAll(() => {
  if (!engineIsThere) requireTool("cargo");
});

const appOf = `import { exportWork } from "../build/sdk/exports/app/work.js";
import { fail } from "./fail.ts";
exportWork({ run() { try { fail(1); } catch (e) { return (e as Error).stack ?? ""; } return "nothing"; } });
`;

/** The stack that the app of these sources catches; its `fail` throws. */
async function stackOf(sources: Sources, options: object = {}): Promise<readonly string[]> {
  const module = await moduleOf({ "src/app.ts": appOf, ...sources }, options);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.slice()));
  const { memory, "test:app/work@0.1.0#run": run } = exports;
  if (!(memory instanceof WebAssembly.Memory) || typeof run !== "function") throw new Error("not the module");
  const at = Number(Reflect.apply(run, undefined, [0]));
  const view = new DataView(memory.buffer);
  const text = new Uint8Array(memory.buffer, view.getUint32(at, true), view.getUint32(at + 4, true));
  return new TextDecoder()
    .decode(text.slice())
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Where `«name»` stands in each source, and the sources without these marks. */
function unmarked(marked: Sources): { readonly sources: Sources; readonly places: ReadonlyMap<string, string> } {
  const places = new Map<string, string>();
  const sources = Object.entries(marked).map(([path, text]) => {
    const lines = text.split("\n").map((line, index) => {
      let plain = "";
      for (const piece of line.split(/(«\w+»)/)) {
        if (/^«\w+»$/.test(piece)) places.set(piece.slice(1, -1), `${path}:${index + 1}:${plain.length + 1}`);
        else plain += piece;
      }
      return plain;
    });
    return [path, lines.join("\n")];
  });
  return { sources: Object.fromEntries(sources), places };
}

/** Lines that leave nothing behind, or something of another length. */
const noise = fc.constantFrom(
  "",
  "// a comment",
  "/* two\n   lines */",
  "interface I { readonly a: number }",
  "type T = Readonly<Record<string, number>>;",
  'say("ü€😀", "\\u{1F600}");',
  "say(`a\n\nb`, [\n1]);",
  "enum Colour { red = 1, green }",
  "say(<string>(1 as unknown), 1 satisfies number);",
);
/** Ways to call the next function. */
const calls = fc.constantFrom(
  (mark: string, next: string) => `all.«${mark}»${next}(x + 1);`,
  (mark: string, next: string) => `const s = "ü€😀"; say(s); return all.«${mark}»${next}(\n  x,\n);`,
  (mark: string, next: string) => `const o = say({ f: all.${next} });\n o.«${mark}»f(say(x), \`t\${x}\`, [\n x]);`,
  (mark: string, next: string) => `for (const y of [x]) { if (y !== undefined) all.«${mark}»${next}(...[y, x]); }`,
  (mark: string, next: string) => `return [x as number].length ? all.«${mark}»${next}((y: number): number => y) : 0;`,
);
const functions = fc.array(fc.tuple(fc.array(noise, { maxLength: 3 }), calls, fc.nat(3)), {
  minLength: 1,
  maxLength: 8,
});

describe("a stack trace", () => {
  it("shows where each call stands in its source", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(functions, async (chain) => {
        const files = new Map<string, string[]>();
        const into = (file: number): string[] => {
          const path = file === 0 ? "src/fail.ts" : `src/part/f${file}.ts`;
          const lines = files.get(path) ?? ['import * as all from "#all"; import { say } from "#say";'];
          files.set(path, lines);
          return lines;
        };
        into(0);
        for (const [index, [lines, call, file]] of chain.entries()) {
          const last = index === chain.length - 1;
          const body = last ? `throw new «m${index}»RangeError(\`\${x}\`);` : call(`m${index}`, `f${index + 1}`);
          into(file).push(
            ...lines.map((line) => line.replace(/\b(I|T|Colour)\b/, `$1${index}`)),
            `export function f${index}(x: unknown): unknown {\n${body}\nreturn 0; }`,
          );
        }
        into(0).push("export const fail = (x: number): void => { all.«start»f0(x); };");
        const { sources, places } = unmarked(
          Object.fromEntries([...files].map(([path, lines]) => [path, lines.join("\n")])),
        );
        const all = [...files.keys()].map((path) => `export * from "./${path.slice(4)}";\n`).join("");
        const relative = (path: string, name: string): string => (path.includes("/part/") ? `../${name}` : `./${name}`);
        const whole = Object.fromEntries(
          Object.entries(sources).map(([path, text]) => [
            path,
            text.replace("#all", relative(path, "all.ts")).replace("#say", relative(path, "say.ts")),
          ]),
        );
        // Imports are on the first line, before all marks.
        const stack = await stackOf({
          ...whole,
          "src/all.ts": all,
          "src/say.ts": "export const say = (...args: unknown[]): any => args.at(-1);\n",
        });
        const wanted = [...chain.keys()].toReversed().map((index) => `at f${index} (${places.get(`m${index}`)})`);
        expect(stack.slice(0, chain.length + 1)).toEqual([...wanted, `at fail (${places.get("start")})`]);
      }),
      { numRuns: 12 },
    );
  });

  it("names packages by their own names, and top level by the file that it is of", { timeout: 60_000 }, async () => {
    const { sources, places } = unmarked({
      "src/fail.ts": `import { late } from "thing";\nimport { now } from "./now.ts";\nexport const fail = () => { now(); «call»late(); };`,
      "src/now.ts": `type T = number;\nlet stack = "";\ntry {\n  const t: T = 1; null«top».x;\n} catch (e) { stack = (e as Error).stack ?? ""; }\nexport const now = () => { if (!stack.includes("src/now.ts:4")) throw new Error(stack); };`,
    });
    const stack = await stackOf({
      ...sources,
      "node_modules/thing/package.json": `{ "name": "thing", "main": "lib/index.js" }`,
      "node_modules/thing/lib/index.js": `// A module of the older kind.\nexports.late = function () {\n  null.x;\n};\n`,
    });
    expect(stack[0]).toMatch(/^at \S+ \(thing\/lib\/index\.js:3:\d+\)$/);
    expect(stack[1]).toBe(`at fail (${places.get("call")})`);
  });

  it("has no positions in a module without them, which is smaller", { timeout: 60_000 }, async () => {
    const sources = { "src/fail.ts": `export const fail = (x: number) => { throw new Error(String(x)); };` };
    expect((await stackOf(sources, { positions: "none" }))[0]).toBe("at fail (app.js)");
    const app = { "src/app.ts": appOf, ...sources };
    const [none, some] = [await moduleOf(app, { positions: "none" }), await moduleOf(app)];
    expect(none.length).toBeLessThan(some.length);
  });
});

describe("the places of a bundle", () => {
  it("are those that Node reads from its map", async () => {
    const source =
      'enum E { a }\nexport const f = (x: number): string => {\n  const s = "é€😀"; return s + String(x\n + E.a);\n};\n';
    const { code, map } = await transform(source, {
      loader: "ts",
      sourcemap: true,
      sourcefile: "in.ts",
      charset: "utf8",
    });
    const { files, places } = sourcePlaces({ name: "out.js", script: code, map }, (path) => `named/${path}`);
    expect(files).toEqual(["out.js", "named/in.ts"]);
    const node = new SourceMap(JSON.parse(map));
    const lines = code.split("\n");
    expect(places.length % 5).toBe(0);
    expect(places.length).toBeGreaterThan(50);
    for (let at = 0; at < places.length; at += 5) {
      const [line = 0, column = 0, file, sourceLine = 0, sourceColumn = 0] = places.slice(at, at + 5);
      const units = Buffer.from(lines[line - 1] ?? "")
        .subarray(0, column - 1)
        .toString().length;
      const entry = node.findEntry(line - 1, units);
      expect({ file, line: sourceLine - 1, column: sourceColumn - 1 }).toEqual({
        file: 1,
        line: "originalLine" in entry ? entry.originalLine : -1,
        column: "originalColumn" in entry ? entry.originalColumn : -1,
      });
    }
  });
});
