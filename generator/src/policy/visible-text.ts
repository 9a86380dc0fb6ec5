/** Text of strangers for terminals and logs: nothing in it may move the cursor, reorder or hide what is read. */

// Controls, format characters (bidirectional marks, zero width, byte order mark), line separators, lone surrogates.
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const allInvisible = new RegExp(invisible.source, "gu");

export function hasInvisible(text: string): boolean {
  return invisible.test(text);
}

/** As `\uXXXX` escapes, which JSON reads back. */
export function escapeInvisible(text: string): string {
  return text.replace(allInvisible, (character) =>
    Array.from({ length: character.length }, (_, i) => {
      const unit = character.charCodeAt(i).toString(16).padStart(4, "0");
      return `\\u${unit}`;
    }).join(""),
  );
}
