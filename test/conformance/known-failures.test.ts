/** A verdict over one cell: what passed, what failed as it is known to, what failed, and what is known to fail and passed. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { triesOf } from "./cell.js";
import { features } from "./features.js";
import { judge, knownFailures, strayLines, type Verdict } from "./known-failures.js";
import { Ledger } from "./ledger.js";
import { cellOf } from "./matrix.js";
import { regressions } from "./regressions.js";
import { runSuite } from "./suite.js";

/** A cell whose cases passed or failed as the marks say: `+a -b`. */
function judged(marks: string, known: readonly string[]): Verdict {
  const cases = marks.split(" ").map((mark) => ({
    name: mark.slice(1),
    calls: 2,
    ...(mark.startsWith("-") ? { problem: `trap in ${mark.slice(1)}` } : {}),
  }));
  const cell = { feature: "lists", language: "c", host: "node", cases };
  return judge(cell, new Map(known.map((name) => [name, "because"])));
}

const nothing = { passed: 0, known: [], failed: [], unexpected: [], calls: 4 };

describe("a verdict", () => {
  it.each<[string, string, readonly string[], Partial<Verdict>]>([
    ["passes what passed", "+a +b", [], { passed: 2 }],
    ["names what failed, and how", "+a -b", [], { passed: 1, failed: [{ name: "lists/b", problem: "trap in b" }] }],
    ["keeps apart what is known to fail", "+a -b", ["lists/b"], { passed: 1, known: ["lists/b"] }],
    [
      "tells what is known to fail and passed",
      "+a -b",
      ["lists/a", "lists/b"],
      {
        passed: 1,
        known: ["lists/b"],
        unexpected: ["lists/a"],
      },
    ],
    ["takes a star for every case", "-a -b", ["lists/*"], { known: ["lists/a", "lists/b"] }],
    ["lets a few cases pass below a star", "+a -b", ["lists/*"], { passed: 1, known: ["lists/b"] }],
    ["tells a star of which every case passed", "+a +b", ["lists/*"], { passed: 2, unexpected: ["lists/*"] }],
    [
      "lets a star not hide a line of its own that passed",
      "+a -b",
      ["lists/*", "lists/a"],
      {
        passed: 1,
        known: ["lists/b"],
        unexpected: ["lists/a"],
      },
    ],
    ["says nothing of what did not run", "+a +b", ["lists/c", "maps/a", "maps/*"], { passed: 2 }],
    [
      "does not take one feature's failures for another's",
      "-a +b",
      ["maps/a"],
      {
        passed: 1,
        failed: [{ name: "lists/a", problem: "trap in a" }],
      },
    ],
    [
      "knows a process that ended by a star only",
      "-* -b",
      ["lists/b"],
      {
        known: ["lists/b"],
        failed: [{ name: "lists/*", problem: "trap in *" }],
      },
    ],
  ])("%s", (_, marks, known, expected) => {
    expect(judged(marks, known)).toEqual({ ...nothing, ...expected });
  });
});

/** A folder that goes away again. */
async function inFolder(work: (folder: string) => Promise<void> | void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "ocrekit-known-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("a run", () => {
  it.each([
    ["with an unexpected pass is a bad one", "scalars/f", ["c on node: scalars/f"], "fail"],
    ["where all passes and nothing else is known is a good one", "scalars/another", [], "pass"],
  ])("%s", async (_, line, unexpected, state) => {
    const [feature] = features;
    if (feature === undefined) throw new Error("there are no features");
    await inFolder(async (folder) => {
      const effort = { seed: 1, runs: 4 };
      const ledger = new Ledger(effort, false, folder);
      // What passed before is judged again, so that no guest is needed.
      const cases = [{ name: "f", calls: 3, digest: "x" }];
      ledger.add({ feature: feature.name, language: "c", host: "node", cases });
      const known = () => new Map([[line, "because"]]);
      const result = await runSuite({ features: [feature], languages: ["c"], hosts: ["node"], effort, ledger, known });
      expect(result).toMatchObject({ passed: 1, failed: [], unexpected });
      expect(cellOf(result.matrix, feature.name, { language: "c", title: "C", host: "node" }).state).toBe(state);
    });
  });
});

describe("a list of known failures", () => {
  it("names what is tried now, and nothing else", () => {
    const all = [...features, ...regressions];
    const cases = new Set(all.flatMap((feature) => triesOf(feature).map((name) => `${feature.name}/${name}`)));
    const names = new Set(all.map((feature) => feature.name));
    expect(strayLines(names, cases)).toEqual([]);
  });

  it("is stray where its feature or its case is gone", () =>
    inFolder((folder) => {
      writeFileSync(join(folder, "c-node.txt"), "lists/a — x\nlists/b — x\nlists/* — x\nmaps/a — x\n");
      const stray = (...cases: readonly string[]) => strayLines(new Set(["lists"]), new Set(cases), folder);
      expect(stray("lists/a", "lists/b")).toEqual(["c-node.txt: maps/a"]);
      expect(stray("lists/a")).toEqual(["c-node.txt: lists/b", "c-node.txt: maps/a"]);
      expect(strayLines(new Set(["lists", "maps"]), undefined, folder)).toEqual([]);
    }));

  it("is lines of a name and a reason, beside comments", () =>
    inFolder((folder) => {
      const write = (text: string): void => writeFileSync(join(folder, "c-node.txt"), text);
      write("# of c\n\nlists/a — it is slow — very\nmaps/* — none\n");
      expect([...knownFailures("c", "node", folder)]).toEqual([
        ["lists/a", "it is slow — very"],
        ["maps/*", "none"],
      ]);
      expect(knownFailures("c", "jco", folder).size).toBe(0);
      for (const line of ["lists/a", "lists/a - with another dash", "lists — a feature alone"]) {
        write(`${line}\n`);
        expect(() => knownFailures("c", "node", folder)).toThrow(`'${line}' is not 'feature/case — reason'`);
      }
    }));
});
