/** The matrix as a picture: one square for each feature, language and host, readable in light and in dark. */
import { type CellState, cellOf, hostMarks, hostTitles, type Matrix, totalOf } from "./matrix.js";

const size = { row: 18, cell: 34, label: 136, head: 64, gap: 10 } as const;
const fills = { pass: "#2da44e", known: "#d4a72c", fail: "#cf222e", none: "#8c959f33" } as const satisfies Record<
  CellState,
  string
>;

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
  const height = size.head + rows.length * size.row + 30;
  const parts: string[] = [];
  for (const { columns, x: left } of places) {
    const middle = left + (columns.length * size.cell) / 2;
    parts.push(`<text x="${middle}" y="20" class="h">${quote(columns[0]?.title ?? "")}</text>`);
    columns.forEach((column, i) => {
      const at = left + i * size.cell;
      parts.push(
        `<text x="${at + size.cell / 2}" y="${size.head - 26}" class="s">${quote(hostMarks[column.host] ?? column.host)}</text>`,
      );
      rows.forEach((feature, r) => {
        const cell = feature === "all" ? totalOf(matrix, column) : cellOf(matrix, feature, column);
        const y = size.head - 16 + r * size.row;
        parts.push(
          `<rect x="${at + 1}" y="${y}" width="${size.cell - 2}" height="${size.row - 2}" rx="3" fill="${fills[cell.state]}"/>`,
          `<text x="${at + size.cell / 2}" y="${y + 12}" class="${cell.state === "none" ? "s" : "c"}">${quote(cell.text)}</text>`,
        );
      });
    });
  }
  rows.forEach((feature, r) => {
    parts.push(`<text x="4" y="${size.head - 4 + r * size.row}" class="f">${quote(feature)}</text>`);
  });
  const key = Object.entries(hostMarks).map(([host, text]) => `${text}: ${hostTitles[host] ?? host}`);
  parts.push(`<text x="4" y="${height - 8}" class="f">${quote(`Functions that pass. ${key.join(" · ")}`)}</text>`);
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

const quote = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
