/** The page of all permissions: what an operator writes, what it means, and which functions need it. */

import type { Matcher, Permission, ScopeDecl } from "../../graph/directive-model.js";
import type { Func } from "../../graph/model.js";
import { printType } from "../../graph/print-types.js";
import type { FactContext } from "./facts.js";
import { blocks, bullets, codeSpan, link, slugs, summary, table } from "./markdown.js";
import { funcHeading, indexPath, permissionsPath, relativeLink, type Site } from "./site.js";

const title = "Permissions";

/** What a grant may write for an argument, and an example of it. */
const patterns = {
  name: ["a name; `*` stands for any characters within a segment", "led0"],
  path: ["an absolute path; `*` within a segment, a final `/**` for a folder and all below it", "/data/**"],
  key: ["segments without a leading slash; `*` and a final `/**` as in paths", "settings/**"],
  prefix: ["as a key; all keys that start with the argument must lie inside one grant", "settings/**"],
  topic: ["an MQTT filter; `+` a level, a final `#` the rest", "sensors/#"],
  filter: ["an MQTT filter; all topics that the argument selects must lie inside one grant", "sensors/+/state"],
  host: ["a name, `*.name`, an address or a range; with `+private` a name may lead to private ranges", "*.example.com"],
  address: ["`any`, an address or a range, for listening", "any"],
  port: ["a number, a range `n-m`, or `*`; port 0 is written `0` or `*`", "443"],
} as const satisfies Record<Exclude<Matcher["kind"], "word">, readonly [string, string]>;

const patternOf = (matcher: Matcher): readonly [string, string] =>
  matcher.kind === "word"
    ? [matcher.words.map(codeSpan).join(" or "), matcher.words[0] ?? "*"]
    : patterns[matcher.kind];

const heading = (scope: ScopeDecl): string => `${scope.name}(${scope.params.map((p) => p.name).join(", ")})`;

/** Sorted by name, as an operator looks for them. */
const sorted = (scopes: ReadonlyMap<string, ScopeDecl>): readonly ScopeDecl[] =>
  [...scopes.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** The anchor of every scope. */
export function scopeAnchors(scopes: ReadonlyMap<string, ScopeDecl>): ReadonlyMap<string, string> {
  const all = sorted(scopes);
  const anchors = slugs([title, ...all.map(heading)]).slice(1);
  return new Map(all.map((scope, i) => [scope.name, anchors[i] ?? ""]));
}

export function permissionsPage(cx: FactContext): string {
  const all = sorted(cx.directives.scopes);
  return blocks([
    `# ${title}`,
    link("All packages", relativeLink(permissionsPath, indexPath)),
    all.length === 0
      ? "No permission is declared here."
      : "A container asks for permissions in `ocre.json`, an operator grants them in `grants.json` or with `--allow`; both write the same text. " +
        "Without a grant every call that needs one answers `denied`. `*` alone fits every argument; an argument with a comma, a parenthesis or a " +
        "quote is written as a JSON string.",
    table(
      ["permission", "declared in", "functions"],
      all.map((scope) => [
        link(codeSpan(heading(scope)), `#${cx.scopes.get(scope.name) ?? ""}`),
        owner(scope, cx.site),
        String(users(scope, cx).all.size),
      ]),
    ),
    ...all.map((scope) => scopeText(scope, cx)),
  ]);
}

function scopeText(scope: ScopeDecl, cx: FactContext): string {
  const example = `${scope.name}(${scope.params.map((p) => patternOf(p.matcher)[1]).join(", ")})`;
  const { required, handle, filtered } = users(scope, cx);
  const section = (text: string, functions: ReadonlySet<Func>): string =>
    functions.size === 0 ? "" : `${text}\n\n${bullets([...functions].map((func) => functionLine(func, cx.site)))}`;
  return blocks([
    `## ${heading(scope)}`,
    `Declared by ${owner(scope, cx.site)}. For example: ${codeSpan(example)}.`,
    table(
      ["argument", "kind", "a grant writes"],
      scope.params.map((p) => [codeSpan(p.name), p.matcher.kind, patternOf(p.matcher)[0]]),
    ),
    section("Needed by:", required),
    section("Needed of the handle by:", handle),
    section("Decides what is shown by:", filtered),
  ]);
}

function owner(scope: ScopeDecl, site: Site): string {
  const page = site.byInterface.get(scope.owner);
  return page === undefined ? "" : link(codeSpan(page.title), relativeLink(permissionsPath, page.path));
}

interface Users {
  readonly required: ReadonlySet<Func>;
  readonly handle: ReadonlySet<Func>;
  readonly filtered: ReadonlySet<Func>;
  readonly all: ReadonlySet<Func>;
}

function users(scope: ScopeDecl, cx: FactContext): Users {
  const required = new Set<Func>();
  const handle = new Set<Func>();
  const filtered = new Set<Func>();
  const names = (permissions: readonly Permission[]): boolean => permissions.some((p) => p.scope === scope.name);
  for (const [func, d] of cx.directives.functions) {
    if (!cx.site.places.has(func)) continue;
    if (d.guard.kind === "requires" && d.guard.lines.some((line) => names(line.permissions))) required.add(func);
    if (d.guard.kind === "inherits" && d.guard.needs === scope.name) handle.add(func);
    if (names(d.filters)) filtered.add(func);
  }
  return { required, handle, filtered, all: new Set([...required, ...handle, ...filtered]) };
}

function functionLine(func: Func, site: Site): string {
  const place = site.places.get(func) ?? "";
  const page = site.pages.find((p) => p.path === place.split("#")[0]);
  const params = func.params.slice(func.kind.kind === "method" ? 1 : 0);
  const call = `${funcHeading(site.graph, func)}(${params.map((p) => `${p.name}: ${printType(site.graph, p.type)}`).join(", ")})`;
  const text = summary(func.docs);
  return `${link(codeSpan(call), relativeLink(permissionsPath, place))} of ${page?.title ?? ""}${text === "" ? "" : `: ${text}`}`;
}
