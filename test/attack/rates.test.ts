/** Floods that weigh nothing. */
import { expect, it } from "vitest";
import { Rates } from "../../runtime-host/src/guest/rates.js";

it.each([
  ["logBytesPerSecond", 8192, 0],
  ["networkBytesPerSecond", 1 << 20, 0],
  ["messagesPerSecond", 100, 1],
  ["togglesPerSecond", 1000, 1],
  ["logBytesPerSecond", 8, 0],
])("%s of %i lets a bounded number of calls through that pass %i", (name, perSecond, amount) => {
  let now = 0n;
  const rates = new Rates({ [name]: perSecond }, () => now);
  const burst = (): number => {
    let passed = 0;
    while (passed < 100_000 && rates.charge(name, amount)) passed += 1;
    return passed;
  };
  const first = burst();
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThanOrEqual(Math.max(1, perSecond / (name.endsWith("BytesPerSecond") ? 32 : 1)));
  now += 500_000_000n;
  expect(burst()).toBeLessThanOrEqual(first / 2 + 1);
  // A clock that stands still or a very long rest gives no more than one second's worth.
  now += 10n ** 18n;
  expect(burst()).toBe(first);
});

it("a charge larger than a second's worth never passes", () => {
  const rates = new Rates({ logBytesPerSecond: 100 }, () => 0n);
  expect(rates.charge("logBytesPerSecond", 101)).toBe(false);
  expect(rates.charge("logBytesPerSecond", 100)).toBe(true);
});
