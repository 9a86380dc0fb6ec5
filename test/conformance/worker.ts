/** One process that works on features of one language: JSON on the command line in, JSON lines out. A guest that hangs or crashes the engine costs only this process. */
import { runFeature } from "./cell.js";
import { builderFor } from "./guests.js";
import { hosts } from "./hosts/index.js";
import { loadSubject, Unsuitable } from "./subject.js";
import type { Job, Line } from "./work.js";

const job: Job = JSON.parse(process.argv[2] ?? "{}");
const say = (line: Line): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

const builder = await builderFor(job.language);
const wanted = hosts.filter((host) => job.hosts.includes(host.id));
for (const feature of job.features) {
  say({ kind: "begin", feature: feature.name });
  try {
    const subject = loadSubject(feature.name, feature.wit, feature.world);
    const why = await runFeature(feature, subject, builder, wanted, job.effort, (result) =>
      say({ kind: "cell", result }),
    );
    if (why !== undefined) {
      say({ kind: "missing", why });
      break;
    }
  } catch (error) {
    if (!(error instanceof Unsuitable)) throw error;
    say({ kind: "unsuitable", feature: feature.name, why: error.message });
  }
}
say({ kind: "end" });
for (const host of hosts) await host.close();
// Not by itself: an engine may still be busy with making code faster.
process.exit(0);
