/** Documentation text from the comments before an item, exactly as wit-parser joins it. */
import type { Comments } from "../wit/ast.js";
import type { Docs } from "./model.js";

/** Nothing when there is no comment. */
export function docsOf(comments: Comments): { docs?: Docs } {
  return comments.length === 0 ? {} : { docs: { contents: contentsOf(comments), comments } };
}

function contentsOf(comments: Comments): string {
  return docText(comments.map(({ span }) => span.file.text.slice(span.start, span.end)));
}

/** The text of comments that are given with their markers. */
export function docText(comments: readonly string[]): string {
  let parts = comments.map((comment) => trimEnd(withoutMarkers(comment)));
  const indents = parts.filter((part) => part !== "").map((part) => /^[ \t\n\f\r]*/.exec(part)?.[0].length ?? 0);
  const indent = indents.length === 0 ? 0 : Math.min(...indents);
  if (indent > 0) {
    // Only spaces are taken away: a block that begins with a line feed keeps its indentation.
    const prefix = " ".repeat(indent);
    parts = parts.map((part) => (part.startsWith(prefix) ? part.slice(indent) : part));
  }
  const lines = parts.flatMap((part) =>
    part.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line)),
  );
  return lines.join("\n").replace(/\n+$/, "");
}

/** `/* x *\/` keeps everything but its first slash: wit-parser knows only `/**` as a block of documentation. */
function withoutMarkers(comment: string): string {
  if (comment.startsWith("/**")) return comment.length < 5 ? "" : comment.slice(3, -2);
  return comment.replace(/^\/+/, "");
}

function trimEnd(text: string): string {
  return text.replace(/\p{White_Space}+$/u, "");
}
