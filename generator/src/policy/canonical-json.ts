/** JSON in one spelling only: keys sorted, so that equal data has equal text and equal hashes. */
import { createHash } from "node:crypto";

/** For plain data: texts, numbers, booleans, null, lists and objects; properties that are undefined are left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const texts = entries.flatMap(([key, item]) =>
    item === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(item)}`],
  );
  return `{${texts.join(",")}}`;
}

export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
