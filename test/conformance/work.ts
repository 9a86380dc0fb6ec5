/** Spreads the work over processes, one language each, as many at a time as there are processors; watches over each of them. */
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { repository } from "../support/toolchain.js";
import type { CellResult } from "./cell.js";
import type { Feature } from "./features.js";
import type { Effort } from "./run-case.js";

export interface Job {
  readonly language: string;
  readonly features: readonly Feature[];
  readonly hosts: readonly string[];
  readonly effort: Effort;
  /** One guest for all features, where that is possible. */
  readonly together: boolean;
}

/** What a worker says. */
export type Line =
  | { readonly kind: "begin"; readonly feature: string }
  | { readonly kind: "cell"; readonly result: CellResult }
  /** There is no compiler. */
  | { readonly kind: "missing"; readonly why: string }
  | { readonly kind: "unsuitable"; readonly feature: string; readonly why: string }
  | { readonly kind: "end" };

export interface Reports {
  readonly cell: (result: CellResult) => void;
  readonly missing: (language: string, why: string) => void;
  readonly unsuitable: (language: string, feature: string, why: string) => void;
}

/** The longest that a worker may say nothing: a cold compile of the slowest language, and all cases of a feature. */
const silence = 420_000;

export async function runJobs(jobs: readonly Job[], reports: Reports): Promise<void> {
  const queue = [...jobs];
  const lanes = Math.max(1, Math.min(availableParallelism(), Number(process.env["OCREKIT_CONFORMANCE_LANES"] ?? 2)));
  const lane = async (): Promise<void> => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await runJob(job, reports);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** A worker that dies or falls silent takes the feature that it was at with it; the next one goes on after it. */
async function runJob(job: Job, reports: Reports): Promise<void> {
  let left = job.features;
  while (left.length > 0) {
    const { finished, at, seen, why } = await runWorker({ ...job, features: left }, reports);
    if (finished) return;
    const index = Math.max(
      0,
      left.findIndex((f) => f.name === at),
    );
    const name = left[index]?.name ?? "";
    for (const host of job.hosts.filter((id) => !seen.has(`${name} ${id}`))) {
      const cases = [{ name: "*", calls: 0, problem: `the process ended: ${why}` }];
      reports.cell({ feature: name, language: job.language, host, cases });
    }
    left = left.slice(index + 1);
  }
}

interface Ended {
  readonly finished: boolean;
  readonly at: string;
  readonly seen: ReadonlySet<string>;
  readonly why: string;
}

function runWorker(job: Job, reports: Reports): Promise<Ended> {
  return new Promise((resolve) => {
    const script = fileURLToPath(new URL("worker.ts", import.meta.url));
    const child = spawn(
      process.execPath,
      // A module whose code is made faster in the background can keep Node from ending.
      ["--no-wasm-tier-up", "--conditions=source", "--import", "tsx", script, JSON.stringify(job)],
      { cwd: repository, stdio: ["ignore", "pipe", "pipe"] },
    );
    let finished = false;
    let at = "";
    let stderr = "";
    const seen = new Set<string>();
    const watch = setTimeout(() => {
      stderr += `\nnothing was said for ${silence / 1000} s`;
      child.kill("SIGKILL");
    }, silence);
    child.stderr.on("data", (data) => {
      stderr = `${stderr}${String(data)}`.slice(-4000);
    });
    createInterface({ input: child.stdout }).on("line", (text) => {
      watch.refresh();
      const line = parse(text);
      switch (line?.kind) {
        case "begin":
          at = line.feature;
          break;
        case "cell":
          seen.add(`${line.result.feature} ${line.result.host}`);
          reports.cell(line.result);
          break;
        case "missing":
          reports.missing(job.language, line.why);
          break;
        case "unsuitable":
          reports.unsuitable(job.language, line.feature, line.why);
          break;
        case "end":
          finished = true;
          break;
        case undefined:
          break;
      }
    });
    child.on("close", (status, signal) => {
      clearTimeout(watch);
      resolve({ finished, at, seen, why: `${signal ?? `status ${status}`} ${stderr.trim().slice(-600)}` });
    });
  });
}

/** What guests print lands on the same stream. */
function parse(text: string): Line | undefined {
  try {
    const line: Line = JSON.parse(text);
    return line;
  } catch {
    return undefined;
  }
}
