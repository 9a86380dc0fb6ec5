/** `TextEncoder` and `TextDecoder`, for UTF-8. */
import { decodeText, encodeText } from "./payloads.js";

const names: readonly string[] = ["utf-8", "utf8", "unicode-1-1-utf-8"];

/** UTF-8. */
export class TextEncoder {
  readonly encoding = "utf-8";

  encode(text: string = ""): Uint8Array {
    return encodeText(text);
  }

  /** Writes whole characters as far as there is room. */
  encodeInto(text: string, target: Uint8Array): { read: number; written: number } {
    let read = 0;
    let written = 0;
    for (const character of text) {
      const bytes = encodeText(character);
      if (written + bytes.length > target.length) break;
      target.set(bytes, written);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }
}

export interface TextDecoderOptions {
  /** Throws a `TypeError` for what is no UTF-8, which is U+FFFD otherwise. */
  readonly fatal?: boolean;
  /** Keeps U+FEFF at the start, which is left out otherwise. */
  readonly ignoreBOM?: boolean;
}

/** UTF-8; each call decodes all of its text. */
export class TextDecoder {
  readonly encoding = "utf-8";
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;

  constructor(label: string = "utf-8", { fatal = false, ignoreBOM = false }: TextDecoderOptions = {}) {
    if (!names.includes(label.trim().toLowerCase())) throw new RangeError(`'${label}' is not supported; utf-8 is`);
    this.fatal = fatal;
    this.ignoreBOM = ignoreBOM;
  }

  decode(given: ArrayBuffer | ArrayBufferView = new Uint8Array()): string {
    const bytes = ArrayBuffer.isView(given)
      ? new Uint8Array(given.buffer, given.byteOffset, given.byteLength)
      : new Uint8Array(given);
    const text = decodeText(bytes);
    if (this.fatal && text.includes("\ufffd") && !areEqual(bytes, encodeText(text)))
      throw new TypeError("the bytes are not UTF-8");
    return this.ignoreBOM || !text.startsWith("\ufeff") ? text : text.slice(1);
  }
}

const areEqual = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);
