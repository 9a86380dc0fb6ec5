/** `npm run bench`: speed against jco and sizes against wit-bindgen, as ratios of one run. `--json` for machines. */
import { benchCalls, type CallResult } from "./calls.js";
import { benchSizes, hasWitBindgen, sizeTable } from "./sizes.js";

const calls = await benchCalls();
const sizes = benchSizes();
if (process.argv.includes("--json")) process.stdout.write(`${JSON.stringify({ calls, sizes }, null, 2)}\n`);
else {
  print([["ns a call", "bare", "ocrekit", "jco", "jco/ours", "aim", "ours/bare"], ...calls.map(cells)]);
  console.log("");
  print(sizeTable(sizes));
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
