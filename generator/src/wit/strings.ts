/** String literals, which only `@external-id("...")` uses: escapes are those of WebAssembly's text format. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { syntax } from "./diagnostics.js";
import type { SourceFile } from "./span.js";

const simple: ReadonlyMap<string, number> = new Map([
  ['"', 34],
  ["'", 39],
  ["t", 9],
  ["n", 10],
  ["r", 13],
  ["\\", 92],
]);
const hex = /^[0-9a-fA-F]$/;

interface Scanned {
  readonly end: number;
  readonly bytes: readonly number[];
}

/** The offset after the closing quote; `undefined` when the literal is broken, which is reported. */
export function scanString(file: SourceFile, start: number, report: (d: Diagnostic) => void): number | undefined {
  return scan(file, start, report)?.end;
}

/** What a literal that was scanned without a complaint stands for. */
export function stringValue(file: SourceFile, start: number): string {
  const scanned = scan(file, start, () => {});
  return scanned === undefined ? "" : new TextDecoder().decode(Uint8Array.from(scanned.bytes));
}

function scan(file: SourceFile, start: number, report: (d: Diagnostic) => void): Scanned | undefined {
  const { text } = file;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  const fail = (at: number, problem: string): undefined => {
    report(syntax("wit/invalid-string", { file, start: at, end: at + 1 }, { problem }));
    return undefined;
  };
  let at = start + 1;
  for (;;) {
    const point = text.codePointAt(at);
    if (point === undefined) {
      report(syntax("wit/unterminated-string", { file, start: text.length, end: text.length }));
      return undefined;
    }
    const char = String.fromCodePoint(point);
    if (char === '"') break;
    if (char !== "\\") {
      if (point < 0x20 || point === 0x7f) return fail(at, "control characters must be written as escapes");
      bytes.push(...encoder.encode(char));
      at += char.length;
      continue;
    }
    const code = text[at + 1] ?? "";
    const byte = simple.get(code);
    if (byte !== undefined) {
      bytes.push(byte);
      at += 2;
    } else if (code === "u") {
      const found = /^\{([0-9a-fA-F][0-9a-fA-F_]*)\}/.exec(text.slice(at + 2, at + 64));
      const digits = found?.[1];
      if (digits === undefined || digits.endsWith("_")) return fail(at + 2, "'\\u' needs a number, as in '\\u{20ac}'");
      const value = Number.parseInt(digits.replaceAll("_", ""), 16);
      if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return fail(at + 1, "no such Unicode character");
      bytes.push(...encoder.encode(String.fromCodePoint(value)));
      at += 2 + (found?.[0].length ?? 0);
    } else if (hex.test(code) && hex.test(text[at + 2] ?? "")) {
      bytes.push(Number.parseInt(text.slice(at + 1, at + 3), 16));
      at += 3;
    } else return fail(at + (hex.test(code) ? 2 : 1), "unknown escape");
  }
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return fail(start, "its bytes are not UTF-8");
  }
  return { end: at + 1, bytes };
}
