/** Directive lines as they were written, with a span for every word: what the rules look at and point to. */
import type { InterfaceId, TypeDefId } from "../ids.js";
import type { Span } from "../wit/span.js";
import type { Argument, Directives, Matcher, Path, Permission } from "./directive-model.js";
import type { Func } from "./model.js";

export interface Word {
  readonly text: string;
  readonly span: Span;
}

export type ArgumentSyntax = Argument & { readonly span: Span };

export interface PermissionSyntax extends Permission {
  readonly args: readonly ArgumentSyntax[];
  /** The scope's name. */
  readonly span: Span;
}

export interface ScopeParamSyntax {
  readonly name: Word;
  readonly matcher: Matcher;
}

/** A number or a path; whether a path begins with a parameter or with a function is known only beside the function. */
export type FactorSyntax = { readonly kind: "integer"; readonly value: number; readonly span: Span } | Path;

interface LineOf<Kind extends string> {
  readonly kind: Kind;
  /** The word with its `@`. */
  readonly span: Span;
}

export interface ScopeLine extends LineOf<"scope"> {
  readonly scope: Word;
  readonly params: readonly ScopeParamSyntax[];
}
export interface StatusLine extends LineOf<"status"> {
  readonly of: Word;
}
export interface RequiresSyntax extends LineOf<"requires"> {
  readonly permissions: readonly PermissionSyntax[];
  readonly when: readonly Path[];
}
export interface InheritsLine extends LineOf<"inherits"> {
  readonly needs?: Word;
  readonly otherwise?: { readonly value: string | number; readonly span: Span };
}
export interface HandlerLine extends LineOf<"handler"> {
  readonly event: Word;
}
export interface FiltersLine extends LineOf<"filters"> {
  readonly permissions: readonly PermissionSyntax[];
}
export interface ErrorsLine extends LineOf<"errors"> {
  readonly cases: readonly Word[];
}
export interface BlocksLine extends LineOf<"blocks"> {
  readonly until: "until-done" | Path;
}
export interface BoundsLine extends LineOf<"bounds"> {
  readonly terms: readonly (readonly FactorSyntax[])[];
}
export interface EventLine extends LineOf<"event"> {
  readonly event: Word;
}
export interface LimitLine extends LineOf<"limit"> {
  readonly limit: Word;
}
export interface RedactLine extends LineOf<"redact"> {
  readonly path: Path;
}
export interface OcreLine extends LineOf<"ocre"> {
  readonly names: readonly Word[];
}

export type DirectiveLine =
  | ScopeLine
  | StatusLine
  | RequiresSyntax
  | InheritsLine
  | LineOf<"unrestricted">
  | HandlerLine
  | FiltersLine
  | ErrorsLine
  | BlocksLine
  | LineOf<"flat">
  | BoundsLine
  | EventLine
  | LimitLine
  | RedactLine
  | OcreLine;

export type DirectiveWord = DirectiveLine["kind"];

/** Items of a WIT file that comments attach to, as messages name them. */
export type ItemKind =
  | "interface"
  | "enum"
  | "function"
  | "type"
  | "field"
  | "case"
  | "flag"
  | "world"
  | "package"
  | "import";

/** For each directive: where it stands, how often, and how it is written. */
export const directiveWords = {
  scope: { on: "interface", repeats: true, form: "@scope domain.action(name: matcher, ...)" },
  status: { on: "enum", repeats: false, form: "@status error-enum" },
  requires: { on: "function", repeats: true, form: "@requires domain.action(argument, ...) [& ...] [when path | ...]" },
  inherits: { on: "function", repeats: false, form: "@inherits [needs domain.action] [else case-or-integer]" },
  unrestricted: { on: "function", repeats: false, form: "@unrestricted" },
  handler: { on: "function", repeats: false, form: "@handler event-kind" },
  filters: { on: "function", repeats: false, form: "@filters domain.action(result.path) [| ...]" },
  errors: { on: "function", repeats: false, form: "@errors [case, ...]" },
  blocks: { on: "function", repeats: false, form: "@blocks path" },
  flat: { on: "function", repeats: false, form: "@flat" },
  bounds: { on: "function", repeats: false, form: "@bounds factor [* factor] [+ ...]" },
  event: { on: "function", repeats: false, form: "@event event-kind" },
  limit: { on: "function", repeats: false, form: "@limit rate" },
  redact: { on: "function", repeats: true, form: "@redact path" },
  ocre: { on: "function", repeats: false, form: "@ocre c_name [, ...]" },
} as const satisfies Record<DirectiveWord, { on: ItemKind; repeats: boolean; form: string }>;

const words: ReadonlyMap<string, DirectiveWord> = new Map(
  (
    [
      "scope",
      "status",
      "requires",
      "inherits",
      "unrestricted",
      "handler",
      "filters",
      "errors",
      "blocks",
      "flat",
      "bounds",
      "event",
      "limit",
      "redact",
      "ocre",
    ] satisfies DirectiveWord[]
  ).map((word) => [word, word]),
);

export const knownWords: Iterable<string> = [...words.keys()];

export function directiveWord(text: string): DirectiveWord | undefined {
  return words.get(text);
}

/** The directive lines of one function; `broken` when one of them does not parse, so nothing may be concluded from absence. */
export interface FunctionSyntax {
  readonly lines: readonly DirectiveLine[];
  readonly broken: boolean;
}

export interface DirectiveSyntax {
  readonly functions: ReadonlyMap<Func, FunctionSyntax>;
  /** Every `@scope` line, also the second one of a scope. */
  readonly scopes: readonly { readonly owner: InterfaceId; readonly line: ScopeLine }[];
  readonly statuses: readonly { readonly type: TypeDefId; readonly line: StatusLine }[];
}

/** What `parseDirectives` gives: the meaning for the planner and the lines for the rules. */
export interface ParsedDirectives extends Directives {
  readonly syntax: DirectiveSyntax;
}

/** The span of one word of a path: `index` counts `names`, -1 is the root word of `self.x` and `result.x`. */
export function pathWordSpan(path: Path, index: number): Span {
  const words = path.root === "param" ? path.names : [path.root, ...path.names];
  const at = path.root === "param" ? index : index + 1;
  let start = path.span.start;
  for (let i = 0; i < at; i++) start += (words[i]?.length ?? 0) + 1;
  return { file: path.span.file, start, end: start + (words[at]?.length ?? 0) };
}

/** A path as it is written. */
export function pathText(path: Path): string {
  return (path.root === "param" ? path.names : [path.root, ...path.names]).join(".");
}
