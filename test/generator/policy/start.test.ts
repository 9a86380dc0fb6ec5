/** What stands against a start, the hash of a policy, and where names may lead. */
import { describe, expect, it } from "vitest";
import { compile, decider, type Layers } from "./support.js";

const missing = (layers: Layers) => compile(layers).missing.map(({ permission, why }) => `${permission} ${why}`);

describe("a start", () => {
  it("is refused with everything listed that is not granted or denied", () => {
    const requires = ["gpio.write(relay)", "messaging.publish(site/1/#)", "storage.read(/data/**)"];
    const layers = { manifest: { requires }, allow: ["messaging.publish(site/#)"], deny: ["storage.read(*)"] };
    expect(missing(layers)).toEqual(["gpio.write(relay) not-granted", "storage.read(/data/**) denied"]);
    const hints = compile(layers).diagnostics.map((d) => [d.severity, d.hint]);
    expect(hints[0]).toEqual(["error", expect.stringContaining("--allow 'gpio.write(relay)'")]);
    expect(hints[1]).toEqual(["error", undefined]);
  });

  it("needs one allow that covers a whole requirement", () => {
    const manifest = { requires: ["gpio.write(*)"] };
    expect(missing({ manifest, allow: ["gpio.write(a*)", "gpio.write(b*)"] })).toEqual(["gpio.write(*) not-granted"]);
    expect(missing({ manifest, allow: ["gpio.write(*)"] })).toEqual([]);
    expect(
      missing({ manifest: { requires: ["net.resolve(a.io+private)"] }, allow: ["net.resolve(a.io)"] }),
    ).toHaveLength(1);
  });

  it("is not refused for what is optional, or denied in part", () => {
    expect(missing({ manifest: { optional: ["gpio.write(a)"] } })).toEqual([]);
    const layers = {
      manifest: { requires: ["messaging.publish(a/#)"] },
      allow: ["messaging.publish(#)"],
      deny: ["messaging.publish(a/x)"],
    };
    expect(missing(layers)).toEqual([]);
  });

  it("is never refused to a bare module", () => {
    expect(missing({})).toEqual([]);
  });

  it("warns of what has no effect", () => {
    const codes = (layers: Layers) => compile(layers).diagnostics.map((d) => `${d.severity} ${d.code}`);
    expect(codes({ imports: ["gpio.read"], allow: ["gpio.write(a)"] })).toEqual(["warning policy/unused-grant"]);
    expect(codes({ manifest: {}, allow: ["gpio.write(a)"] })).toEqual(["warning policy/unused-grant"]);
    expect(codes({ imports: [], manifest: { optional: ["gpio.write(a)"] } })).toEqual(["warning policy/not-imported"]);
    expect(codes({ grants: [{ for: "apps" }] })).toEqual(["warning policy/no-grants-for"]);
    expect(codes({ allowAll: true })).toEqual(["warning policy/allow-all"]);
  });

  it("fails on '+private' in a deny, which could be read in two ways", () => {
    expect(compile({ deny: ["net.resolve(a.io+private)"] })).toMatchObject({
      diagnostics: [{ code: "policy/private-in-deny", severity: "error" }],
    });
  });
});

describe("the hash", () => {
  const hash = (layers: Layers) => compile(layers).policy?.hash;

  it("depends on what decides and not on how it is written", () => {
    expect(hash({ allow: ["net.connect(tcp,  A.io , 1-1)"] })).toBe(
      hash({ grants: { allow: ["net.connect(tcp, a.io, 1)"] } }),
    );
    const all = [
      {},
      { allow: ["gpio.write(a)"] },
      { deny: ["gpio.write(a)"] },
      { allowAll: true },
      { imports: [] },
      { manifest: {} },
    ];
    const more = [
      { grants: { limits: { handles: 1 } } },
      { grants: { gpio: { a: { chip: "c", line: 1 } } } },
      { grants: { config: { a: "b" } } },
    ];
    const hashes = [...all, ...more].map(hash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it("belongs to data that survives a copy to another thread", () => {
    const { policy } = compile({ allow: ["gpio.write(*)"], manifest: { optional: ["gpio.write(a)"] } });
    expect(structuredClone(policy)).toEqual(policy);
  });
});

describe("a resolved address", () => {
  const may = (layers: Layers, address: string, host = "plc.local") =>
    decider(layers).connectAllowed("net.connect", ["tcp", host, "502"], address);

  it.each([
    ["8.8.8.8", true, true],
    ["192.168.1.7", false, true],
    ["fd12::7", false, true],
    ["127.0.0.1", false, false],
    ["::1", false, false],
    ["::ffff:127.0.0.1", false, false],
    ["64:ff9b::7f00:1", false, false],
    ["2002:a9fe:a9fe::", false, false],
    ["169.254.169.254", false, false],
    ["100.100.100.200", false, false],
    ["fe80::1", false, false],
    ["0.0.0.0", false, false],
    ["239.1.1.1", false, false],
    ["255.255.255.255", false, false],
    ["not an address", false, false],
  ])("%s: by name %s, by name+private %s", (address, plain, toPrivate) => {
    expect(may({ allow: ["net.connect(tcp, plc.local, 502)"] }, address)).toBe(plain);
    expect(may({ allow: ["net.connect(tcp, *, *)"] }, address)).toBe(plain);
    expect(may({ allow: ["net.connect(tcp, plc.local+private, 502)"] }, address)).toBe(toPrivate);
    expect(may({ allow: ["net.connect(tcp, *+private, *)"] }, address)).toBe(toPrivate);
  });

  it("is reached when a grant names it, for this protocol and port", () => {
    const name = "net.connect(tcp, plc.local, 502)";
    expect(may({ allow: [name, "net.connect(tcp, 127.0.0.1, 502)"] }, "127.0.0.1")).toBe(true);
    expect(may({ allow: [name, "net.connect(tcp, 127.0.0.1, 503)"] }, "127.0.0.1")).toBe(false);
    expect(may({ allow: [name, "net.connect(udp, 10.0.0.0/8, *)"] }, "10.0.0.1")).toBe(false);
    expect(may({ allow: [name, "net.connect(tcp, 10.0.0.0/8, *)"] }, "10.0.0.1")).toBe(true);
  });

  it("is refused when a deny covers it, or when the name is", () => {
    const allow = ["net.connect(tcp, *+private, *)"];
    expect(may({ allow, deny: ["net.connect(*, 10.0.0.0/8, *)"] }, "10.0.0.1")).toBe(false);
    expect(may({ allow, deny: ["net.connect(*, plc.local, *)"] }, "10.0.0.1")).toBe(false);
    expect(may({ allowAll: true, deny: ["net.connect(*, 10.0.0.0/8, *)"] }, "10.0.0.1")).toBe(false);
    expect(may({ allowAll: true }, "127.0.0.1")).toBe(true);
    expect(may({}, "8.8.8.8")).toBe(false);
  });
});
