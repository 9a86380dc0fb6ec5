/** `npm run conformance -- --strict [LANG...]`: every case through the strictest compiler of every language. */
import { strictCases } from "./cases.js";
import {
  caseName,
  checkLanguage,
  knownBad,
  ownCases,
  type StrictResult,
  strictLanguages,
  strictTable,
} from "./check.js";

const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const common = strictCases();
const results: StrictResult[] = [];
let failures = 0;
for (const id of strictLanguages().filter((l) => wanted.length === 0 || wanted.includes(l))) {
  try {
    const cases = [...common, ...(await ownCases(id))];
    process.stderr.write(`${id}: ${cases.length} cases\n`);
    const result = await checkLanguage(id, cases);
    results.push(result);
    const known = knownBad(id);
    for (const { of, said } of result.bad) {
      const reason = known.get(caseName(of));
      if (reason === undefined) failures++;
      console.log(`${id}: ${caseName(of)}: ${reason === undefined ? said.trim().slice(0, 700) : `known: ${reason}`}`);
    }
    for (const of of result.clean.filter((c) => known.has(caseName(c)))) {
      failures++;
      console.log(`${id}: ${caseName(of)}: clean, but known to be bad: its line has to go`);
    }
  } catch (error) {
    console.log(`${id}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
console.log(`\n${strictTable(results)}`);
process.exit(failures > 0 ? 1 : 0);
