/** What was measured, for people. */
import { appNames, benchApps, demoAims } from "./apps.js";
import type { CallResult } from "./calls.js";
import { type Row, type Size, shareOfPeer } from "./sizes.js";

type Line = readonly string[];

export function callsTable(results: readonly CallResult[]): readonly Line[] {
  const ratio = (n: number, digits: number): string => `${n.toFixed(digits)}x`;
  return [
    ["ns a call", "bare", "ocrekit", "jco", "jco/ours", "aim", "ours/bare"],
    ...results.map((r) => [
      r.row,
      r.bare.toFixed(1),
      r.ocrekit.toFixed(1),
      r.jco.toFixed(1),
      ratio(r.jco / r.ocrekit, 0),
      `>=${r.aim}x`,
      ratio(r.ocrekit / r.bare, 1),
    ]),
  ];
}

export function sizesTable(rows: readonly Row[]): readonly Line[] {
  return [
    ["bytes, after -Oz", ...appNames.map((a) => benchApps[a].title), "aim", "of its peer", "KiB of memory"],
    ...rows.map((row) => {
      const aim = row.peer === undefined ? demoAims[row.language] : undefined;
      const share = shareOfPeer(row, rows);
      const { memory } = row;
      return [
        row.title,
        ...appNames.map((a) => bytes(row.sizes[a])),
        aim === undefined ? "" : `<=${grouped(aim)}`,
        share === undefined ? "" : `${Math.round(100 * share)} %`,
        memory === undefined ? "-" : `${kib(memory.start)} -> ${kib(memory.end)}`,
      ];
    }),
  ];
}

/** As built, and after `wasm-opt -Oz`. */
function bytes(size: Size | undefined): string {
  if (size === undefined) return "-";
  return size.optimised === undefined ? grouped(size.bytes) : `${grouped(size.bytes)} / ${grouped(size.optimised)}`;
}

const kib = (n: number): string => grouped(Math.round(n / 1024));
const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

/** Columns as wide as their widest cell; numbers stand at the right. */
export function aligned(lines: readonly Line[]): string {
  const widths = (lines[0] ?? []).map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
