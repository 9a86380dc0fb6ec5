import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../../generator/src/diagnostics/index.js";
import { readItem } from "../../../generator/src/graph/directives-read.js";
import {
  type DirectiveLine,
  directiveWords,
  type ItemKind,
  pathText,
} from "../../../generator/src/graph/directives-syntax.js";
import type { DocComment } from "../../../generator/src/graph/model.js";
import { packageId } from "../../../generator/src/ids.js";

interface Read {
  readonly lines: readonly DirectiveLine[];
  readonly diagnostics: readonly Diagnostic[];
  readonly broken: boolean;
}

/** Reads one comment of an item of a package that has directives. */
function readComment(text: string, style: DocComment["style"] = "doc-block", item: ItemKind = "function"): Read {
  const span = { file: { path: "x.wit", text }, start: 0, end: text.length };
  const docs = { contents: text, comments: [{ style, ownLine: true, text, span }] };
  return readItem({ kind: item, docs, package: packageId(0), directed: true, target: { kind: "other" } }, true);
}

const readLine = (line: string): Read => readComment(`/// ${line}`, "doc-line");

/** What a line says, without places. */
function meaning(line: DirectiveLine | undefined): unknown {
  return JSON.parse(JSON.stringify(line, (key, value: unknown) => (key === "span" ? undefined : value)));
}

describe("a directive line", () => {
  it("gives permissions, arguments and conditions", () => {
    const { lines, diagnostics } = readLine(
      '@requires net.connect("tcp", host, to.port) & kv.read(self.name, key) when options.read | force',
    );
    expect(diagnostics).toEqual([]);
    expect(meaning(lines[0])).toEqual({
      kind: "requires",
      permissions: [
        {
          scope: "net.connect",
          args: [
            { kind: "literal", value: "tcp" },
            { kind: "path", root: "param", names: ["host"] },
            { kind: "path", root: "param", names: ["to", "port"] },
          ],
        },
        {
          scope: "kv.read",
          args: [
            { kind: "path", root: "self", names: ["name"] },
            { kind: "path", root: "param", names: ["key"] },
          ],
        },
      ],
      when: [
        { kind: "path", root: "param", names: ["options", "read"] },
        { kind: "path", root: "param", names: ["force"] },
      ],
    });
  });

  it("means an element by 'result' in @filters only", () => {
    const arg = (line: string): unknown => {
      const [read] = readLine(line).lines;
      return read?.kind === "filters" || read?.kind === "requires" ? meaning(read) : undefined;
    };
    expect(arg("@filters a.b(result.name)")).toMatchObject({
      permissions: [{ args: [{ root: "result", names: ["name"] }] }],
    });
    expect(arg("@requires a.b(result)")).toMatchObject({
      permissions: [{ args: [{ root: "param", names: ["result"] }] }],
    });
  });

  it.each([
    ["@inherits", { kind: "inherits" }],
    [
      "@inherits needs gpio.read else fault",
      { kind: "inherits", needs: { text: "gpio.read" }, otherwise: { value: "fault" } },
    ],
    ["@inherits else -1", { kind: "inherits", otherwise: { value: -1 } }],
    ["@errors", { kind: "errors", cases: [] }],
    ["@errors io,not-found", { kind: "errors", cases: [{ text: "io" }, { text: "not-found" }] }],
    ["@blocks *", { kind: "blocks", until: "until-done" }],
    ["@ocre ocre_init , uname", { kind: "ocre", names: [{ text: "ocre_init" }, { text: "uname" }] }],
    ["@handler host", { kind: "handler", event: { text: "host" } }],
    ["@limit logBytesPerSecond", { kind: "limit", limit: { text: "logBytesPerSecond" } }],
  ])("%s", (line, expected) => {
    const { lines, diagnostics } = readLine(line);
    expect(diagnostics).toEqual([]);
    expect(meaning(lines[0])).toEqual(expected);
  });

  it("gives sums of products", () => {
    const [line] = readLine("@bounds max-keys * 72 + message.payload + 640").lines;
    expect(meaning(line)).toEqual({
      kind: "bounds",
      terms: [
        [
          { kind: "path", root: "param", names: ["max-keys"] },
          { kind: "integer", value: 72 },
        ],
        [{ kind: "path", root: "param", names: ["message", "payload"] }],
        [{ kind: "integer", value: 640 }],
      ],
    });
  });

  it("gives scopes with their matchers", () => {
    const { lines } = readComment(
      "/// @scope net.connect(protocol: word(tcp|udp), host: host)",
      "doc-line",
      "interface",
    );
    expect(meaning(lines[0])).toEqual({
      kind: "scope",
      scope: { text: "net.connect" },
      params: [
        { name: { text: "protocol" }, matcher: { kind: "word", words: ["tcp", "udp"] } },
        { name: { text: "host" }, matcher: { kind: "host" } },
      ],
    });
  });

  it.each([
    ["@requires", "", 9],
    ["@requires gpio.write", "", 20],
    ["@requires gpio.write(", "", 21],
    ["@requires gpio.write(line", "", 25],
    ["@requires gpio.write(line,)", ")", 26],
    ["@requires gpio.write(line) &", "", 28],
    ["@requires gpio.write(line) when", "", 31],
    ["@requires gpio.write(line) gpio.read(line)", "gpio", 27],
    ["@requires gpio.pin.write(line)", "(", 24],
    ["@requires gpio.write('line')", "'", 21],
    ['@requires gpio.write("line)', '"', 21],
    ["@inherits else", "", 14],
    ["@inherits if gpio.read", "if", 10],
    ["@handler", "", 8],
    ["@errors io not-found", "not-found", 11],
    ["@bounds 640 +", "", 13],
    ["@bounds -8", "-8", 8],
    ["@bounds 99999999999999999999", "99999999999999999999", 8],
    ["@blocks", "", 7],
    ["@ocre ocre-init", "ocre-init", 6],
    ["@flat yes", "yes", 6],
  ])("%s fails at '%s'", (text, word, at) => {
    const { lines, diagnostics, broken } = readLine(text);
    expect(lines).toEqual([]);
    expect(broken).toBe(true);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: "directive/syntax", severity: "error" });
    const start = at + "/// ".length;
    expect(diagnostics[0]?.span).toMatchObject({ start, end: start + word.length });
  });

  it("counts where a comment has stars, spaces and windows line ends", () => {
    const { lines, diagnostics } = readComment("/** Text.\r\n *\r\n * @unrestricted\r\n *@flat\r\n\t@limit x \r\n */");
    expect(diagnostics).toEqual([]);
    expect(lines.map((line) => line.kind)).toEqual(["unrestricted", "flat", "limit"]);
  });
});

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,3}){0,2}$/);
const scope = fc.tuple(word, word).map((words) => words.join("."));
const path = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((words) => (words[0] === "self" ? "x" : words.join(".")));
const literal = fc.string({ unit: "grapheme", maxLength: 8 }).filter((s) => !/[\n\r\u2028\u2029]/.test(s));
const argument = fc.oneof(
  path,
  literal.map((value) => JSON.stringify(value)),
);
const permission = fc.record({ scope, args: fc.array(argument, { maxLength: 3 }) });
const gap = fc.constantFrom("", " ", "\t", "  ");

