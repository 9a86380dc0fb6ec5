/** `npm run conformance [-- LANG...]`: builds, runs, prints the matrix; a whole run also writes it for the README. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Feature, features } from "./features.js";
import { strayLines } from "./known-failures.js";
import { asMarkdown, asText, cellOf, folded } from "./matrix.js";
import { asSvg } from "./matrix-svg.js";
import { regressions } from "./regressions.js";
import { runSuite, type SuiteResult } from "./suite.js";

const usage = `usage: npm run conformance [-- [LANG...] [options]]

  --wit PATH       try this WIT instead of the features: a file or a folder
  --world NAME     its world
  --feature NAME   only this feature; repeatable
  --host NAME      only this host: node, jco, wasmtime; repeatable
  --runs N         random calls of each function (20)
  --seed N         of the random values (today's date by default)
  --together       one guest for all features: quicker, as \`npm test\` does it
  --json           the result for machines
  --quiet          no progress
  --strict         every WIT case through the strictest compiler of every language instead


matrix.md and matrix.svg are written by a whole run only: all features, all languages, all hosts, nothing missing.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    wit: { type: "string" },
    world: { type: "string" },
    feature: { type: "string", multiple: true, default: [] },
    host: { type: "string", multiple: true, default: [] },
    runs: { type: "string", default: "20" },
    seed: { type: "string" },
    together: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    quiet: { type: "boolean", default: false },
    strict: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) {
  console.log(usage);
  process.exit(0);
}

// A program of its own, which ends the process.
if (values.strict) await import("./strict/main.js");

const seed = Number(values.seed ?? new Date().toISOString().slice(0, 10).replaceAll("-", ""));
const chosen = chooseFeatures();
const started = Date.now();
const whole = values.wit === undefined && [values.feature, values.host, positionals].every((list) => list.length === 0);
const result = await runSuite({
  features: chosen,
  languages: positionals,
  whole,
  hosts: values.host,
  effort: { seed, runs: Number(values.runs) },
  strict: values.wit !== undefined,
  together: values.together,
  ...(values.quiet ? {} : { progress: (line: string) => complain(line) }),
});
const matrix = folded(
  result.matrix,
  regressions.map((f) => f.name),
  "regressions",
);
const stray = strayLines(new Set([...features, ...regressions].map((f) => f.name)));
const bad = result.failed.length + result.unexpected.length + stray.length;
if (values.json) console.log(JSON.stringify(forMachines(result), null, 2));
else print(result);
if (whole && result.missing.size === 0) {
  writeFileSync(fileURLToPath(new URL("matrix.md", import.meta.url)), asMarkdown(matrix, { ...result, seed }));
  writeFileSync(fileURLToPath(new URL("matrix.svg", import.meta.url)), asSvg(matrix));
  if (!values.json) console.log("written: test/conformance/matrix.md, test/conformance/matrix.svg");
} else if (whole && !values.json) console.log("matrix.md and matrix.svg stay as they are: not everything ran");
process.exit(bad === 0 ? 0 : 1);

function chooseFeatures(): readonly Feature[] {
  if (values.wit !== undefined) {
    const world = values.world === undefined ? {} : { world: values.world };
    return [{ name: "wit", wit: values.wit, ...world }];
  }
  const all = [...features, ...regressions];
  const unknown = values.feature.filter((name) => !all.some((f) => f.name === name));
  if (unknown.length > 0) {
    complain(`no feature '${unknown.join("', '")}'; there is: ${all.map((f) => f.name).join(" ")}`);
    process.exit(2);
  }
  return values.feature.length === 0 ? all : all.filter((f) => values.feature.includes(f.name));
}

function print({ missing, failed, unexpected, gaveUp, known, passed, calls, compared }: SuiteResult): void {
  console.log(`\n${asText(matrix)}\n`);
  for (const [problem, cases] of byProblem(failed)) console.log(`failed: ${cases}: ${problem}`);
  for (const line of unexpected) console.log(`passed, but is a known failure: ${line}`);
  for (const line of gaveUp) console.log(`not tried: ${line}`);
  for (const line of stray) console.log(`known failure of no feature: ${line}`);
  for (const [what, why] of missing) console.log(`missing: ${what}: ${why}`);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(
    `${passed} passed, ${failed.length} failed, ${known} known failures, ${unexpected.length} unexpected passes; ` +
      `${calls} calls, seed ${seed}, ${seconds} s; ${compared} functions did the same wherever they ran`,
  );
}

/** One line for what failed alike: a guest that does not compile fails in all its cases. */
function byProblem(failed: SuiteResult["failed"]): ReadonlyMap<string, string> {
  const found = new Map<string, string[]>();
  for (const { at, name, problem } of failed) {
    const key = problem.startsWith("build: ") ? problem : `${problem} `;
    found.set(key, [...(found.get(key) ?? []), `${name} (${at})`]);
  }
  return new Map(
    [...found].map(([problem, cases]) => {
      const more = cases.length > 3 ? ` and ${cases.length - 3} more` : "";
      return [problem.slice(0, 1500), cases.slice(0, 3).join(", ") + more];
    }),
  );
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

function forMachines({ matrix, missing, ...rest }: SuiteResult): unknown {
  return {
    ...rest,
    seed,
    stray,
    missing: Object.fromEntries(missing),
    cells: matrix.features.flatMap((feature) =>
      matrix.columns.flatMap((column) => {
        const verdict = matrix.verdicts.get(`${feature} ${column.language} ${column.host}`);
        if (verdict === undefined) return [];
        return [
          {
            feature,
            language: column.language,
            host: column.host,
            state: cellOf(matrix, feature, column).state,
            ...verdict,
          },
        ];
      }),
    ),
  };
}
