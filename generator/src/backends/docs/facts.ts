/** What a reader has to know of a function beside its text: permission, errors, waiting, memory, events. */
import { alwaysPossible } from "../../check/vocabulary.js";
import { docFacts, permissionText } from "../../emit/docs.js";
import type { Directives, FuncDirectives, Path } from "../../graph/directive-model.js";
import { errorEnumOf } from "../../graph/index.js";
import type { Func } from "../../graph/model.js";
import { bullets, codeSpan, link, prose, table } from "./markdown.js";
import { permissionsPath, relativeLink, type Site } from "./site.js";

export interface FactContext {
  readonly site: Site;
  readonly directives: Directives;
  /** Anchors of the permissions page by scope. */
  readonly scopes: ReadonlyMap<string, string>;
  /** Of the page that is written. */
  readonly path: string;
}

/** The table of a function; nothing when the WIT has no directives for it. */
export function factTable(func: Func, cx: FactContext): string {
  const d = cx.directives.functions.get(func);
  if (d === undefined) return "";
  return table(["what", ""], rows(d, cx));
}

function rows(d: FuncDirectives, cx: FactContext): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [["permission", permission(d, cx)]];
  if (d.filters.length > 0)
    found.push([
      "shows",
      `only what ${d.filters.map((p) => scopeLink(permissionText(p), p.scope, cx)).join(" or ")} covers`,
    ]);
  found.push(["may wait", waits(d)]);
  const memory = docFacts(d).find((fact) => fact.term === "memory");
  if (memory !== undefined) found.push(["memory", memory.text.replace(/^at most (.*) bytes$/, "at most `$1` bytes")]);
  else if (d.flat) found.push(["memory", "none: the host writes nothing into that of the app"]);
  if (d.event !== undefined) found.push(["event", eventText(d.event, cx)]);
  if (d.limit !== undefined) found.push(["limit", codeSpan(d.limit)]);
  if (d.redact.length > 0) found.push(["never logged", d.redact.map((p) => codeSpan(dotted(p))).join(", ")]);
  if (d.replaces.length > 0) found.push(["in place of", d.replaces.map(codeSpan).join(", ")]);
  return found;
}

/** As an operator writes it, with the arguments of the call. */
function permission({ guard }: FuncDirectives, cx: FactContext): string {
  switch (guard.kind) {
    case "requires":
      return guard.lines
        .map((line) => {
          const needed = line.permissions.map((p) => scopeLink(permissionText(p), p.scope, cx)).join(" and ");
          return line.when.length === 0
            ? needed
            : `${needed} when ${line.when.map((p) => codeSpan(dotted(p))).join(" or ")}`;
        })
        .join("; ");
    case "inherits": {
      const withdrawn =
        guard.otherwise === undefined ? "" : `; ${codeSpan(String(guard.otherwise))} once it is withdrawn`;
      return guard.needs === undefined
        ? `that of the handle${withdrawn}`
        : `the handle's: ${scopeLink(guard.needs, guard.needs, cx)}${withdrawn}`;
    }
    case "unrestricted":
      return "none";
    case "handler":
      return guard.event === "host"
        ? "none: the host calls it"
        : `none: the host calls it for ${codeSpan(guard.event)} events`;
  }
}

function scopeLink(text: string, scope: string, cx: FactContext): string {
  const anchor = cx.scopes.get(scope);
  return anchor === undefined
    ? codeSpan(text)
    : link(codeSpan(text), relativeLink(cx.path, `${permissionsPath}#${anchor}`));
}

function waits(d: FuncDirectives): string {
  if (d.blocks === undefined) return "no";
  return d.blocks === "until-done" ? "yes, until it is done" : `yes, up to ${codeSpan(dotted(d.blocks))}`;
}

/** The handler that takes the events, where there is one. */
function eventText(event: string, cx: FactContext): string {
  for (const [func, d] of cx.directives.functions) {
    if (d.guard.kind !== "handler" || d.guard.event !== event) continue;
    const place = cx.site.places.get(func);
    if (place !== undefined)
      return `${codeSpan(event)}, see ${link(codeSpan(func.name), relativeLink(cx.path, place))}`;
  }
  return codeSpan(event);
}

/** Each error that the function adds, with what it means; those that every call may end in are on the first page. */
export function errorList(func: Func, cx: FactContext): string {
  const d = cx.directives.functions.get(func);
  const found = errorEnumOf(cx.site.graph, cx.directives, func);
  if (found === undefined) return "";
  const def = cx.site.graph.types[found.id];
  const cases = def?.kind.kind === "enum" || def?.kind.kind === "variant" ? def.kind.cases : [];
  const place = def === undefined ? undefined : cx.site.places.get(def);
  const type =
    place === undefined ? codeSpan(def?.name ?? "") : link(codeSpan(def?.name ?? ""), relativeLink(cx.path, place));
  if (d?.errors === undefined) return `Errors: ${type}.`;
  const always = alwaysPossible.filter((name) => found.cases.has(name)).map(codeSpan);
  const invalid = hasArguments(d) && found.cases.has("invalid-argument") ? [codeSpan("invalid-argument")] : [];
  const others = [...always, ...invalid].filter((name) => !d.errors?.map(codeSpan).includes(name));
  const added = d.errors.map((name) => {
    const meaning = prose(cases.find((c) => c.name === name)?.docs).replaceAll("\n", " ");
    return meaning === "" ? codeSpan(name) : `${codeSpan(name)}: ${meaning}`;
  });
  const rest = others.length === 0 ? "" : others.join(", ");
  if (added.length === 0) return rest === "" ? `Errors: ${type}.` : `Errors (${type}): as every call ${rest}.`;
  const tail = rest === "" ? "" : `\n\nAnd, as every call: ${rest}.`;
  return `Errors (${type}):\n\n${bullets(added)}${tail}`;
}

const hasArguments = (d: FuncDirectives): boolean =>
  d.guard.kind === "requires" && d.guard.lines.some((line) => line.permissions.some((p) => p.args.length > 0));

export const dotted = (path: Path): string => [...(path.root === "param" ? [] : [path.root]), ...path.names].join(".");
