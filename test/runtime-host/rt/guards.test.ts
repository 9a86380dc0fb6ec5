/** How the answers of the policy become those of a call. */
import { type Decision, Guard, type PolicyScope, ScopeDecider } from "@ocrekit/host/rt";
import { describe, expect, it } from "vitest";

const site = { module: "test:plant/valves", field: "open" };

/** A scope that allows some first arguments and finds that `canonical` is the form of what it is given. */
function scope(
  allowed: readonly string[],
  canonical = (text: string) => text,
): { decider: ScopeDecider; asked: string[][] } {
  const asked: string[][] = [];
  const decide = (args: readonly string[]): Decision => {
    asked.push([...args]);
    const values = args.map(canonical);
    if (args.includes("*")) return { allowed: false, reason: "invalid-argument" };
    return allowed.includes(values[0] ?? "")
      ? { allowed: true, args: values, live: true }
      : { allowed: false, reason: "not-granted" };
  };
  const policy: PolicyScope = { admitted: allowed.length > 0, check: decide, check1: (arg) => decide([arg]) };
  return { decider: new ScopeDecider(policy, "valve.open", site, undefined), asked };
}

function verdict(fill: (guard: Guard) => void): string {
  const guard = new Guard();
  guard.begin();
  fill(guard);
  return guard.decide();
}

describe("the requirements of a call", () => {
  it("hold together", () => {
    const { decider } = scope(["a", "b"]);
    const of = (...names: readonly string[]) =>
      verdict((guard) => {
        for (const name of names) guard.require("valve.open", decider, [name]);
      });
    expect(of("a")).toBe("allowed");
    expect(of("a", "b")).toBe("allowed");
    expect(of("a", "c")).toBe("denied");
    expect(of("c", "a")).toBe("denied");
    expect(of("a", "*")).toBe("invalid");
  });

  it("mean nothing when all had a condition and none held", () => {
    expect(verdict(() => undefined)).toBe("invalid");
  });

  it("hold for each element of a list, and an empty list is a mistake", () => {
    const { decider, asked } = scope(["a", "b"]);
    const of = (names: readonly string[]) => verdict((guard) => guard.require("valve.open", decider, [names, "x"]));
    expect(of(["a", "b"])).toBe("allowed");
    expect(asked).toEqual([
      ["a", "x"],
      ["b", "x"],
    ]);
    expect(of(["a", "c", "b"])).toBe("denied");
    expect(of([])).toBe("invalid");
  });

  it("begin anew with each call", () => {
    const { decider } = scope(["a"]);
    const guard = new Guard();
    guard.begin();
    guard.require("valve.open", decider, ["c"]);
    expect(guard.decide()).toBe("denied");
    guard.begin();
    guard.require("valve.open", decider, ["a"]);
    expect(guard.decide()).toBe("allowed");
    expect(guard.grant().carries("valve.open")).toBe(true);
  });
});

describe("an argument", () => {
  it("is refused when the policy would use another spelling than the implementation gets", () => {
    const { decider } = scope(["valve"], (text) => text.toLowerCase());
    expect(decider.check1("valve")).toMatchObject({ live: true });
    expect(decider.check1("VALVE")).toBe("invalid");
    expect(verdict((guard) => guard.require("valve.open", decider, ["Valve"]))).toBe("invalid");
  });

  it.each([
    [80, "80"],
    [443n, "443"],
    [undefined, "any"],
    [{ tag: "ipv4", val: [10, 0, 0, 1] }, "10.0.0.1"],
    [{ tag: "ipv6", val: [0x2001, 0xdb8, 0, 0, 0, 0, 0, 1] }, "2001:db8:0:0:0:0:0:1"],
  ])("%o is asked for as '%s'", (value, text) => {
    const { decider, asked } = scope([text]);
    expect(verdict((guard) => guard.require("net.connect", decider, [value]))).toBe("allowed");
    expect(asked).toEqual([[text]]);
  });

  it.each([[Symbol("x")], [null], [{ tag: "ipv4", val: ["a"] }], [true]])(
    "%o has no text, so the call is invalid",
    (value) => {
      const { decider, asked } = scope(["x"]);
      expect(verdict((guard) => guard.require("valve.open", decider, [value]))).toBe("invalid");
      expect(asked).toEqual([]);
    },
  );
});
