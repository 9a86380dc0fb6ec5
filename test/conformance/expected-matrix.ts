/** What a whole run has to come to, by the WIT as it is: everything passes but what is known to fail. */
import { triesOf } from "./cell.js";
import type { Feature } from "./features.js";
import { guestBuilders, otherWays } from "./guests.js";
import { hosts } from "./hosts/index.js";
import { judge, knownFailures, type Verdict } from "./known-failures.js";
import { cellKey, type Matrix } from "./matrix.js";

export async function expectedMatrix(features: readonly Feature[]): Promise<Matrix> {
  const builders = [...(await guestBuilders()), ...otherWays];
  const tries = features.map((feature) => [feature.name, triesOf(feature)] as const);
  const verdicts = new Map<string, Verdict>();
  for (const { id: language, makes } of builders) {
    for (const { id: host } of hosts.filter(({ components }) => makes === "core" || components)) {
      const known = knownFailures(language, host);
      for (const [feature, names] of tries) {
        const fails = (name: string): boolean => known.has(`${feature}/*`) || known.has(`${feature}/${name}`);
        const cases = names.map((name) => ({ name, calls: 0, ...(fails(name) ? { problem: "as is known" } : {}) }));
        verdicts.set(cellKey(feature, language, host), judge({ feature, language, host, cases }, known));
      }
    }
  }
  const columns = builders.flatMap(({ id, title }) => hosts.map((host) => ({ language: id, title, host: host.id })));
  return { features: features.map((f) => f.name), columns, verdicts };
}
