/** Whether the list of words is complete: the tools that are here say which words they have. */

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository, requireTool } from "../../support/toolchain.js";
import { kebab } from "./own-words.js";
import { bare, libraryWords, words } from "./words.js";

const wit = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const known = new Set([...words, ...libraryWords].map(bare));

/** Those of the names that WIT can spell and the list has not. */
const missing = (names: readonly string[]): readonly string[] =>
  names.map(kebab).filter((name) => wit.test(name) && !known.has(bare(name)));

const found = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map((m) => m[1] ?? "");

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, [...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
  return stdout;
}

describe("the list of words", () => {
  it("has every keyword and every primitive of Zig", (context) => {
    const zig = requireTool("zig", context);
    const library = /"?lib_dir"?\s*[:=]\s*"([^"]+)"/.exec(run(zig.command, [...zig.args, "env"]))?.[1] ?? "";
    const keywords = found(readFileSync(join(library, "std/zig/tokenizer.zig"), "utf8"), /\.\{ "(\w+)", \.keyword_/g);
    const primitiveFile = readFileSync(join(library, "std/zig/primitives.zig"), "utf8");
    const primitives = found(primitiveFile.slice(0, primitiveFile.indexOf("test ")), /"(\w+)"/g);
    expect(keywords.length).toBeGreaterThan(40);
    expect(primitives.length).toBeGreaterThan(20);
    expect(missing([...keywords, ...primitives])).toEqual([]);
  });

  it("has every keyword of Go, and everything that is there without an import", (context) => {
    const root = run(requireTool("go", context).command, ["env", "GOROOT"]).trim();
    const tokens = readFileSync(join(root, "src/go/token/token.go"), "utf8");
    const keywords = found(tokens.slice(tokens.indexOf("BREAK:")), /[A-Z]+:\s+"([a-z]+)"/g);
    const builtin = found(readFileSync(join(root, "src/builtin/builtin.go"), "utf8"), /^(?:func|type|var) (\w+)/gm);
    expect(keywords.length).toBeGreaterThanOrEqual(25);
    expect(builtin.length).toBeGreaterThan(30);
    // Two stand for any type in the documentation.
    expect(
      missing([...keywords, ...builtin]).filter(
        (name) => !["type1", "type-or-expr", "integer-type", "float-type", "complex-type"].includes(name),
      ),
    ).toEqual([]);
  });

  it("has every keyword and every builtin of Python", (context) => {
    const script = "import builtins, keyword; print(*keyword.kwlist, *keyword.softkwlist, *dir(builtins))";
    const names = run(requireTool("python", context).command, ["-c", script]).trim().split(/\s+/);
    expect(names.length).toBeGreaterThan(150);
    expect(missing(names.filter((name) => !name.startsWith("_")))).toEqual([]);
  });

  it("has every function and every type of AssemblyScript", () => {
    const types = readFileSync(join(repository, "node_modules/assemblyscript/std/assembly/index.d.ts"), "utf8");
    const names = found(
      types,
      /^(?:export )?declare (?:abstract )?(?:function|type|class|namespace|const|var) ([a-zA-Z]\w*)/gm,
    );
    expect(names.length).toBeGreaterThan(100);
    // The names of switches are in capitals, which no name of WIT becomes.
    expect(missing(names.filter((name) => !name.startsWith("ASC_")))).toEqual([]);
  });

  it("has every global of JavaScript", () => {
    const names = Object.getOwnPropertyNames(globalThis).filter((name) => /^[a-zA-Z]+$/.test(name));
    // What Node and the test runner have beside the language is not looked at.
    const own = new Set(
      run(process.execPath, [
        "-p",
        "Object.getOwnPropertyNames(require('vm').runInNewContext('globalThis')).join(' ')",
      ]).split(/\s+/),
    );
    expect(own.size).toBeGreaterThan(50);
    expect(missing(names.filter((name) => own.has(name)))).toEqual([]);
  });
});
