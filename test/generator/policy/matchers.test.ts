/** Matchers: what is canonical, what covers what, and agreement with brute force over small alphabets. */
import fc from "fast-check";
import { type Matcher, type MatcherSpec, matcherOf, type Pattern } from "ocrekit/policy";
import { describe, expect, it } from "vitest";

const of = (kind: Exclude<MatcherSpec["kind"], "word">): Matcher => matcherOf({ kind });

function pattern(matcher: Matcher, text: string): Pattern {
  const read = matcher.pattern(text);
  if (typeof read === "string") throw new Error(`${text}: ${read}`);
  return read;
}

function covers(kind: Exclude<MatcherSpec["kind"], "word">, text: string, value: string): boolean {
  const canonical = of(kind).value(value);
  return canonical !== undefined && pattern(of(kind), text).covers(canonical.pattern);
}

describe("values", () => {
  it.each([
    ["name", ["led0", "Boiler 3", "a/b", "größe"], ["", "a*", "*", "a\nb", "a//b", "/a", "\ud800", "x".repeat(129)]],
    [
      "path",
      ["/", "/data", "/data/a.txt", "/data/.x"],
      ["", "data", "/data/", "//a", "/a/../b", "/a/.", "/a*", "/a\0"],
    ],
    ["key", ["a", "a/b"], ["", "/a", "a/", "a//b", "a/../b", "*", "x".repeat(65)]],
    ["prefix", ["", "a", "a/", "a/b"], ["/a", "a//b", "a/../b", "a*"]],
    ["topic", ["a", "a/b", "/a", "a//b", "$SYS/x"], ["", "a/+", "#", "a*", "a\0", "$share/g/a", "x".repeat(129)]],
    ["filter", ["a/+/b", "#", "+", "a/#", "$SYS/#"], ["", "a#", "a/#/b", "a+/b", "*", "$share/g/a"]],
    ["port", ["0", "1", "65535"], ["", "-1", "65536", "01", "1e3", " 1", "0x10"]],
    ["address", ["any", "10.0.0.1", "::1"], ["", "*", "localhost", "10.0.0.0/8"]],
    [
      "host",
      ["a", "a.b-c.io", "_mqtt._tcp.local", "10.0.0.1", "::1", "xn--bcher-kva.example"],
      ["", ".", "a..b", "-a.io", "a_.io-", "bücher.example", "a b", "*.io", "10.0.0.0/8", "a+private", "\u212a.io"],
    ],
  ] as const)("of %s", (kind, good, bad) => {
    for (const value of good) expect([value, of(kind).value(value)?.value]).toEqual([value, value]);
    for (const value of bad) expect([value, of(kind).value(value)]).toEqual([value, undefined]);
  });

  it("rejects every odd spelling of an IPv4 address", () => {
    const odd = [
      "2130706433",
      "0177.0.0.1",
      "127.1",
      "0x7f.0.0.1",
      "0x7f000001",
      "127.0.0.01",
      "127.0.0.1.",
      "1.2.3.256",
    ];
    for (const host of [
      ...odd,
      "1.2.3.4.5",
      "127.0.0.",
      "[::1]",
      "fe80::1%eth0",
      "::1::",
      "1:2:3:4:5:6:7:8:9",
      "a.0x7f",
    ])
      expect([host, of("host").value(host)]).toEqual([host, undefined]);
  });

  it.each([
    ["API.Example.COM.", "api.example.com"],
    ["0:0:0:0:0:0:0:1", "::1"],
    ["2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["::ffff:127.0.0.1", "127.0.0.1"],
    ["::ffff:7f00:1", "127.0.0.1"],
    ["64:ff9b::10.1.2.3", "10.1.2.3"],
    ["2002:7f00:1::1", "127.0.0.1"],
  ])("brings the host %s to %s", (raw, canonical) => {
    expect(of("host").value(raw)?.value).toBe(canonical);
  });

  it("reads the unspecified address to listen on as any", () => {
    for (const raw of ["0.0.0.0", "::", "any"]) expect(of("address").value(raw)?.value).toBe("any");
  });

  it("turns every canonical value into a pattern that means it and reads back", () => {
    const cases: readonly (readonly [Exclude<MatcherSpec["kind"], "word">, string])[] = [
      ["prefix", ""],
      ["prefix", "a/te"],
      ["prefix", "a/"],
      ["filter", "+/#"],
      ["host", "Example.com"],
      ["address", "::"],
      ["path", "/"],
    ];
    for (const [kind, raw] of cases) {
      const canonical = of(kind).value(raw);
      const exact = canonical?.pattern;
      if (exact === undefined) throw new Error(raw);
      expect(pattern(of(kind), exact.text).text).toBe(exact.text);
      expect(pattern(of(kind), exact.text).covers(exact)).toBe(true);
    }
  });
});

describe("patterns", () => {
  it.each([
    ["name", "led*", ["led", "led0"], ["le", "xled", "led/0"]],
    ["name", "*", ["a", "a/b"], []],
    ["name", "a/*", ["a/b"], ["a", "a/b/c"]],
    ["path", "/data/**", ["/data", "/data/a", "/data/a/b"], ["/", "/dat", "/data2"]],
    ["path", "/data/*", ["/data/a"], ["/data", "/data/a/b"]],
    ["path", "/data/*.log", ["/data/a.log", "/data/.log"], ["/data/a.log/b", "/data/alog"]],
    ["path", "*", ["/", "/a/b"], []],
    ["path", "/*/**", ["/a", "/a/b"], ["/"]],
    ["key", "a/**", ["a", "a/b/c"], ["ab"]],
    ["prefix", "a/**", ["a/", "a/b"], ["a", ""]],
    ["prefix", "a*/**", ["a", "ab", "a/b"], ["", "b"]],
    ["prefix", "a/b", [], ["a/b", "a/b/"]],
    ["prefix", "a/*/**", ["a/", "a/x"], ["a"]],
    ["prefix", "*/**", ["", "x"], []],
    ["topic", "site/+/x", ["site/1/x", "site//x"], ["site/x", "site/1/2/x", "site/1/x/y"]],
    ["topic", "a/#", ["a", "a/b/c"], ["ab", "b/a"]],
    ["topic", "#", ["a", "/a"], ["$SYS/a"]],
    ["topic", "*", ["a"], ["$SYS/a"]],
    ["topic", "$SYS/#", ["$SYS", "$SYS/a"], ["a"]],
    ["filter", "a/#", ["a/+/b", "a", "a/#", "a/+"], ["#", "+/b", "a#x"]],
    ["filter", "a/+/b", ["a/+/b", "a/x/b"], ["a/#", "a/+/+"]],
    ["filter", "+/#", ["#"], ["$SYS/#"]],
    ["port", "8000-8080", ["8000", "8080"], ["7999", "8081", "0"]],
    ["port", "1-65535", ["1"], ["0"]],
    ["port", "*", ["0", "65535"], []],
    ["address", "any", ["any", "0.0.0.0", "10.0.0.1", "::1"], []],
    ["address", "10.0.0.0/8", ["10.1.2.3"], ["any", "11.0.0.1", "::a"]],
    ["host", "*.example.com", ["a.example.com", "a.b.EXAMPLE.com."], ["example.com", "aexample.com", "1.1.1.1"]],
    ["host", "example.com", ["example.com"], ["a.example.com"]],
    ["host", "10.0.0.0/8", ["10.1.2.3", "::ffff:10.1.2.3"], ["11.0.0.1", "ten.example"]],
    ["host", "::ffff:10.0.0.0/104", ["10.1.2.3"], ["11.0.0.1"]],
    ["host", "*", ["a.io", "8.8.8.8", "localhost"], ["127.0.0.1", "10.0.0.1", "::1", "169.254.169.254", "224.0.0.1"]],
    [
      "host",
      "*+private",
      ["10.0.0.1", "a.io", "fd00::1"],
      ["127.0.0.1", "fd00:ec2::254", "255.255.255.255", "0.0.0.0"],
    ],
    [
      "host",
      "0.0.0.0/0",
      ["8.8.8.8", "10.0.0.1"],
      ["127.0.0.1", "169.254.169.254", "224.0.0.1", "0.0.0.0", "100.100.100.200"],
    ],
    ["host", "127.0.0.0/8", ["127.0.0.1", "127.9.9.9"], ["8.8.8.8"]],
    ["host", "239.0.0.0/8", ["239.1.2.3"], ["224.0.0.1"]],
    ["host", "::/0", ["2606:4700::1"], ["::1", "fe80::1", "ff02::1", "fd00:ec2::254"]],
  ] as const)("%s %s", (kind, text, inside, outside) => {
    for (const value of inside) expect([value, covers(kind, text, value)]).toEqual([value, true]);
    for (const value of outside) expect([value, covers(kind, text, value)]).toEqual([value, false]);
  });

  it.each([
    ["name", ["", "a**b/", "/a", "a//b", "**"]],
    ["path", ["data", "/a//b", "/**/a", "/a/../b", "/a/"]],
    ["key", ["/a", "a/**/b", "a/"]],
    ["topic", ["a#", "#/a", "a+", "$share/g/a", ""]],
    [
      "host",
      [
        "*a.io",
        "a.*.io",
        "10.1.2.3/8",
        "127.1",
        "bücher.de",
        "10.0.0.0/33",
        "10.0.0.1+private",
        "2002:7f00:1:1::/64",
        "",
      ],
    ],
    ["port", ["0-10", "10-1", "a", "1-2-3", "70000", ""]],
    ["address", ["localhost", "10.1.2.3/8", ""]],
  ] as const)("refuses what is no pattern of %s", (kind, texts) => {
    for (const text of texts) expect([text, typeof of(kind).pattern(text)]).toEqual([text, "string"]);
  });

  it("lets a deny of a wide network or of everything reach special addresses", () => {
    for (const text of ["*", "0.0.0.0/0", "127.0.0.0/8", "127.0.0.1"]) {
      const value = of("host").value("127.0.0.1");
      expect(value && pattern(of("host"), text).overlaps(value.pattern)).toBe(true);
    }
    const system = of("topic").value("$SYS/x");
    expect(system && pattern(of("topic"), "*").overlaps(system.pattern)).toBe(true);
    expect(system && pattern(of("topic"), "#").overlaps(system.pattern)).toBe(false);
  });

  it("knows only the words that are listed", () => {
    const word = matcherOf({ kind: "word", words: ["tcp", "udp"] });
    expect(word.value("tls")).toBeUndefined();
    expect(typeof word.pattern("tls")).toBe("string");
    expect(["tcp", "*"].map((text) => pattern(word, text).covers(pattern(word, "tcp")))).toEqual([true, true]);
  });
});

/** All words over an alphabet, up to a length. */
function words(alphabet: readonly string[], longest: number): readonly string[] {
  let last: readonly string[] = [""];
  const all = [...last];
  for (let i = 0; i < longest; i++) {
    last = last.flatMap((word) => alphabet.map((letter) => word + letter));
    all.push(...last);
  }
  return all;
}

/** Containment and overlap by looking at every value there is. `z` stands in no pattern, as most letters do not. */
function bruteForce(
  kind: "name" | "path" | "key" | "topic" | "filter",
  values: readonly string[],
  a: string,
  b: string,
) {
  const literal = of(kind === "filter" ? "topic" : kind);
  const matcher = of(kind);
  const inside = (text: string) =>
    values.filter((value) => {
      const canonical = literal.value(value);
      return canonical !== undefined && pattern(matcher, text).covers(canonical.pattern);
    });
  const ofA = new Set(inside(a));
  const ofB = inside(b);
  return { contains: ofB.every((value) => ofA.has(value)), overlaps: ofB.some((value) => ofA.has(value)) };
}

describe("containment and overlap agree with brute force", () => {
  const check = (
    kind: "name" | "path" | "key" | "topic" | "filter",
    values: readonly string[],
    texts: fc.Arbitrary<string>,
  ) => {
    const good = texts.filter((text) => typeof of(kind).pattern(text) !== "string");
    fc.assert(
      fc.property(good, good, (a, b) => {
        const [pa, pb] = [pattern(of(kind), a), pattern(of(kind), b)];
        const found = { contains: pa.covers(pb), overlaps: pa.overlaps(pb) };
        expect({ a, b, ...found }).toEqual({ a, b, ...bruteForce(kind, values, a, b) });
      }),
      { numRuns: 300 },
    );
  };
  const text = (letters: string, maxLength: number) =>
    fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength }).map((list) => list.join(""));

  it("for globs inside a name", () => {
    check("name", words(["a", "b", "z"], 6).slice(1), text("ab*", 4));
  });

  it("for paths", () => {
    const segments = words(["a", "z"], 2).slice(1);
    const values = [
      "/",
      ...segments.flatMap((s) => [
        `/${s}`,
        ...segments.flatMap((t) => [`/${s}/${t}`, ...["a", "z"].map((u) => `/${s}/${t}/${u}`)]),
      ]),
    ];
    const segment = fc.constantFrom("a", "a*", "*a", "*", "aa", "z");
    const path = fc
      .tuple(fc.array(segment, { maxLength: 2 }), fc.boolean())
      .map(([list, rest]) => `/${[...list, ...(rest ? ["**"] : [])].join("/")}`);
    check("path", values, path);
  });

  it.each(["topic", "filter"] as const)("for MQTT filters as patterns of a %s", (kind) => {
    const levels = ["", "a", "$b", "z"];
    const values = levels.flatMap((s) => [
      s,
      ...levels.flatMap((t) => [
        `${s}/${t}`,
        ...levels.flatMap((u) => [`${s}/${t}/${u}`, ...["a", "z"].map((v) => `${s}/${t}/${u}/${v}`)]),
      ]),
    ]);
    const level = fc.constantFrom("", "a", "$b", "+", "+");
    const filter = fc
      .tuple(fc.array(level, { minLength: 0, maxLength: 3 }), fc.boolean())
      .map(([list, rest]) => [...list, ...(rest ? ["#"] : [])].join("/"));
    check(kind, values, filter);
  });
});

