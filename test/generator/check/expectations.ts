/**
 * Cases that carry their expectations: a line `//~ code text` says that the line before it (other such lines left out)
 * has that diagnostic, exactly at `text`; `#2` after it means the second occurrence in the line.
 */
import { type Diagnostic, locate } from "../../../generator/src/diagnostics/index.js";

export interface Finding {
  readonly code: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

const marker = /^\s*\/\/~ (\S+) (.+?)(?: #(\d+))?$/;

export function expectedFindings(text: string): Finding[] {
  const found: Finding[] = [];
  let line = 0;
  let content = "";
  for (const [i, current] of text.split("\n").entries()) {
    const match = marker.exec(current);
    if (match === null) {
      line = i + 1;
      content = current;
      continue;
    }
    const [, code = "", words = "", occurrence = "1"] = match;
    let at = -1;
    for (let n = 0; n < Number(occurrence); n++) at = content.indexOf(words, at + 1);
    if (at < 0) throw new Error(`line ${i + 1}: '${words}' does not stand in line ${line}`);
    found.push({ code, line, column: at + 1, length: words.length });
  }
  return inOrder(found);
}

export function actualFindings(diagnostics: readonly Diagnostic[]): Finding[] {
  return inOrder(
    diagnostics.map(({ code, span }) => {
      if (span === undefined) throw new Error(`${code} has no place`);
      const { line, column } = locate(span);
      return { code, line, column, length: span.end - span.start };
    }),
  );
}

function inOrder(findings: readonly Finding[]): Finding[] {
  const key = (f: Finding): string => [f.line, f.column].map((n) => String(n).padStart(6)).join() + f.code;
  return [...findings].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
