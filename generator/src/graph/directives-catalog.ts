/** The diagnostics of reading directives: what is wrong with a line before anybody asks what it means. */
import { defineDiagnostics, didYouMean } from "../diagnostics/index.js";
import { type DirectiveWord, directiveWords, type ItemKind, knownWords } from "./directives-syntax.js";

export const readingDiagnostics = defineDiagnostics({
  "directive/syntax": {
    message: (p: { word: DirectiveWord; expected: string; found: string }) =>
      `'@${p.word}' expects ${p.expected}, not ${p.found}`,
    hint: (p: { word: DirectiveWord }) => `write '${directiveWords[p.word].form}'`,
  },
  "directive/unknown": {
    message: (p: { word: string }) => `there is no directive '@${p.word}'${didYouMean(p.word, knownWords)}`,
    hint: () => "a line of a comment that is no directive must not begin with '@'",
  },
  "directive/near-miss": {
    severity: "warning",
    message: (p: { word: string }) => `'@${p.word}' is taken for text${didYouMean(p.word, knownWords)}`,
    hint: () => "this package has no directives, so an unknown '@word' means nothing",
  },
  "directive/colon": {
    message: (p: { word: string }) => `the directive '@${p.word}' is written without a colon`,
    hint: (p: { word: string }) => `write '@${p.word}'`,
  },
  "directive/not-documentation": {
    message: (p: { word: string; ownLine: boolean }) =>
      p.ownLine
        ? `'@${p.word}' stands in a comment that is no documentation`
        : `'@${p.word}' stands in a comment behind code, which would belong to the next item`,
    hint: (p: { ownLine: boolean }) =>
      p.ownLine
        ? "write '///' (or '/** */'): other comments are not published with the package"
        : "put it into a '///' comment on a line of its own before the item",
  },
  "directive/stray": {
    message: (p: { word: string }) => `'@${p.word}' stands before nothing that takes a directive`,
    hint: () => "put it into the '///' comment directly before the interface, enum or function it is about",
  },
  "directive/wrong-item": {
    message: (p: { word: DirectiveWord; item: ItemKind }) =>
      `'@${p.word}' belongs to ${article(directiveWords[p.word].on)}, not to ${article(p.item)}`,
    hint: (p: { word: DirectiveWord }) => `move it to the comment of the ${directiveWords[p.word].on}`,
  },
  "directive/twice": {
    message: (p: { word: DirectiveWord }) => `'@${p.word}' is given twice`,
    hint: () => "remove one of the two lines",
  },
  "directive/text-after": {
    message: () => "text after a directive is not part of it",
    hint: () => "a directive is one line; put the description before the directives",
  },
  "directive/unknown-enum": {
    message: (p: { name: string; candidates: Iterable<string> }) =>
      `'@status' names '${p.name}', which is no enum here${didYouMean(p.name, p.candidates)}`,
    hint: () => "name the error enum of the same interface, or bring it in with 'use'",
  },
  "directive/side-file-path": {
    message: (p: { path: string; candidates: Iterable<string> }) =>
      `there is no interface, function or enum '${p.path}'${didYouMean(p.path, p.candidates)}`,
    hint: () => "write 'ns:package/interface@version' or 'ns:package/interface@version#function'",
  },
  "directive/side-file-line": {
    message: (p: { text: string }) => `'${p.text}' is neither a path nor a directive`,
    hint: () => "a line is a path, a directive that begins with '@', or a remark that begins with '#'",
  },
  "directive/side-file-orphan": {
    message: (p: { word: string }) => `'@${p.word}' stands before any path`,
    hint: () => "write the path of an interface, function or enum on a line before it",
  },
  "directive/already-directed": {
    message: (p: { path: string }) => `'${p.path}' has directives already`,
    hint: () => "a side file adds directives to items that have none; it does not change those that are there",
  },
});

function article(item: ItemKind): string {
  return /^[aeiou]/.test(item) ? `an ${item}` : `a ${item}`;
}
