/** Echo stubs wrap the host's resources in their own: every handle gets through, and none is left over. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateFromWit } from "../../../generator/src/backend/from-wit.js";
import { findLanguage } from "../../../generator/src/backend/registry.js";
import type { FileSet } from "../../../generator/src/emit/files.js";
import * as assemblyscript from "../../compile/assemblyscript.js";
import * as go from "../../compile/go.js";
import * as zig from "../../compile/zig.js";
import { echoResources, echoWit } from "../../support/echo-resources.js";
import { requireTool } from "../../support/toolchain.js";

type Context = Parameters<typeof requireTool>[1];
const compilers: Readonly<
  Record<string, (files: FileSet, context: Context) => { readonly wasm: Uint8Array; readonly messages: string }>
> = {
  go: (files, context) => go.linkModule(requireTool("go", context), files),
  // With the checks of the language.
  zig: (files, context) =>
    zig.linkModule(
      requireTool("zig", context),
      files.map((f) => ({ ...f, text: f.text.replace("-OReleaseSmall", "-OReleaseSafe") })),
    ),
  assemblyscript: (files, context) => assemblyscript.compile(requireTool("asc", context), files, "minimal"),
};

async function guest(language: string, context: Context) {
  const backend = await findLanguage(language)?.load?.();
  if (backend === undefined) throw new Error(`no back-end '${language}'`);
  const folder = mkdtempSync(join(tmpdir(), "ocrekit-"));
  try {
    writeFileSync(join(folder, "world.wit"), echoWit);
    const { files, diagnostics } = generateFromWit(backend, { wit: folder, stubs: "echo", undirected: "allow" });
    expect(diagnostics).toEqual([]);
    const { wasm, messages } = compilers[language]?.(
      files.map((f) => ({ ...f, text: f.text.replaceAll(folder, "wit") })),
      context,
    ) ?? { wasm: new Uint8Array(), messages: "no compiler" };
    expect(messages).toBe("");
    return echoResources(wasm);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.each(Object.keys(compilers))("an echo in %s", (language) => {
  it("passes constructors, methods and static functions on", { timeout: 300_000 }, async (context) => {
    const host = await guest(language, context);
    const a = host.call("[constructor]item", ...host.text("a"));
    const b = host.call("[constructor]item", ...host.text("b"));
    expect([...host.items.values()]).toEqual(["a", "b"]);
    const at = host.call("[method]item.name", host.rep(b));
    const [text = 0, length = 0] = host.words(at, 2);
    expect(host.read(text, length)).toBe("b");
    host.post("[method]item.name", at);
    const joined = host.call("[static]item.join", a, host.rep(b));
    expect([...host.items.values()]).toEqual(["b", "a+b"]);
    expect([...host.handles.keys()]).toEqual([b, joined]);
    host.drop(joined);
    host.drop(b);
    expect([host.seen, host.items.size]).toEqual([["drop a+b", "drop b"], 0]);
  });

  it("passes lists, options and variants of handles on", { timeout: 300_000 }, async (context) => {
    const host = await guest(language, context);
    const given = (name: string, ...args: readonly number[]): readonly number[] => {
      const at = host.call(name, ...args);
      const words = host.words(at, 4);
      const [tag = 0, inner = 0, list = 0, count = 0] = words;
      const made = name === "give" ? host.words(tag, inner) : (inner & 0xff) === 2 ? host.words(list, count) : [];
      host.post(name, at);
      return name === "find" && (inner & 0xff) === 1 ? [list] : name === "maybe" ? [tag & 0xff, inner] : made;
    };
    const three = given("give", 3);
    expect(three.map((handle) => host.items.size > 0 && host.handles.has(handle))).toEqual([true, true, true]);
    const [first = 0] = three;
    expect(host.call("look", ...host.list(three.map(host.rep)), host.rep(first))).toBe(3);
    expect(host.call("take", ...host.list(three))).toBe(3);
    expect(host.seen).toEqual(["look #0,#1,#2,#0", "take #0,#1,#2"]);
    expect([host.items.size, host.handles.size]).toEqual([0, 0]);

    const [one = 0] = given("find", 1);
    const four = given("find", 4);
    expect([...host.items.values()]).toEqual(["f0", "f0", "f1", "f2", "f3"]);
    const [some, other = 0] = given("maybe", 1, one);
    expect([some, host.handles.size]).toEqual([1, 5]);
    expect(given("maybe", 0, 0)[0]).toBe(0);
    for (const handle of [...four, other]) host.drop(handle);
    expect([host.items.size, host.handles.size]).toEqual([0, 0]);
  });
});
