/** Directives in comments that belong to no item, which would be lost without a word. */
import type { Diagnostic } from "../diagnostics/index.js";
import type { Item, Lead, Member, NamedItem, TypeBody, WorldMember } from "../wit/ast.js";
import { tokenize } from "../wit/lexer.js";
import { parseWit } from "../wit/parser.js";
import type { SourceFile } from "../wit/span.js";
import type { Comment } from "../wit/tokens.js";
import { readingDiagnostics } from "./directives-catalog.js";
import { type DocumentedItem, isKnown } from "./directives-items.js";
import { commentLines } from "./directives-scan.js";
import type { Graph } from "./model.js";

/** Looks into the sources, because a graph holds only the comments that are attached to something. */
export function strayDirectives(graph: Graph, items: readonly DocumentedItem[]): readonly Diagnostic[] {
  const attached = new Map<SourceFile, Set<number>>();
  for (const comment of items.flatMap((item) => item.docs?.comments ?? [])) {
    if (!comment.text.includes("@")) continue;
    for (const { word } of commentLines(comment)) {
      if (word === undefined) continue;
      const { file, start } = word.span;
      const known = attached.get(file);
      if (known === undefined) attached.set(file, new Set([start]));
      else known.add(start);
    }
  }
  return graph.sources.flatMap((file) => {
    const inGraph = attached.get(file) ?? new Set();
    return mayHoldStray(file, inGraph) ? strayIn(file, inGraph) : [];
  });
}

/** Whether an `@word` stands outside the comments of the graph; attributes of WIT do not count. */
function mayHoldStray({ text }: SourceFile, inGraph: ReadonlySet<number>): boolean {
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    if (inGraph.has(at)) continue;
    const word = /[a-z-]*/iy;
    word.lastIndex = at + 1;
    const name = word.exec(text)?.[0] ?? "";
    if (name !== "" && !attributes.has(name)) return true;
  }
  return false;
}

const attributes: ReadonlySet<string> = new Set(["since", "unstable", "deprecated", "external-id"]);

function strayIn(file: SourceFile, inGraph: ReadonlySet<number>): readonly Diagnostic[] {
  // What was wrong with the file has been reported when the graph was made.
  const ignore = (): void => undefined;
  const { comments } = tokenize(file, ignore);
  const words = comments.flatMap((comment) => wordsOf(comment));
  const directed = words.some(({ word }) => isKnown(word.text));
  const left = words.filter(({ word }) => {
    return !inGraph.has(word.span.start) && (isKnown(word.text) || (directed && /^[A-Za-z]/.test(word.text)));
  });
  if (left.length === 0) return [];
  // Items behind a feature that is off are in the tree and not in the graph.
  const inTree = new Set<number>();
  for (const comment of commentsOfItems(parseWit(file, ignore).items)) inTree.add(comment.span.start);
  return left.flatMap(({ comment, word }) => {
    if (inTree.has(comment.span.start)) return [];
    const isDoc = comment.ownLine && comment.style.startsWith("doc-");
    if (isDoc) return [readingDiagnostics("directive/stray", word.span, { word: word.text })];
    const problem = { word: word.text, ownLine: comment.ownLine };
    return [readingDiagnostics("directive/not-documentation", word.span, problem)];
  });
}

function wordsOf(comment: Comment) {
  if (!comment.text.includes("@")) return [];
  return commentLines(comment).flatMap(({ word }) => (word === undefined ? [] : [{ comment, word }]));
}

/** The comments of all items that a comment can belong to: `use` and `include` are none. */
function* commentsOfItems(items: readonly Item[]): Generator<Comment> {
  for (const item of items) {
    switch (item.kind) {
      case "package":
        yield* item.header.docs;
        yield* commentsOfItems(item.items);
        break;
      case "interface":
      case "world":
        yield* item.docs;
        yield* commentsOfMembers(item.members);
        break;
      case "top-use":
        break;
      default:
        item satisfies never;
    }
  }
}

function* commentsOfMembers(members: readonly (Member | WorldMember)[]): Generator<Comment> {
  for (const member of members) {
    switch (member.kind) {
      case "use":
      case "include":
        break;
      case "type":
        yield* member.docs;
        yield* commentsOfBody(member.body);
        break;
      case "func":
        yield* member.docs;
        break;
      case "import":
      case "export":
        yield* member.docs;
        if (member.item.kind === "interface") yield* commentsOfMembers(member.item.members);
        break;
      default:
        member satisfies never;
    }
  }
}

function* commentsOfBody(body: TypeBody): Generator<Comment> {
  const of = (parts: readonly (NamedItem | Lead)[]): Comment[] => parts.flatMap((part) => part.docs);
  switch (body.kind) {
    case "alias":
      break;
    case "record":
      yield* of(body.fields);
      break;
    case "variant":
    case "enum":
      yield* of(body.cases);
      break;
    case "flags":
      yield* of(body.flags);
      break;
    case "resource":
      yield* of(body.funcs);
      break;
    default:
      body satisfies never;
  }
}
