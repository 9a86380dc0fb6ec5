/** Text that guests give: cut to a number of bytes, and made safe to print. */

const decoder = new TextDecoder("utf-8");
const encoder = new TextEncoder();

/** The longest prefix of at most `maxBytes` bytes of UTF-8 that splits no character. */
export function cutUtf8(text: string, maxBytes: number): string {
  const bytes = encoder.encode(text);
  if (bytes.length <= maxBytes) return text;
  let end = maxBytes;
  // Step back over continuation bytes to the start of the character that does not fit.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return decoder.decode(bytes.subarray(0, end));
}

// Control characters, zero-width and bidirectional marks, line separators, lone surrogates, byte order mark.
const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Shows characters that could move the cursor, hide or reorder text as escapes. */
export function printable(text: string): string {
  return text.replace(unsafe, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`);
}