describe("covers implies overlaps", () => {
  const texts: Readonly<Record<Exclude<MatcherSpec["kind"], "word">, readonly string[]>> = {
    name: ["*", "a", "a*", "*b", "a/b", "a/*"],
    path: ["*", "/", "/a", "/a/**", "/*", "/*/b", "/a*/**"],
    key: ["*", "a", "a/**", "a/*", "a*/b"],
    prefix: ["*", "a/**", "a*/**", "a/b"],
    topic: ["*", "#", "a", "+", "+/b", "a/#", "$SYS/#", "$SYS/+"],
    filter: ["*", "#", "a", "+", "+/b", "a/#", "$SYS/#", "+/+"],
    port: ["*", "0", "1", "1-10", "5-20", "65535"],
    address: ["any", "10.0.0.0/8", "10.0.0.1", "::1", "::/0", "0.0.0.0/0"],
    host: [
      ...["*", "*+private", "a.io", "a.io+private", "*.io", "*.a.io", "b.a.io", "10.0.0.0/8", "10.0.0.1", "127.0.0.1"],
      ...["127.0.0.0/8", "0.0.0.0/0", "::1", "::/0", "169.254.169.254", "224.0.0.0/4", "8.8.8.8", "fd00::/8"],
    ],
  };

  it.each(Object.entries(texts))("for %s; covers is reflexive and transitive, overlaps symmetric", (kind, list) => {
    const matcher = Object.entries(texts).flatMap(([k]) => (k === kind ? [kindOf(k)] : []))[0];
    if (matcher === undefined) throw new Error(kind);
    const all = list.map((text) => pattern(matcher, text));
    // Policies keep canonical texts and read them again.
    for (const a of all) expect(pattern(matcher, a.text).text).toBe(a.text);
    for (const a of all) {
      expect(a.covers(a)).toBe(true);
      for (const b of all) {
        if (a.covers(b)) expect([a.text, b.text, a.overlaps(b)]).toEqual([a.text, b.text, true]);
        expect([a.text, b.text, a.overlaps(b)]).toEqual([a.text, b.text, b.overlaps(a)]);
        for (const c of all)
          if (a.covers(b) && b.covers(c))
            expect([a.text, b.text, c.text, a.covers(c)]).toEqual([a.text, b.text, c.text, true]);
      }
    }
  });
});

function kindOf(kind: string): Matcher {
  const kinds = ["name", "path", "key", "prefix", "topic", "filter", "host", "port", "address"] as const;
  const found = kinds.find((one) => one === kind);
  if (found === undefined) throw new Error(kind);
  return of(found);
}
