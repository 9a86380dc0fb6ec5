/** Every function has a guard. There is no default: a function without one is denied at the source. */
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

export function guardPresent(cx: CheckContext): void {
  const { strict, undirected, role } = cx.options;
  // A guest enforces nothing, so it can be generated from WIT that knows no directives.
  const needed = strict || (role === "host" && undirected === "error");
  if (!needed) return;
  const directed = new Set(cx.everyFunction.filter((f) => f.lines.length > 0 || f.broken).map((f) => f.site.package));
  for (const { func, guard, lines, broken, site } of cx.functions) {
    const several = guard === undefined && lines.some((line) => guardish.has(line.kind));
    if (guard !== undefined || broken || several) continue;
    const problem = { name: func.name, directed: directed.has(site.package) };
    cx.report(ruleDiagnostics("guard/missing", func.span, problem));
  }
}

// Two kinds of guard are the mistake of rule `one-guard`.
const guardish: ReadonlySet<string> = new Set(["requires", "inherits", "unrestricted", "handler"]);
