/** Names that the SDK of a language has itself, in its runtime and in what is generated, as words for WIT. */
import type { Backend } from "../../../generator/src/backend/index.js";
import { generateStrict, goldenCases } from "./cases.js";
import { bare, distinct, libraryWords, words } from "./words.js";

const sources = /\.(?:c|cpp|d|go|h|hpp|js|py|rs|ts|zig)$/;
const comments = /\/\*[\s\S]*?\*\/|\/\/.*|^ *#.*|"""[\s\S]*?"""/gm;
const identifiers = /[A-Za-z_$][\w$]*/g;
/** Made of the names of the golden WIT. */
const notOurs = /^(?:exports-)?test-/;
const wit = /^[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*$/;

/** Those that `words` has not, as WIT spells them. */
export function ownWords(backend: Backend): readonly string[] {
  const files = goldenCases().flatMap((of) => {
    const generated = generateStrict(backend, of);
    return "files" in generated ? generated.files.filter((f) => sources.test(f.path)) : [];
  });
  const found = new Set(files.flatMap((f) => f.text.replaceAll(comments, "").match(identifiers) ?? []).map(kebab));
  const known = new Set([...words, ...libraryWords].map(bare));
  return distinct(
    [...found].filter((word) => wit.test(word) && !notOurs.test(word) && !known.has(bare(word))).toSorted(),
  );
}

/** `liftString`, `lift_string`: `lift-string`. */
export const kebab = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .replaceAll(/[_$]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .toLowerCase();
