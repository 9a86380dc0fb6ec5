/** A ledger keeps what passed, for the same effort, and only when it is asked to go on. */
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { features } from "./features.js";
import { Ledger } from "./ledger.js";
import { runSuite } from "./suite.js";

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

it("spares a run what passed before", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ocrekit-ledger-"));
  const effort = { seed: 1, runs: 4 };
  const [feature] = features;
  if (feature === undefined) throw new Error("there are no features");
  try {
    const ledger = new Ledger(effort, false, folder);
    // Of no guest that there is: had one run, there would be other numbers.
    const cases = [{ name: "f", calls: 3, digest: "x" }];
    ledger.add({ feature: feature.name, language: "c", host: "node", cases });
    ledger.add({ feature: "another", language: "c", host: "node", cases });
    const said: string[] = [];
    const progress = (line: string): void => void said.push(line);
    const one = { features: [feature], languages: ["c"], hosts: ["node"], effort, ledger, progress };
    expect(await runSuite(one)).toMatchObject({ passed: 1, calls: 3, failed: [] });
    expect(said[0]).toBe("1 cells passed in a run before this one");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
