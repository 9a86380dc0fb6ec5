/** `URL` of `@ocrekit/sdk` against the one of Node. */
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

  it.each(["", "example.com", "http:", "http://", "//a"])("refuses '%s' as Node does", (text) => {
    expect(() => new URL(text)).toThrow(TypeError);
    expect(() => new Small(text)).toThrow(TypeError);
  });

  it("reads and writes queries as Node does", () => {
    const query = "?a=1&b=two%20words&b=2+3&c&=d&e=%zz&f=ü!'()~";
    expect([...new SmallParams(query)]).toEqual([...new URLSearchParams(query)]);
    expect(String(new SmallParams(query))).toBe(String(new URLSearchParams(query)));
    expect([new SmallParams(query).getAll("b"), new SmallParams(query).get("z")]).toEqual([["two words", "2 3"], null]);
  });
});
