/** `npm run golden:update [-- CASE...]`: rewrites the golden files; read the difference before committing it. */
import { cases, generateCase, goldenLanguages, writeGolden } from "../support/golden.js";

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !cases.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no case '${unknown.join("', '")}'; the cases are ${cases.join(", ")}\n`);
  process.exit(2);
}
for (const name of wanted.length === 0 ? cases : wanted) {
  for (const language of goldenLanguages) writeGolden(name, language, await generateCase(name, language));
}
