/** `npm run bench`: speed beside jco, sizes and memory of apps in every language beside wit-bindgen's. */
import { setFlagsFromString } from "node:v8";
import { languages } from "../../generator/src/backend/index.js";

const usage = `Usage: npm run bench -- [options] [LANGUAGE...]

Nanoseconds a call through the glue of the host, beside a bare import and jco. Then, for four small apps in every
language and in wit-bindgen's C and Rust: bytes as built and after wasm-opt -Oz, and for the demo world the linear
memory at the start and after 500 messages of 20 kB, 500 runs and 500 timers.

  LANGUAGE...  sizes in these languages and in wit-bindgen's of them; no calls
  --json       one JSON object: calls, sizes, missing
  --help       this text
`;

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith("-"));
const known = languages.filter((l) => l.recipe !== undefined).map((l) => l.id);
const wrong =
  args.find((arg) => arg.startsWith("-") && arg !== "--json" && arg !== "--help" && arg !== "-h") ??
  names.find((name) => !known.includes(name));

if (args.includes("--help") || args.includes("-h")) process.stdout.write(usage);
else if (wrong !== undefined) {
  process.stderr.write(`bench: no '${wrong}'; the languages are: ${known.join(" ")}\n\n${usage}`);
  process.exitCode = 2;
} else await bench();

/** What measures is loaded only here: help does without engines. */
async function bench(): Promise<void> {
  const { benchCalls } = await import("./calls.js");
  const { measureSizes } = await import("./sizes.js");
  const { aligned, callsTable, sizesTable } = await import("./table.js");
  const calls = names.length === 0 ? await benchCalls() : [];
  // From here on nothing is timed, and a module whose code is made faster in the background can keep Node from ending.
  setFlagsFromString("--no-wasm-tier-up");
  const { rows, missing } = await measureSizes(names, (line) => process.stderr.write(`${line}\n`));
  if (args.includes("--json")) {
    const found = { calls, sizes: rows, missing: Object.fromEntries(missing) };
    process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  } else {
    if (calls.length > 0) console.log(`${aligned(callsTable(calls))}\n`);
    console.log(aligned(sizesTable(rows)));
    for (const [what, why] of missing) console.log(`missing: ${what}: ${why.split("\n")[0]}`);
  }
  // Not by itself: engines may still be busy with making code faster.
  process.exit(0);
}
