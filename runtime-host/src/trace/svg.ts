/** A trace as an SVG picture that needs nothing beside itself. */
import type { LineTrace, Trace } from "./recorder.js";
import { formatTime, tickStep } from "./time-axis.js";

const plotWidth = 900;
const rowHeight = 40;
const swing = 22;
const top = 12;

export interface SvgOptions {
  readonly title?: (line: string) => string;
}

export function svgTrace(trace: Trace, options: SvgOptions = {}): string {
  const title = options.title ?? ((line) => line);
  const end = Math.max(1, Number(trace.end));
  const margin = 24 + 8 * Math.max(4, ...trace.lines.map((line) => title(line.line).length));
  const height = top + trace.lines.length * rowHeight + 28;
  const x = (time: number): string => (margin + (time / end) * plotWidth).toFixed(1);
  const rows = trace.lines.map((line, index) => row(line, title(line.line), top + index * rowHeight, margin, x));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${margin + plotWidth + 24}" height="${height}" font-family="ui-monospace, monospace" font-size="13">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...grid(end, height, x),
    ...rows,
    `</svg>`,
    "",
  ].join("\n");
}

function row(
  { initial, changes }: LineTrace,
  title: string,
  y: number,
  margin: number,
  x: (time: number) => string,
): string {
  const level = (value: 0 | 1): number => y + (value === 1 ? 4 : 4 + swing);
  const steps = changes.map((change) => `H${x(Number(change.time))}V${level(change.level)}`).join("");
  const path = `M${margin} ${level(initial)}${steps}H${margin + plotWidth}`;
  const label = `<text x="${margin - 10}" y="${y + 20}" text-anchor="end" fill="#1f2937">${escapeXml(title)}</text>`;
  return `${label}\n<path d="${path}" fill="none" stroke="#15803d" stroke-width="1.5"/>`;
}

function grid(end: number, height: number, x: (time: number) => string): readonly string[] {
  const step = tickStep(end / 1e9, 10);
  const lines: string[] = [];
  for (let tick = 0; tick * step <= end / 1e9 + 1e-12; tick += 1) {
    const at = x(tick * step * 1e9);
    lines.push(
      `<path d="M${at} ${top - 6}V${height - 24}" stroke="#e5e7eb"/>`,
      `<text x="${at}" y="${height - 8}" text-anchor="middle" fill="#6b7280" font-size="11">${formatTime(tick * step)}</text>`,
    );
  }
  return lines;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
