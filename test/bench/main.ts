/** `npm run bench`: speed against jco and sizes against wit-bindgen, as ratios of one run. `--json` for machines. */
import { benchCalls } from "./calls.js";

const calls = await benchCalls();
if (process.argv.includes("--json")) process.stdout.write(`${JSON.stringify({ calls }, null, 2)}\n`);
else {
  const line = (cells: readonly string[]): string =>
    cells.map((c, i) => (i === 0 ? c.padEnd(24) : c.padStart(11))).join("");
  console.log(line(["ns a call", "bare", "ocrekit", "jco", "jco/ours", "ours/bare"]));
  for (const r of calls) {
    console.log(
      line([
        r.row,
        r.bare.toFixed(1),
        r.ocrekit.toFixed(1),
        r.jco.toFixed(1),
        `${(r.jco / r.ocrekit).toFixed(0)}x`,
        `${(r.ocrekit / r.bare).toFixed(1)}x`,
      ]),
    );
  }
}
