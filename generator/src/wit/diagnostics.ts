/** The mistakes of syntax: everything that the lexer and the parser report. */
import { defineDiagnostics } from "../diagnostics/define.js";

interface Expected {
  readonly expected: string;
  readonly found: string;
}

export const syntax = defineDiagnostics({
  "wit/control-character": {
    message: (p: { code: string }) => `control character ${p.code} is not allowed in WIT`,
    hint: () => "delete it; only line ends and tabs may stand in a source file",
  },
  "wit/hidden-character": {
    message: (p: { code: string }) => `${p.code} reorders the text that a reader sees and is not allowed in WIT`,
    hint: () => "delete it; it can make code look different from what it says",
  },
  "wit/deprecated-character": {
    message: (p: { code: string }) => `Unicode deprecates ${p.code}, and WIT does not allow it`,
    hint: () => "use the character that Unicode recommends instead",
  },
  "wit/unexpected-character": {
    message: (p: { text: string }) => `unexpected character '${p.text}'`,
    hint: () => "WIT consists of kebab-case names, keywords and the marks = , : ; . ( ) { } < > * @ / + - %",
  },
  "wit/unterminated-comment": {
    message: () => "this comment is never closed",
    hint: () => "close it with '*/'; block comments nest, so each '/*' needs its own",
  },
  "wit/unterminated-string": { message: () => "this string is never closed", hint: () => "close it with '\"'" },
  "wit/invalid-string": {
    message: (p: { problem: string }) => `invalid string: ${p.problem}`,
    hint: () => "escapes are \\\" \\' \\\\ \\t \\n \\r \\hh and \\u{h}",
  },
  "wit/invalid-name": {
    message: (p: { name: string; problem: string }) => `'${p.name}' is not a valid name: ${p.problem}`,
    hint: () => "write words of all lower or all upper case letters and digits, joined by '-', such as 'read-line'",
  },
  "wit/expected": {
    message: (p: Expected) => `expected ${p.expected}, found ${p.found}`,
  },
  "wit/keyword-as-name": {
    message: (p: { word: string }) => `expected a name, found keyword '${p.word}'`,
    hint: (p: { word: string }) => `write '%${p.word}' to use the keyword as a name`,
  },
  "wit/missing-semicolon": {
    message: (p: { found: string }) => `expected ';' before ${p.found}`,
    hint: () => "end the line with ';'",
  },
  "wit/missing-brace": {
    message: (p: { what: string }) => `'}' is missing: ${p.what} is never closed`,
    hint: () => "add '}' here",
  },
  "wit/nesting-too-deep": {
    message: (p: { what: string; limit: number }) => `${p.what} nest deeper than ${p.limit} levels`,
    hint: () => "name the inner part and refer to it by name",
  },
  "wit/invalid-version": {
    message: (p: { version: string; problem: string }) => `'${p.version}' is not a version: ${p.problem}`,
    hint: () => "write three numbers, such as '1.2.0'; '-beta.1' and '+build' may follow",
  },
  "wit/invalid-length": {
    message: (p: { text: string }) => `'${p.text}' is not a valid list length`,
    hint: () => "write a number between 0 and 4294967295",
  },
  "wit/unknown-attribute": {
    message: (p: { name: string; near: string }) => `unknown attribute '@${p.name}'${p.near}`,
    hint: () =>
      "attributes are @since(version = ...), @unstable(feature = ...), @deprecated(version = ...) and @external-id(\"...\"); directives such as @requires belong in a '///' comment",
  },
  "wit/attribute-not-allowed": {
    message: (p: { name: string; where: string }) => `@${p.name} is not allowed on ${p.where}`,
    hint: () => "remove the attribute",
  },
  "wit/too-many-errors": {
    message: (p: { limit: number }) => `more than ${p.limit} mistakes; the rest is not shown`,
  },
});
