/** `npm run golden:update [-- CASE...]`: rewrites the golden files; read the difference before committing it. */
import { cases, generateCase, goldenLanguages, writeGolden } from "../support/golden.js";

const wanted = process.argv.slice(2);
for (const name of cases.filter((c) => wanted.length === 0 || wanted.includes(c))) {
  for (const language of goldenLanguages) writeGolden(name, language, await generateCase(name, language));
}
