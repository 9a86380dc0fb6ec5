/** A ledger keeps what passed, for the same effort, and only when it is asked to go on. */
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Ledger } from "./ledger.js";

it("goes on from what passed", () => {
  const folder = mkdtempSync(join(tmpdir(), "ocrekit-ledger-"));
  const effort = { seed: 1, runs: 4 };
  const cell = { feature: "a", language: "c", host: "node", cases: [{ name: "f", calls: 3, digest: "x" }] };
  try {
    const first = new Ledger(effort, false, folder);
    first.add(cell);
    first.add({ ...cell, feature: "b", cases: [{ name: "f", calls: 1, problem: "trap" }] });
    first.add({ ...cell, feature: "d", cases: [], gaveUp: "it did" });
    // The process ended in the middle of a line.
    appendFileSync(join(folder, readdirSync(folder)[0] ?? ""), '{"feature":"e","lang');
    const second = new Ledger(effort, true, folder);
    expect(second.cells("c")).toEqual([cell]);
    expect(second.cells("rust")).toEqual([]);
    expect(new Ledger({ ...effort, seed: 2 }, true, folder).cells("c")).toEqual([]);
    expect(new Ledger(effort, false, folder).cells("c")).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
