/** Payloads of messages and files as text, numbers and JSON. */
import { decodeText, encodeText } from "#engine";

export { decodeText, encodeText };

/** How values of a type travel. */
export interface Codec<T> {
  readonly contentType?: string;
  encode(value: T): Uint8Array;
  /** Throws a `TypeError` for what is no such value. */
  decode(payload: Uint8Array): T;
}

export const bytes: Codec<Uint8Array> = {
  encode: (value) => value,
  decode: (payload) => payload,
};

export const text: Codec<string> = { contentType: "text/plain", encode: encodeText, decode: decodeText };

/** In decimal, as the SDKs of other languages write it. */
export const number: Codec<number> = {
  contentType: "text/plain",
  encode: (value) => encodeText(String(value)),
  decode(payload) {
    const given = decodeText(payload);
    const value = Number(given);
    if (given.trim() === "" || Number.isNaN(value)) throw new TypeError(`'${given}' is no number`);
    return value;
  },
};

/** JSON; `check` throws for what has another shape. */
export function json<T>(check: (value: unknown) => T): Codec<T> {
  return {
    contentType: "application/json",
    encode: (value) => encodeText(JSON.stringify(value)),
    decode: (payload) => check(JSON.parse(decodeText(payload))),
  };
}
