/** Documentation for generated code: the WIT text without its directive lines, and what the directives mean in words. */
import type { FuncDirectives, Path, Permission } from "../graph/directive-model.js";

/** The text of a doc comment without directive lines; empty when nothing else was there. */
export function docText(docs: string | undefined): string {
  if (docs === undefined) return "";
  const kept = docs
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => !/^\s*@[a-z]/.test(line));
  return kept.join("\n").trim();
}

/** One line of the table below a function's text: what a caller or implementer has to know. */
export interface DocFact {
  readonly term: "permission" | "errors" | "waits" | "memory" | "event" | "limit";
  readonly text: string;
}

const dotted = (path: Path): string => [...(path.root === "param" ? [] : [path.root]), ...path.names].join(".");

/** `gpio.write(line)`, as the directive spells it. */
export function permissionText(permission: Permission): string {
  return `${permission.scope}(${permission.args.map((a) => (a.kind === "path" ? dotted(a) : JSON.stringify(a.value))).join(", ")})`;
}

/** What the directives of a function say, in an order that every language shares. */
export function docFacts(directives: FuncDirectives | undefined): readonly DocFact[] {
  if (directives === undefined) return [];
  const facts: DocFact[] = [];
  const permission = guardText(directives);
  if (permission !== "") facts.push({ term: "permission", text: permission });
  if (directives.filters.length > 0)
    facts.push({
      term: "permission",
      text: `shows what ${directives.filters.map(permissionText).join(" or ")} covers`,
    });
  if (directives.errors !== undefined && directives.errors.length > 0)
    facts.push({ term: "errors", text: directives.errors.join(", ") });
  if (directives.blocks !== undefined) {
    facts.push({
      term: "waits",
      text: directives.blocks === "until-done" ? "until it is done" : `up to ${dotted(directives.blocks)}`,
    });
  }
  if (directives.bounds !== undefined)
    facts.push({ term: "memory", text: `at most ${boundsText(directives.bounds)} bytes` });
  if (directives.event !== undefined) facts.push({ term: "event", text: directives.event });
  if (directives.limit !== undefined) facts.push({ term: "limit", text: directives.limit });
  return facts;
}

function guardText({ guard }: FuncDirectives): string {
  switch (guard.kind) {
    case "requires":
      return guard.lines
        .map((line) => {
          const needed = line.permissions.map(permissionText).join(" and ");
          return line.when.length === 0 ? needed : `${needed} when ${line.when.map(dotted).join(" or ")}`;
        })
        .join("; ");
    case "inherits":
      return guard.needs === undefined ? "that of the handle" : `${guard.needs} of the handle`;
    case "unrestricted":
      return "none";
    case "handler":
      return "";
  }
}

function boundsText(bounds: NonNullable<FuncDirectives["bounds"]>): string {
  const factor = (f: (typeof bounds.terms)[number][number]): string => {
    if (typeof f === "number") return String(f);
    return "func" in f ? `${f.func}.${dotted(f.path)}` : dotted(f);
  };
  return bounds.terms.map((term) => term.map(factor).join(" * ")).join(" + ");
}
