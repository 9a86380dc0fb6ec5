/** Diagnostics as text: place, severity, code, message, the source line with a caret, the next step. */
import type { Span } from "../wit/span.js";
import type { Diagnostic, Severity } from "./diagnostic.js";
import { locate } from "./location.js";

export interface RenderOptions {
  readonly color?: boolean;
}

/** A source line longer than this is cut around the caret: a 10 MB line must not fill the terminal. */
const widest = 120;

/** One diagnostic, several lines, ending with a line feed. */
export function renderDiagnostic(diagnostic: Diagnostic, options: RenderOptions = {}): string {
  const paint = painter(options.color ?? false);
  const { span, severity } = diagnostic;
  const head = `${paint.of(severity, severity)} ${paint.dim(diagnostic.code)}: ${visible(diagnostic.message)}`;
  const lines = [span === undefined ? head : `${paint.bold(place(span))} ${head}`];
  if (span !== undefined) lines.push(...excerpt(span, (marks) => paint.of(severity, marks)));
  for (const note of diagnostic.notes ?? []) {
    lines.push(
      note.span === undefined
        ? `   note: ${visible(note.message)}`
        : `   ${place(note.span)} note: ${visible(note.message)}`,
    );
    if (note.span !== undefined) lines.push(...excerpt(note.span, paint.dim));
  }
  if (diagnostic.hint !== undefined) lines.push(`   ${paint.help("help:")} ${visible(diagnostic.hint)}`);
  return `${lines.join("\n")}\n`;
}

/** All of them, in the order of their places, and a last line that counts them; nothing for an empty list. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], options: RenderOptions = {}): string {
  if (diagnostics.length === 0) return "";
  const count = (severity: Severity) => diagnostics.filter((d) => d.severity === severity).length;
  const totals = [plural(count("error"), "error"), plural(count("warning"), "warning")].filter((s) => s !== "");
  const texts = sortDiagnostics(diagnostics).map((d) => renderDiagnostic(d, options));
  return `${texts.join("\n")}\n${totals.join(", ")}\n`;
}

/** By file in order of first mention, then by place; those without a place come first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const files = new Map<string, number>();
  for (const { span } of diagnostics) {
    if (span !== undefined && !files.has(span.file.path)) files.set(span.file.path, files.size);
  }
  const file = (d: Diagnostic) => (d.span === undefined ? -1 : (files.get(d.span.file.path) ?? 0));
  return diagnostics.toSorted((a, b) => file(a) - file(b) || (a.span?.start ?? 0) - (b.span?.start ?? 0));
}

/** `file:line:column` of the start of a span. */
export function place(span: Span): string {
  const { line, column } = locate(span);
  return `${visible(span.file.path)}:${line}:${column}`;
}

function excerpt(span: Span, paintMarks: (marks: string) => string): readonly string[] {
  const { line, lineStart, lineEnd } = locate(span);
  const { text } = span.file;
  const start = Math.min(span.start, lineEnd);
  const from = start - lineStart > widest - 40 ? start - 40 : lineStart;
  const to = Math.min(lineEnd, from + widest);
  const before = visible(text.slice(from, start));
  const marked = visible(text.slice(start, Math.min(Math.max(span.end, start), to)));
  const after = visible(text.slice(Math.min(Math.max(span.end, start), to), to));
  const number = String(line).padStart(5);
  const cutLeft = from > lineStart ? "…" : "";
  const cutRight = to < lineEnd ? "…" : "";
  const indent = " ".repeat(widthOf(cutLeft + before));
  return [
    `${number} | ${cutLeft}${before}${marked}${after}${cutRight}`.trimEnd(),
    `      | ${indent}${paintMarks("^".repeat(Math.max(1, widthOf(marked))))}`,
  ];
}

/** Text of strangers: control characters and reordering marks must not act on the terminal. */
function visible(text: string): string {
  return text
    .replaceAll("\t", "  ")
    .replace(
      /[\p{Cc}\p{Cf}\u2028\u2029\p{Cs}]/gu,
      (c) => `<U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`,
    );
}

function widthOf(text: string): number {
  let width = 0;
  for (const _ of text) width += 1;
  return width;
}

function plural(count: number, noun: string): string {
  return count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function painter(on: boolean) {
  const wrap = (code: string) => (text: string) => (on ? `\u001b[${code}m${text}\u001b[0m` : text);
  const severities = { error: wrap("1;31"), warning: wrap("1;33") } satisfies Record<Severity, unknown>;
  return {
    bold: wrap("1"),
    dim: wrap("2"),
    help: wrap("36"),
    of: (severity: Severity, text: string) => severities[severity](text),
  };
}
