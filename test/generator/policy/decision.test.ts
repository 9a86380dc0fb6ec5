/** The decision: order of the reasons, precedence of denies, intersection of the layers, withdrawal. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, decider, type Layers } from "./support.js";

const reason = (layers: Layers, scope: string, ...args: (string | number)[]) => {
  const decision = decider(layers).decide(scope, args);
  return decision.allowed ? "allowed" : decision.reason;
};

describe("decide", () => {
  it("denies everything under an empty policy", () => {
    expect(reason({}, "gpio.write", "relay")).toBe("not-granted");
    expect(reason({}, "system.restart")).toBe("not-granted");
    expect(decider({}).admitted("gpio.write")).toBe(false);
  });

  it("allows what one rule covers and hands out canonical arguments", () => {
    const decision = decider({ allow: ["net.connect(tls, *.Example.com, 443)"] }).decide("net.connect", [
      "tls",
      "API.example.COM.",
      443,
    ]);
    expect(decision).toMatchObject({
      allowed: true,
      args: ["tls", "api.example.com", "443"],
      permission: "net.connect(tls, api.example.com, 443)",
      rule: { permission: "net.connect(tls, *.example.com, 443)", origin: "--allow" },
    });
  });

  it("needs one rule that covers all arguments", () => {
    const allow = ["net.connect(tls, a.io, 443)", "net.connect(tcp, b.io, 80)"];
    expect(reason({ allow }, "net.connect", "tls", "b.io", 443)).toBe("not-granted");
  });

  it("names the first reason in the order of the decision", () => {
    const deny = ["gpio.write(relay)"];
    expect(reason({ deny }, "gpio.write", "re\nlay")).toBe("invalid-argument");
    expect(reason({ deny, imports: [] }, "gpio.write", "relay")).toBe("explicit-deny");
    expect(reason({ imports: ["gpio.read"], allow: ["gpio.write(*)"] }, "gpio.write", "led")).toBe("not-imported");
    expect(reason({ manifest: {}, allow: ["gpio.write(*)"] }, "gpio.write", "led")).toBe("not-requested");
    expect(reason({ manifest: { optional: ["gpio.write(led)"] } }, "gpio.write", "led")).toBe("not-granted");
    expect(reason({ manifest: { optional: ["gpio.write(led)"] }, allow: ["gpio.write(*)"] }, "gpio.write", "led")).toBe(
      "allowed",
    );
  });

  it("denies a subscription that a deny overlaps", () => {
    const layers = { allow: ["messaging.subscribe(site/#)"], deny: ["messaging.subscribe(site/+/admin)"] };
    expect(reason(layers, "messaging.subscribe", "site/#")).toBe("explicit-deny");
    expect(reason(layers, "messaging.subscribe", "site/1/temp")).toBe("allowed");
  });

  it("takes the operator's allow and deny from grants for this app and for all", () => {
    const grants = [
      { for: "other", allow: ["gpio.write(a)"] },
      { for: "app", allow: ["gpio.write(b)"] },
      { allow: ["gpio.write(c)"] },
    ];
    const d = decider({ grants });
    expect(["a", "b", "c"].map((line) => d.decide("gpio.write", [line]).allowed)).toEqual([false, true, true]);
  });

  it("lets denies hold against --allow-all", () => {
    const layers = { allowAll: true, deny: ["gpio.write(relay)"] };
    expect(reason(layers, "gpio.write", "relay")).toBe("explicit-deny");
    expect(reason(layers, "gpio.write", "led")).toBe("allowed");
  });

  it("answers false for unknown scopes and wrong argument counts that a guest asks about", () => {
    const d = decider({ allow: ["gpio.write(*)"] });
    expect(d.checkText("gpio.write", ["led"])).toBe(true);
    expect(d.checkText("gpio.write", [])).toBe(false);
    expect(d.checkText("gpio.write", ["led", "led"])).toBe(false);
    expect(d.checkText("__proto__", [])).toBe(false);
  });

  it("answers equal calls with the same object, which the audit log counts on", () => {
    const d = decider({ allow: ["gpio.write(led)", "system.restart()"] });
    const calls: readonly (readonly [string, readonly string[]])[] = [
      ["system.restart", []],
      ["gpio.write", ["led"]],
      ["gpio.write", ["\n"]],
      ["kv.read", ["a", "b"]],
      ["net.connect", ["tcp", "a.io", "1"]],
      ["net.connect", ["tcp", "a.io"]],
    ];
    for (const [scope, args] of calls) expect(d.decide(scope, args)).toBe(d.decide(scope, args));
  });

  it("gives the same answer from its cache, also after more arguments than it keeps", () => {
    const d = decider({ allow: ["kv.read(a, x/**)", "gpio.write(l*)", "net.connect(tcp, *, 1-9)"] });
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 1500; i++) {
        expect(d.decide("kv.read", ["a", `x/${i}`]).allowed).toBe(true);
        expect(d.decide("kv.read", ["b", `x/${i}`]).allowed).toBe(false);
        expect(d.decide("gpio.write", [`${i % 2 ? "l" : "m"}${i}`]).allowed).toBe(i % 2 === 1);
        expect(d.decide("net.connect", ["tcp", "a.io", i]).allowed).toBe(i >= 1 && i <= 9);
      }
    }
  });
});

describe("replacing the policy", () => {
  const policyOf = (layers: Layers) => {
    const { policy } = compile(layers);
    if (policy === undefined) throw new Error("no policy");
    return policy;
  };
  const minted = () => {
    const d = decider({ allow: ["gpio.write(relay)", "gpio.write(led*)"] });
    const decision = d.decide("gpio.write", ["relay"]);
    if (!decision.allowed) throw new Error("denied");
    return { d, decision };
  };

  it("keeps what the same rule still allows", () => {
    const { d, decision } = minted();
    d.replace(policyOf({ allow: ["gpio.read(*)", "gpio.write(relay)"] }));
    expect(decision.live).toBe(true);
    expect(d.epoch).toBe(2);
  });

  it.each([
    ["the rule is gone", { allow: ["gpio.write(led*)"] }],
    ["another rule takes its place", { allow: ["gpio.write(*)"] }],
    ["a deny came", { allow: ["gpio.write(relay)"], deny: ["gpio.write(re*)"] }],
    ["nothing is left", {}],
  ])("withdraws when %s", (_, layers) => {
    const { d, decision } = minted();
    expect(decision.live).toBe(true);
    d.replace(policyOf(layers));
    expect(decision.live).toBe(false);
  });

  it("reaches deciders that were looked up before", () => {
    const d = decider({});
    const scope = d.scope("gpio.write");
    expect([scope.admitted, scope.check1("relay").allowed]).toEqual([false, false]);
    d.replace(policyOf({ allow: ["gpio.write(relay)"] }));
    expect([scope.admitted, scope.check1("relay").allowed]).toEqual([true, true]);
  });
});

describe("layers", () => {
  const permission = fc.constantFrom(
    ...["gpio.write(a)", "gpio.write(a*)", "gpio.write(*)", "gpio.write(b)", "gpio.read(a)", "messaging.publish(a/#)"],
    ...["messaging.publish(+/b)", "messaging.publish(#)", "messaging.subscribe(a/+)", "messaging.subscribe(a/#)"],
    ...["net.connect(tcp, *, *)", "net.connect(tcp, 10.0.0.0/8, 1-80)", "net.connect(*, *.a.io, 80)"],
  );
  const some = fc.array(permission, { maxLength: 5 });
  const calls: readonly (readonly [string, readonly string[]])[] = [
    ...["a", "ab", "b"].flatMap((line) => [["gpio.write", [line]] as const, ["gpio.read", [line]] as const]),
    ...["a", "a/b", "$a/b", "c/b"].flatMap((topic) => [
      ["messaging.publish", [topic]] as const,
      ["messaging.subscribe", [topic]] as const,
    ]),
    ...["a/+", "a/#", "#", "+"].map((filter) => ["messaging.subscribe", [filter]] as const),
    ...["x.a.io", "10.1.1.1", "127.0.0.1", "8.8.8.8"].map((host) => ["net.connect", ["tcp", host, "80"]] as const),
  ];
  const rights = (layers: Layers) => {
    const d = decider(layers);
    return calls.map(([scope, args]) => d.decide(scope, args).allowed);
  };

  it("an allow more never removes a right", () => {
    fc.assert(
      fc.property(some, some, permission, (allow, deny, more) => {
        const before = rights({ allow, deny });
        const after = rights({ allow: [...allow, more], deny });
        expect(before.every((had, i) => !had || after[i])).toBe(true);
      }),
    );
  });

  it("a deny more never adds one", () => {
    fc.assert(
      fc.property(some, some, permission, (allow, deny, more) => {
        const before = rights({ allow, deny });
        const after = rights({ allow, deny: [...deny, more] });
        expect(after.every((has, i) => !has || before[i])).toBe(true);
      }),
    );
  });

  it("their order and repetition never matter, not even to the hash", () => {
    fc.assert(
      fc.property(some, some, (allow, deny) => {
        const one = compile({ allow, deny }).policy;
        const other = compile({
          allow: [...allow.toReversed(), ...allow],
          deny: [...deny.toReversed(), ...deny],
        }).policy;
        expect(other?.hash).toBe(one?.hash);
        expect(rights({ allow: allow.toReversed(), deny: deny.toReversed() })).toEqual(rights({ allow, deny }));
      }),
    );
  });

  it("a manifest gives nothing, it only narrows", () => {
    fc.assert(
      fc.property(some, some, (allow, optional) => {
        const bare = rights({ allow });
        expect(rights({ allow, manifest: { optional } }).every((has, i) => !has || bare[i])).toBe(true);
      }),
    );
  });
});
