/** `npm run bench`: speed against jco, sizes and memory in every language and against wit-bindgen. `--json` for machines. */
import { benchCalls, type CallResult } from "./calls.js";
import { type Missing, moduleSizes, moduleTable } from "./module-sizes.js";
import { benchSizes, hasWitBindgen, sizeTable } from "./sizes.js";

const calls = await benchCalls();
const sizes = benchSizes();
const missing: Missing = new Map();
/** `npm run bench -- c rust`: sizes of these languages only. */
const only = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const modules = await moduleSizes(missing, (line) => process.stderr.write(`${line}\n`), only);
if (process.argv.includes("--json"))
  process.stdout.write(`${JSON.stringify({ calls, sizes, modules, missing: Object.fromEntries(missing) }, null, 2)}\n`);
else {
  print([["ns a call", "bare", "ocrekit", "jco", "jco/ours", "aim", "ours/bare"], ...calls.map(cells)]);
  console.log("");
  print(sizeTable(sizes));
  console.log("");
  print(moduleTable(modules));
  for (const [what, why] of missing) console.log(`missing: ${what}: ${why.split("\n")[0]}`);
  if (!hasWitBindgen()) console.log("\nwit-bindgen is not installed; get it with: cargo install wit-bindgen-cli");
}

function cells(r: CallResult): readonly string[] {
  const ratio = (n: number, digits: number): string => `${n.toFixed(digits)}x`;
  return [
    r.row,
    r.bare.toFixed(1),
    r.ocrekit.toFixed(1),
    r.jco.toFixed(1),
    ratio(r.jco / r.ocrekit, 0),
    `>=${r.aim}x`,
    ratio(r.ocrekit / r.bare, 1),
  ];
}

function print(rows: readonly (readonly string[])[]): void {
  for (const row of rows)
    console.log(
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(24) : cell.padStart(15)))
        .join("")
        .trimEnd(),
    );
}

// Not by itself: engines may still be busy with making code faster.
process.exit(0);