describe("any directive", () => {
  it("that follows the grammar gives what was written, whatever the spaces", () => {
    const when = fc.array(path, { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(permission, { minLength: 1, maxLength: 3 }), when, gap, (permissions, conditions, space) => {
        const perms = permissions.map((p) => `${p.scope}${space}(${space}${p.args.join(`${space},${space}`)}${space})`);
        const tail = conditions.length === 0 ? "" : ` when ${conditions.join(`${space}|${space}`)}`;
        const { lines, diagnostics } = readLine(`@requires ${perms.join(`${space}&${space}`)}${tail}`);
        expect(diagnostics).toEqual([]);
        const [line] = lines;
        if (line?.kind !== "requires") throw new Error("no @requires line");
        const read = line.permissions.map(({ scope: name, args }) => ({
          scope: name,
          args: args.map((arg) => (arg.kind === "literal" ? JSON.stringify(arg.value) : pathText(arg))),
        }));
        expect(read).toEqual(permissions);
        expect(line.when.map(pathText)).toEqual(conditions);
      }),
    );
  });

  const noise = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc
      .array(
        fc.oneof(
          fc.constantFrom(
            ...Object.keys(directiveWords).map((name) => `@${name} `),
            "@",
            "\n",
            "\r\n",
            "///",
            "/**",
            "*/",
            "//",
          ),
          fc.constantFrom(
            "gpio.write",
            "(",
            ")",
            "line",
            ",",
            '"',
            "\\",
            "|",
            "&",
            "when",
            "needs",
            "else",
            "*",
            "+",
            ":",
            " ",
            "1",
          ),
        ),
        { maxLength: 16 },
      )
      .map((parts) => parts.join("")),
  );

  it("that does not is answered with places inside the comment", () => {
    const styles = fc.constantFrom("doc-line", "doc-block", "line", "block" as const);
    const items = fc.constantFrom("function", "interface", "enum", "type" as const);
    fc.assert(
      fc.property(fc.constantFrom("", "///", "/** ", "//", "/*"), noise, styles, items, (open, text, style, item) => {
        const whole = open + text;
        const { lines, diagnostics, broken } = readComment(whole, style, item);
        for (const { span } of diagnostics) {
          expect(span?.start).toBeGreaterThanOrEqual(0);
          expect(span?.end).toBeLessThanOrEqual(whole.length);
          expect(span?.start).toBeLessThanOrEqual(span?.end ?? -1);
        }
        expect(broken).toBe(diagnostics.some((diagnostic) => diagnostic.severity === "error"));
        for (const line of lines) expect(whole.slice(line.span.start, line.span.end)).toBe(`@${line.kind}`);
      }),
      { numRuns: 2000 },
    );
  });

  it("of a megabyte is read in linear time", () => {
    const repeated = ["@requires ", "a.b(", "\\", '"', "(", "a.", "* ", "@errors x,", "\n@flat", " "];
    for (const part of repeated) {
      const text = `/** @requires ${part.repeat(Math.ceil(200_000 / part.length))} */`;
      const started = performance.now();
      readComment(text);
      expect(performance.now() - started).toBeLessThan(3000);
    }
  });
});
