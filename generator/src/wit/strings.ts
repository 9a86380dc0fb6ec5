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
  readonly bytes: Uint8Array;
}

/** The offset after the closing quote; `undefined` when the literal is broken, which is reported. */
export function scanString(file: SourceFile, start: number, report: (d: Diagnostic) => void): number | undefined {
  return scan(file, start, report)?.end;
}

/** What a literal that was scanned without a complaint stands for. */
export function stringValue(file: SourceFile, start: number): string {
  const scanned = scan(file, start, () => {});
  return scanned === undefined ? "" : new TextDecoder().decode(scanned.bytes);
}

const plainRun = /[^"\\\p{Cc}]+|[\u0080-\u009f]+/uy;

function scan(file: SourceFile, start: number, report: (d: Diagnostic) => void): Scanned | undefined {
  const { text } = file;
  const chunks: Uint8Array[] = [];
  const encoder = new TextEncoder();
  const fail = (at: number, problem: string): undefined => {
    report(syntax("wit/invalid-string", { file, start: at, end: at + 1 }, { problem }));
    return undefined;
  };
  let at = start + 1;
  for (;;) {
    plainRun.lastIndex = at;
    const run = plainRun.exec(text)?.[0];
    if (run !== undefined) {
      chunks.push(encoder.encode(run));
      at += run.length;
    }
    const char = text[at];
    if (char === undefined) {
      report(syntax("wit/unterminated-string", { file, start: text.length, end: text.length }));
      return undefined;
    }
    if (char === '"') break;
    if (char !== "\\") return fail(at, "control characters must be written as escapes");
    const code = text[at + 1] ?? "";
    const byte = simple.get(code);
    if (byte !== undefined) {
      chunks.push(Uint8Array.of(byte));
      at += 2;
    } else if (code === "u") {
      const found = /^\{([0-9a-fA-F][0-9a-fA-F_]*)\}/.exec(text.slice(at + 2, at + 64));
      const digits = found?.[1];
      if (digits === undefined || digits.endsWith("_")) return fail(at + 2, "'\\u' needs a number, as in '\\u{20ac}'");
      const value = Number.parseInt(digits.replaceAll("_", ""), 16);
      if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return fail(at + 1, "no such Unicode character");
      chunks.push(encoder.encode(String.fromCodePoint(value)));
      at += 2 + (found?.[0].length ?? 0);
    } else if (hex.test(code) && hex.test(text[at + 2] ?? "")) {
      chunks.push(Uint8Array.of(Number.parseInt(text.slice(at + 1, at + 3), 16)));
      at += 3;
    } else return fail(at + (hex.test(code) ? 2 : 1), "unknown escape");
  }
  const bytes = Buffer.concat(chunks);
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return fail(start, "its bytes are not UTF-8");
  }
  return { end: at + 1, bytes };
}
