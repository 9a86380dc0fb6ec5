/** WIT text to tokens. Mistakes are reported and skipped, so that the parser sees the rest. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { checkCharacters } from "./characters.js";
import { syntax } from "./diagnostics.js";
import type { SourceFile, Span } from "./span.js";
import { scanString } from "./strings.js";
import { type Comment, isKeyword, type Mark, type TokenKind, type Tokens } from "./tokens.js";

const other = 0;
const space = 1;
const letter = 2;
const digit = 3;
const mark = 4;

const classes = new Uint8Array(128);
for (const c of " \t\n\r") classes[c.charCodeAt(0)] = space;
for (let c = 0; c < 26; c++) {
  classes[65 + c] = letter;
  classes[97 + c] = letter;
}
classes[95] = letter;
for (let c = 48; c < 58; c++) classes[c] = digit;

const marks: readonly (Mark | undefined)[] = (() => {
  const table: (Mark | undefined)[] = [];
  const all: readonly Mark[] = ["=", ",", ":", ".", ";", "(", ")", "{", "}", "<", ">", "*", "@", "+"];
  for (const m of all) {
    table[m.charCodeAt(0)] = m;
    classes[m.charCodeAt(0)] = mark;
  }
  return table;
})();

const wordStart = /\p{XIDS}/u;
const wordPart = /\p{XIDC}/u;

/** All tokens of a file. */
export function tokenize(file: SourceFile, report: (d: Diagnostic) => void): Tokens {
  const { text } = file;
  checkCharacters(file, report);

  const kinds: TokenKind[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const comments: Comment[] = [];
  const commentCounts: number[] = [];
  const span = (start: number, end: number): Span => ({ file, start, end });

  const length = text.length;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  // Whether a token stands before `at` on the same line: comments there belong to no item of their own.
  let afterCode = false;
  let complete = true;

  const push = (kind: TokenKind, start: number, end: number): void => {
    kinds.push(kind);
    starts.push(start);
    ends.push(end);
    commentCounts.push(comments.length);
    afterCode = true;
    at = end;
  };

  while (at < length) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? (classes[code] ?? other) : other;
    if (kind === space) {
      if (code === 10) afterCode = false;
      else if (code === 13 && text.charCodeAt(at + 1) !== 10) {
        report(syntax("wit/control-character", span(at, at + 1), { code: "U+000D" }));
      }
      at += 1;
    } else if (kind === letter) {
      const end = endOfWord(text, at + 1);
      const word = text.slice(at, end);
      push(isKeyword(word) ? word : "id", at, end);
    } else if (kind === digit) {
      let end = at + 1;
      while (classes[text.charCodeAt(end)] === digit) end += 1;
      push("integer", at, end);
    } else if (kind === mark) {
      push(marks[code] ?? "invalid", at, at + 1);
    } else if (code === 47) {
      const next = text.charCodeAt(at + 1);
      if (next === 47 || next === 42) {
        const comment = next === 47 ? lineComment(file, at, !afterCode) : blockComment(file, at, !afterCode);
        if (comment === undefined) {
          report(syntax("wit/unterminated-comment", span(at, at + 2)));
          complete = false;
          break;
        }
        comments.push(comment);
        if (afterCode && text.slice(at, comment.span.end).includes("\n")) afterCode = false;
        at = comment.span.end;
      } else push("/", at, at + 1);
    } else if (code === 45) {
      // '-' begins a mark here, even where a name could follow: versions are written `1.0.0-rc`.
      if (text.charCodeAt(at + 1) === 62) push("->", at, at + 2);
      else push("-", at, at + 1);
    } else if (code === 37) {
      push("explicit-id", at, beginsWord(text, at + 1) ? endOfWord(text, at + 1) : at + 1);
    } else if (code === 34) {
      const end = scanString(file, at, report);
      push(end === undefined ? "invalid" : "string-literal", at, end ?? endOfBrokenString(text, at));
    } else if (beginsWord(text, at)) {
      push("id", at, endOfWord(text, at));
    } else {
      const end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
      report(syntax("wit/unexpected-character", span(at, end), { text: text.slice(at, end) }));
      // A run of rubbish is one mistake.
      let after = end;
      while (after < length && isRubbish(text, after)) after += 1;
      push("invalid", at, after);
    }
  }
  push("end", length, length);
  return { file, kinds, starts, ends, comments, commentCounts, complete };
}

function isRubbish(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return classes[code] === other && code !== 47 && code !== 45 && code !== 37 && code !== 34;
  return !beginsWord(text, at);
}

function beginsWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return classes[code] === letter || code === 45;
  const point = text.codePointAt(at);
  return point !== undefined && wordStart.test(String.fromCodePoint(point));
}

function endOfWord(text: string, from: number): number {
  let end = from;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code < 128) {
      const kind = classes[code];
      if (kind !== letter && kind !== digit && code !== 45) break;
      end += 1;
    } else {
      const point = text.codePointAt(end) ?? 0;
      if (!wordPart.test(String.fromCodePoint(point))) break;
      end += point > 0xffff ? 2 : 1;
    }
  }
  return end;
}

function lineComment(file: SourceFile, start: number, ownLine: boolean): Comment {
  const end = endOfLine(file.text, start);
  let textStart = start;
  while (textStart < end && file.text.charCodeAt(textStart) === 47) textStart += 1;
  return {
    style: textStart - start === 3 ? "doc-line" : "line",
    ownLine,
    text: file.text.slice(textStart, end),
    span: { file, start, end },
  };
}

const commentMark = /\/\*|\*\//g;

/** Block comments nest. `undefined` when one is never closed. */
function blockComment(file: SourceFile, start: number, ownLine: boolean): Comment | undefined {
  const { text } = file;
  commentMark.lastIndex = start + 2;
  let depth = 1;
  while (depth > 0) {
    const found = commentMark.exec(text);
    if (found === null) return undefined;
    depth += found[0] === "/*" ? 1 : -1;
  }
  const end = commentMark.lastIndex;
  const isDoc = text.startsWith("/**", start) && end - start > 4;
  const textStart = start + (isDoc ? 3 : 2);
  const style = isDoc ? "doc-block" : "block";
  return { style, ownLine, text: text.slice(textStart, end - 2), span: { file, start, end } };
}

/** Up to a quote on the same line, so that the rest of the line still counts. */
function endOfBrokenString(text: string, start: number): number {
  const line = endOfLine(text, start);
  const quote = text.indexOf('"', start + 1);
  return quote < 0 || quote >= line ? line : quote + 1;
}

/** The offset of the line feed, or of the end of the file. */
function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}
