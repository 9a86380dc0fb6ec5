/** `URL` of `@ocrekit/sdk` against the one of Node. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { URL as Small, URLSearchParams as SmallParams } from "../../sdk-ts/src/url.js";

const addresses = [
  "http://example.com",
  "HTTP://Example.COM:80/a/b?c=d&e=%20f#g",
  "https://user:pass@host:8443/path/to/../file;v=1?x",
  "ws://10.0.0.1:9001/./a/.",
  "http://[::1]:8080/x y?q=a b#c d",
  "mqtt://broker:1883/topic",
  "http://a/b/c/../../../d",
  "http://a/%7Eb/ü",
];
const parts = [
  "href",
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "hash",
] as const;

describe("URL", () => {
  it.each(addresses)("takes %s apart as Node does", (address) => {
    const [small, whole] = [new Small(address), new URL(address)];
    expect(Object.fromEntries(parts.map((part) => [part, small[part]]))).toEqual(
      Object.fromEntries(parts.map((part) => [part, whole[part]])),
    );
  });

  it.each(["x", "/x", "../x?y", "?q=1", "#h", "//other/x", "https://z/", ""])(
    "resolves '%s' as Node does",
    (relative) => {
      const base = "http://host:81/a/b/c?d#e";
      expect(new Small(relative, base).href).toBe(new URL(relative, base).href);
    },
  );

  it("keeps who asks, when a relative address is resolved", () => {
    for (const relative of ["../x", "/y", "?z", "#a", "", "//other/b"])
      expect(new Small(relative, "http://u:p@host:81/a/b?c").href).toBe(
        new URL(relative, "http://u:p@host:81/a/b?c").href,
      );
  });

  it("says beforehand whether an address is one", () => {
    for (const address of [...addresses, "", "x", "//a"]) expect(Small.canParse(address)).toBe(URL.canParse(address));
    expect(Small.canParse("x", "http://a/")).toBe(true);
  });

  it.each(["", "example.com", "http:", "http://", "//a"])("refuses '%s' as Node does", (text) => {
    expect(() => new URL(text)).toThrow(TypeError);
    expect(() => new Small(text)).toThrow(TypeError);
  });

  it("changes queries as Node does, in the address too", () => {
    const name = fc.constantFrom("a", "b", "ü", "");
    const step = fc.tuple(fc.constantFrom("append", "set", "delete", "sort"), name, fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const [small, whole] = [new Small("http://h/p?a=1&b=2&a=3#f"), new URL("http://h/p?a=1&b=2&a=3#f")];
        for (const { searchParams } of [small, whole])
          for (const [what, key, value] of steps) {
            if (what === "append") searchParams.append(key, value);
            else if (what === "set") searchParams.set(key, value);
            else if (what === "delete") searchParams.delete(key);
            else searchParams.sort();
          }
        expect([small.href, small.search, small.searchParams.size]).toEqual([
          whole.href,
          whole.search,
          [...whole.searchParams].length,
        ]);
        expect([...small.searchParams.keys(), ...small.searchParams.values()]).toEqual([
          ...whole.searchParams.keys(),
          ...whole.searchParams.values(),
        ]);
      }),
    );
  });

  it("reads and writes queries as Node does", () => {
    const query = "?a=1&b=two%20words&b=2+3&c&=d&e=%zz&f=ü!'()~";
    expect([...new SmallParams(query)]).toEqual([...new URLSearchParams(query)]);
    expect(String(new SmallParams(query))).toBe(String(new URLSearchParams(query)));
    expect([new SmallParams(query).getAll("b"), new SmallParams(query).get("z")]).toEqual([["two words", "2 3"], null]);
  });
});
