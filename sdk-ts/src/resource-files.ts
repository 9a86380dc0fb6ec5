/** Files that are packaged with the app. */
import { ResourceFile } from "#gen/storage/resource-files.js";
import { decodeText } from "./payloads.js";

const chunk = 4096;

/** A file as bytes. */
export function readResource(name: string): Uint8Array {
  const file = ResourceFile.open(name);
  try {
    const size = file.size();
    const all = new Uint8Array(size);
    for (let at = 0; at < size; ) {
      const part = file.read(at, Math.min(chunk, size - at));
      if (part.length === 0) return all.slice(0, at);
      all.set(part, at);
      at += part.length;
    }
    return all;
  } finally {
    file.close();
  }
}

/** A file as text; what is no UTF-8 becomes U+FFFD. */
export const readResourceText = (name: string): string => decodeText(readResource(name));

/** A file of JSON; `check` throws for what has another shape. */
export function readResourceJson(name: string): unknown;
export function readResourceJson<T>(name: string, check: (value: unknown) => T): T;
export function readResourceJson(name: string, check: (value: unknown) => unknown = (value) => value): unknown {
  return check(JSON.parse(readResourceText(name)));
}
