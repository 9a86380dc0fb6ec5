/** Manifests whose authors want a file, a name or a place that is not theirs. */
import { parseManifest } from "ocrekit/policy";
import { describe, expect, it } from "vitest";

const read = (fields: string) =>
  parseManifest({ path: "ocre.json", text: `{"name":"app"${fields === "" ? "" : `,${fields}`}}` });

describe("a manifest", () => {
  it("is read when it asks for nothing odd", () => {
    expect(read("").ok).toBe(true);
  });

  const outside = ["/etc/passwd", "../x", "a/../../x", "..", "C:/x", "a\\\\..\\\\x", "\\\\\\\\host\\\\share", "a/.."];
  it.each(outside)("packages no file outside of its folder: %s", (path) => {
    expect(read(`"resources":{"r":"${path}"}`).ok).toBe(false);
  });

  it.each(["..", ".", "a/b", "__proto__", "a\\u0000", "A", "data", "tmp", "", "a b", "é", "x".repeat(40)])(
    "names no volume '%s'",
    (name) => {
      expect(read(`"volumes":{"${name}":{"kind":"shared"}}`).ok).toBe(false);
    },
  );

  it.each(["..", ".", "a/b", "__proto__", "-a", "a-", "A", "", "a\\nb", "..a", "\\u202ea", "x".repeat(65)])(
    "does not call its app '%s'",
    (name) => {
      expect(parseManifest({ path: "ocre.json", text: `{"name":"${name}"}` }).ok).toBe(false);
    },
  );

  it.each(["env", "config", "resources"])("may have '__proto__' in %s, which is a name like any other", (key) => {
    const loaded = read(`"${key}":{"__proto__":"x","constructor":"y"}`);
    if (!loaded.ok) throw new Error("refused");
    const entries = new Map(Object.entries(loaded.value)).get(key);
    expect(Object.entries(entries)).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
    expect(Object.getPrototypeOf(entries)).toBe(Object.prototype);
  });

  it.each([
    ['"__proto__":{"name":"other"}', "an unknown key"],
    ['"name":"other"', "a second name"],
    ['"requires":["gpio.write(a)"],"requires":[]', "a second list"],
    [`"config":${"[".repeat(50_000)}${"]".repeat(50_000)}`, "deep nesting"],
    ['"limits":{"handlerMs":1e999}', "a number without end"],
    ['"watchdogMs":-1', "a negative time"],
  ])("is refused with %#", (fields) => {
    expect(read(fields).ok).toBe(false);
  });
});
