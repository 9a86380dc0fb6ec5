/** The command starts fast: `--help` loads nothing but the list of commands. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { ocrekitScript } from "../support/ocrekit.js";

const rounds = 9;

describe("ocrekit --help", () => {
  it("takes at most 1.3 times what an empty Node takes, and 40 ms", () => {
    // Interleaved, and the fastest of each: a busy machine slows down some runs, but makes none faster.
    const empty: number[] = [];
    const help: number[] = [];
    for (let round = 0; round < rounds; round++) {
      empty.push(milliseconds(["-e", "0"]));
      help.push(milliseconds([ocrekitScript, "--help"]));
    }
    const limit = 1.3 * Math.min(...empty) + 40;
    console.log(
      `node -e 0: ${Math.min(...empty).toFixed(0)} ms, ocrekit --help: ${Math.min(...help).toFixed(0)} ms, limit ${limit.toFixed(0)} ms`,
    );
    expect(Math.min(...help)).toBeLessThan(limit);
  });
});

function milliseconds(args: readonly string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
  expect(status).toBe(0);
  return performance.now() - start;
}
