/** What the SDK needs of the engine itself, in a component of componentize-js. */

// The engine of components has them; the standard library without a platform does not know of them.
interface Encoder {
  encode(text: string): Uint8Array;
}
interface Decoder {
  decode(bytes: Uint8Array): string;
}
declare const TextEncoder: new () => Encoder;
declare const TextDecoder: new () => Decoder;

/** UTF-8; half a surrogate pair becomes U+FFFD. */
export const encodeText = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What is no UTF-8 becomes U+FFFD. */
export const decodeText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Promises go on when the call has returned; there is no way to make them go on before. */
export const runJobs = (): void => {};
