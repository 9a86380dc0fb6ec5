/** From offsets to lines and columns. */
import type { SourceFile, Span } from "../wit/span.js";

export interface Location {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in Unicode characters. */
  readonly column: number;
  /** Offset of the first character of the line. */
  readonly lineStart: number;
  /** Offset after the last character of the line, without its line end. */
  readonly lineEnd: number;
}

const lineStarts = new WeakMap<SourceFile, readonly number[]>();

/** Where an offset is; the start of the span by default. */
export function locate(span: Span, offset: number = span.start): Location {
  const starts = startsOf(span.file);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const { text } = span.file;
  const lineStart = starts[low] ?? 0;
  let lineEnd = low + 1 < starts.length ? (starts[low + 1] ?? 0) - 1 : text.length;
  if (lineEnd > lineStart && text.charCodeAt(lineEnd - 1) === 13) lineEnd -= 1;
  return { line: low + 1, column: countCharacters(text, lineStart, offset) + 1, lineStart, lineEnd };
}

function startsOf(file: SourceFile): readonly number[] {
  const known = lineStarts.get(file);
  if (known !== undefined) return known;
  const starts = [0];
  for (let at = file.text.indexOf("\n"); at >= 0; at = file.text.indexOf("\n", at + 1)) starts.push(at + 1);
  lineStarts.set(file, starts);
  return starts;
}

function countCharacters(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xdc00 || unit > 0xdfff) count += 1;
  }
  return count;
}
