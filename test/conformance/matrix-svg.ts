/** The matrix as a picture: one square for each feature, language and host, readable in light and in dark. */
import { type CellState, cellOf, hostMarks, hostTitles, type Matrix, totalOf } from "./matrix.js";

const size = { row: 20, cell: 43, label: 140, head: 68, gap: 12, sum: 6 } as const;
// Dark enough for white text, and to be told apart in light and in dark.
const fills = { pass: "#1a7f37", known: "#9a6700", fail: "#cf222e", none: "#8c959f33" } as const satisfies Record<
  CellState,
  string
>;
const meanings = {
  pass: "all pass",
  known: "some are known to fail",
  fail: "failures",
  none: "nothing to run",
} as const;

export function asSvg(matrix: Matrix): string {
  const languages = [...new Set(matrix.columns.map((c) => c.language))];
  const groups = languages.map((language) => matrix.columns.filter((c) => c.language === language));
  let x: number = size.label;
  const places = groups.map((columns) => {
    const place = { columns, x };
    x += columns.length * size.cell + size.gap;
    return place;
  });
  const rows = [...matrix.features, "all"];
  const width = x + size.gap;
  const height = size.head + rows.length * size.row + size.sum + 52;
  const top = (row: number): number => size.head - 16 + row * size.row + (rows[row] === "all" ? size.sum : 0);
  const parts: string[] = [];
  const seen = new Set<CellState>();
  for (const { columns, x: left } of places) {
    const middle = left + (columns.length * size.cell) / 2;
    const title = linesOf(columns[0]?.title ?? "");
    title.forEach((line, i) => {
      parts.push(`<text x="${middle}" y="${30 - (title.length - 1 - i) * 14}" class="h">${quote(line)}</text>`);
    });
    columns.forEach((column, i) => {
      const at = left + i * size.cell;
      parts.push(
        `<text x="${at + size.cell / 2}" y="${size.head - 24}" class="s">${quote(hostMarks[column.host] ?? column.host)}</text>`,
      );
      rows.forEach((feature, r) => {
        const cell = feature === "all" ? totalOf(matrix, column) : cellOf(matrix, feature, column);
        const y = top(r);
        seen.add(cell.state);
        parts.push(
          `<rect x="${at + 1}" y="${y}" width="${size.cell - 2}" height="${size.row - 2}" rx="3" fill="${fills[cell.state]}"/>`,
          `<text x="${at + size.cell / 2}" y="${y + 13}" class="${cell.state === "none" ? "s" : "c"}">${quote(cell.text)}</text>`,
        );
      });
    });
  }
  rows.forEach((feature, r) => {
    parts.push(`<text x="4" y="${top(r) + 13}" class="f">${quote(feature)}</text>`);
  });
  const key = Object.entries(hostMarks).map(([host, text]) => `${text}: ${hostTitles[host] ?? host}`);
  parts.push(`<text x="4" y="${height - 30}" class="f">${quote(`Functions that pass. ${key.join(" · ")}`)}</text>`);
  const states = (["pass", "known", "fail", "none"] as const).filter((state) => seen.has(state));
  states.forEach((state, i) => {
    const at = 4 + i * 180;
    parts.push(
      `<rect x="${at}" y="${height - 20}" width="12" height="12" rx="3" fill="${fills[state]}"/>`,
      `<text x="${at + 18}" y="${height - 10}" class="f">${meanings[state]}</text>`,
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Conformance of every language on every host">
<style>
text { font: 11px system-ui, sans-serif; fill: #57606a }
.h { font-weight: 600; font-size: 12px; text-anchor: middle }
.s { font-size: 9px; text-anchor: middle }
.c { font-size: 9.5px; text-anchor: middle; fill: #fff }
@media (prefers-color-scheme: dark) { .f, .h, .s { fill: #c9d1d9 } }
</style>
${parts.join("\n")}
</svg>
`;
}

/** A title of one word or few letters stays in one line. */
function linesOf(title: string): readonly string[] {
  if (title.length <= 16) return [title];
  const at = title.indexOf(" ");
  return at < 0 ? [title] : [title.slice(0, at), title.slice(at + 1)];
}

const quote = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
