/** The few forms of Markdown that the pages use. */
import { docText } from "../../emit/docs.js";

/** The anchor that renderers give a heading: letters, digits, `-` and `_` stay, spaces become hyphens. */
export const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

/** Anchors of headings in their order; a heading that comes again gets a number. */
export function slugs(headings: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const base = slug(heading);
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    return count === 0 ? base : `${base}-${count}`;
  });
}

export const codeSpan = (text: string): string => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);

export const link = (text: string, to: string): string => `[${text}](${to})`;

/** A cell is one line, and a bar would end it, inside of code as well. */
const cell = (text: string): string => text.replaceAll("\n", " ").replaceAll("|", "\\|");

/** Nothing when there are no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const all = [head, head.map(() => "---"), ...rows.map((row) => row.map(cell))];
  return all.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

export const bullets = (items: readonly string[]): string =>
  items.map((item) => `- ${item.replaceAll("\n", "\n  ")}`).join("\n");

export const fence = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** Blocks with an empty line between them, without the empty ones. */
export const blocks = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== "").join("\n\n");

/** Documentation as it reads in a page: a line of it that begins like a heading or a table is text here. */
export const prose = (docs: { readonly contents: string } | undefined): string =>
  docText(docs?.contents)
    .split("\n")
    .map((line) => line.replace(/^\s*(#{1,6} |\||[-+] |>|```)/, "\\$1"))
    .join("\n");

/** The first sentence, on one line. */
export function summary(docs: { readonly contents: string } | undefined): string {
  const text = prose(docs).replaceAll("\n", " ");
  return /^.*?[.!?](?= |$)/.exec(text)?.[0] ?? text;
}
