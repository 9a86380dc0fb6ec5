/** Characters that no WIT source may contain, comments included: they make a text look different from what it says. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { syntax } from "./diagnostics.js";
import type { SourceFile } from "./span.js";

const reordering = /[\u202a-\u202e\u2066-\u2069]/;
const deprecated = /[\u0149\u0673\u0f77\u0f79\u17a3\u17a4\u17b4\u17b5]/;
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u0149\u0673\u0f77\u0f79\u17a3\u17a4\u17b4\u17b5\u202a-\u202e\u2066-\u2069]/g;

/** A binary file has thousands; a few show what is wrong. */
const most = 5;

/** Reports the first few forbidden characters of a file. */
export function checkCharacters(file: SourceFile, report: (d: Diagnostic) => void): void {
  forbidden.lastIndex = 0;
  for (let count = 0; count < most; count++) {
    const found = forbidden.exec(file.text);
    if (found === null) return;
    const [char] = found;
    const code = `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    const span = { file, start: found.index, end: found.index + 1 };
    if (reordering.test(char)) report(syntax("wit/hidden-character", span, { code }));
    else if (deprecated.test(char)) report(syntax("wit/deprecated-character", span, { code }));
    else report(syntax("wit/control-character", span, { code }));
  }
}
