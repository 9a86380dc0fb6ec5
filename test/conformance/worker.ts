/** One process that works on features of one language: JSON on the command line in, JSON lines out. A guest that hangs or crashes the engine costs only this process. */
import { runFeature, runTogether, type Work } from "./cell.js";
import { builderFor } from "./guests.js";
import { hosts } from "./hosts/index.js";
import { loadSubject, Unsuitable } from "./subject.js";
import type { Job, Line } from "./work.js";

const job: Job = JSON.parse(process.argv[2] ?? "{}");
const say = (line: Line, done?: () => void): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`, done);
};

const builder = await builderFor(job.language);
const work: Work = {
  builder,
  hosts: hosts.filter((host) => job.hosts.includes(host.id)),
  effort: job.effort,
  begin: (feature) => say({ kind: "begin", feature }),
  report: (result) => say({ kind: "cell", result }),
};
const done = job.together && job.features.length > 1 && (await runTogether(job.features, work));
for (const feature of done ? [] : job.features) {
  work.begin(feature.name);
  try {
    const why = await runFeature(feature, loadSubject(feature.name, feature.wit, feature.world), work);
    if (why === undefined) continue;
    say({ kind: "missing", why });
    break;
  } catch (error) {
    if (!(error instanceof Unsuitable)) throw error;
    say({ kind: "unsuitable", feature: feature.name, why: error.message });
  }
}
// A pipe may take a long line in parts, and an exit would lose the rest.
await new Promise<void>((resolve) => say({ kind: "end" }, resolve));
for (const host of hosts) await host.close();
// Not by itself: an engine may still be busy with making code faster.
process.exit(0);
