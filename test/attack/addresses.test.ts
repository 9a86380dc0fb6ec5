/** Names and addresses that are to lead a connection where no grant leads. */
import { describe, expect, it } from "vitest";
import { deciderOf } from "./container.js";

const forbidden = [
  ...["127.0.0.1", "127.255.255.254", "::1", "0.0.0.0", "::", "169.254.169.254", "169.254.1.1", "fe80::1", "224.0.0.1"],
  ...["255.255.255.255", "ff02::1", "100.100.100.200", "fd00:ec2::254", "240.0.0.1"],
  // In the clothes of IPv6, in any spelling.
  ...["::ffff:127.0.0.1", "::ffff:7f00:1", "0:0:0:0:0:ffff:7f00:1", "::FFFF:127.0.0.1", "::127.0.0.1", "::7f00:1"],
  ...["64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a9fe:a9fe::1", "64:ff9b:1::7f00:1", "2001::1"],
];
const inside = ["10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "fd12::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"];
const odd = [
  "127.1",
  "0177.0.0.1",
  "0x7f.1",
  "2130706433",
  "127.0.0.1.",
  "fe80::1%eth0",
  "[::1]",
  "",
  "localhost",
  "1.1.1.1 ",
];

describe("a name that resolves to", () => {
  const named = deciderOf(["net.connect(tcp, evil.example, 80)", "net.connect(tcp, *.lan+private, 80)"]);
  const may = (name: string, address: string): boolean =>
    named.connectAllowed("net.connect", ["tcp", name, "80"], address);

  it("a public address is connected to", () => {
    for (const address of ["1.1.1.1", "2606:4700::1", "::ffff:8.8.8.8"])
      expect(may("evil.example", address)).toBe(true);
  });

  it.each([...forbidden, ...odd])("%j is not connected to, not even where private ranges are granted", (address) => {
    expect(may("evil.example", address)).toBe(false);
    expect(may("a.lan", address)).toBe(false);
  });

  it.each(inside)("%j is connected to only where private ranges are granted", (address) => {
    expect(may("evil.example", address)).toBe(false);
    expect(may("a.lan", address)).toBe(true);
  });

  it("an address that a deny names is not connected to, however it is written", () => {
    const decider = deciderOf(["net.connect(tcp, *+private, 80)"], ["net.connect(*, 10.0.0.0/8, *)"]);
    for (const address of ["10.1.2.3", "::ffff:10.1.2.3", "64:ff9b::a01:203", "2002:a01:203::"])
      expect(decider.connectAllowed("net.connect", ["tcp", "any.name", "80"], address)).toBe(false);
    expect(decider.connectAllowed("net.connect", ["tcp", "any.name", "80"], "192.168.0.1")).toBe(true);
  });
});

describe("an address that a guest writes itself", () => {
  const all = deciderOf(["net.connect(*, *, *)", "net.listen(*, 192.168.0.0/16, *)"]);

  it.each([...forbidden, ...inside])("%j is not covered by a grant of all hosts", (address) => {
    for (const protocol of ["tcp", "udp", "tls"])
      expect(all.decide("net.connect", [protocol, address, 80]).allowed).toBe(false);
  });

  it.each(["0.0.0.0", "::", "any", "::ffff:0.0.0.0", "0:0:0:0:0:0:0:0", "127.0.0.1", "10.0.0.1", "::ffff:10.0.0.1"])(
    "%j is not listened on by a grant of one network",
    (address) => {
      expect(all.decide("net.listen", ["tcp", address, 80]).allowed).toBe(false);
    },
  );

  it("is not covered by a wide network that happens to contain it", () => {
    for (const net of ["0.0.0.0/0", "128.0.0.0/1", "::/0", "96.0.0.0/3"]) {
      const wide = deciderOf([`net.connect(*, ${net}, *)`]);
      for (const address of forbidden)
        expect([net, address, wide.decide("net.connect", ["tcp", address, 80]).allowed]).toEqual([net, address, false]);
    }
  });
});

describe("names of JavaScript's own", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "prototype"];

  it.each(names)("mean nothing to a policy: %s", (name) => {
    const nothing = deciderOf([]);
    const one = deciderOf([`gpio.write(${name})`, `messaging.publish(${name}/a)`, `kv.read(store, ${name})`]);
    for (const [scope, args] of [
      ["gpio.write", [name]],
      ["messaging.publish", [`${name}/a`]],
      ["kv.read", ["store", name]],
    ] as const) {
      expect(nothing.decide(scope, args).allowed).toBe(false);
      expect(one.decide(scope, args).allowed).toBe(true);
      expect(one.decide(scope, [...args.slice(0, -1), "other"]).allowed).toBe(false);
    }
    expect(one.checkText(name, [name])).toBe(false);
    expect(one.connectAllowed(name, [name], name)).toBe(false);
  });
});

describe("a deny", () => {
  it.each([
    ["messaging.subscribe(site/+/admin)", "messaging.subscribe", ["site/#"]],
    ["messaging.subscribe(+/+/admin)", "messaging.subscribe", ["a/b/#"]],
    ["messaging.subscribe(a/b)", "messaging.subscribe", ["+/+"]],
    ["messaging.subscribe(a)", "messaging.subscribe", ["a/#"]],
    ["kv.watch(s, secret/x)", "kv.watch", ["s", "sec"]],
    ["kv.watch(s, secret/**)", "kv.watch", ["s", ""]],
    ["storage.write(/data/secret)", "storage.write", ["/data/secret"]],
    ["storage.write(/data/secret/**)", "storage.write", ["/data/secret"]],
  ] as const)("%s reaches all that overlaps it", (deny, scope, args) => {
    const allow = [`${scope}(${scope.startsWith("messaging") ? "#" : scope === "kv.watch" ? "*, **" : "/**"})`];
    expect(deciderOf(allow).decide(scope, args).allowed).toBe(true);
    expect(deciderOf(allow, [deny]).decide(scope, args)).toMatchObject({ allowed: false, reason: "explicit-deny" });
  });
});
