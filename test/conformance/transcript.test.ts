/** Transcripts of calls: equal for equal calls, whatever objects are called; another answer is found. */
import { expect, it } from "vitest";
import { Comparison, Transcript } from "./transcript.js";

const digest = (...calls: readonly unknown[]): string => {
  const transcript = new Transcript();
  for (const call of calls) transcript.add(call);
  return transcript.digest();
};

it("knows what differs, and takes objects by the order in which they come", () => {
  expect(digest(["f", 1n, Number.NaN])).toBe(digest(["f", 1n, Number.NaN]));
  expect(digest(["f", { handle: "file 7" }], { handle: "file 9" })).toBe(
    digest(["f", { handle: "file b1" }], { handle: "file b4" }),
  );
  expect(digest(["f", { handle: "a" }], { handle: "a" })).not.toBe(digest(["f", { handle: "a" }], { handle: "b" }));
  const all = [1, 1n, "1", -1, 0, -0, Number.NaN, Number.POSITIVE_INFINITY, null, { big: 1 }, ["f", 1], ["f"]];
  expect(new Set(all.map((value) => digest(value))).size).toBe(all.length);
});

it("compares a case with its first run", () => {
  const comparison = new Comparison();
  expect(comparison.add("lists/of-u8", "c on node", "1")).toBeUndefined();
  expect(comparison.cases).toBe(0);
  expect(comparison.add("lists/of-u8", "rust on node", "1")).toBeUndefined();
  expect(comparison.add("lists/of-u8", "go on jco", "2")).toBe("other calls or answers than c on node");
  expect(comparison.add("lists/of-s8", "go on jco", "2")).toBeUndefined();
  expect(comparison.cases).toBe(1);
});
