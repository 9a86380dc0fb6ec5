/** What every rule sees: the graph, its directives, and the functions that are to be checked. */
import type { Diagnostic } from "../diagnostics/index.js";
import type { GuardDirective } from "../graph/directive-model.js";
import { guardOf } from "../graph/directives-function.js";
import type { DirectiveLine, ParsedDirectives } from "../graph/directives-syntax.js";
import { type FunctionSite, functionSites } from "../graph/functions.js";
import type { Func, Graph } from "../graph/model.js";
import type { PackageId } from "../ids.js";

export interface CheckOptions {
  /** Every rule is an error, and every function needs a guard whatever the role. */
  readonly strict: boolean;
  /** What a function without a guard is. */
  readonly undirected: "error" | "deny" | "allow";
  readonly role: "guest" | "host";
  /** Only these packages are checked; all when absent. */
  readonly packages?: ReadonlySet<PackageId>;
}

export interface CheckedFunction {
  readonly site: FunctionSite;
  readonly func: Func;
  readonly lines: readonly DirectiveLine[];
  /** A line does not parse, which has been reported: nothing follows from what is absent. */
  readonly broken: boolean;
  /** The guard, when there is exactly one kind. */
  readonly guard?: GuardDirective;
}

export interface CheckContext {
  readonly graph: Graph;
  readonly directives: ParsedDirectives;
  readonly options: CheckOptions;
  /** The functions of the checked packages. */
  readonly functions: readonly CheckedFunction[];
  /** All functions, for rules that look for another one. */
  readonly everyFunction: readonly CheckedFunction[];
  isChecked(owner: PackageId | undefined): boolean;
  report(diagnostic: Diagnostic): void;
  /** Names to suggest from: few, and none after many findings, because comparing names costs their product. */
  candidates(names: Iterable<string>): Iterable<string>;
  /** For rules that are warnings unless `strict`. */
  reportLax(diagnostic: Diagnostic): void;
}

/** A rule looks at the whole context and reports what it finds. */
export type Rule = (cx: CheckContext) => void;

export function makeContext(
  graph: Graph,
  directives: ParsedDirectives,
  options: CheckOptions,
  diagnostics: Diagnostic[],
): CheckContext {
  const everyFunction = functionSites(graph).map((site) => checkedFunction(directives, site));
  const isChecked = (owner: PackageId | undefined): boolean =>
    owner !== undefined && (options.packages === undefined || options.packages.has(owner));
  return {
    graph,
    directives,
    options,
    everyFunction,
    functions: everyFunction.filter(({ site }) => isChecked(site.package)),
    isChecked,
    report: (diagnostic) => diagnostics.push(diagnostic),
    candidates: (names) => (diagnostics.length < 100 ? firstOf(names, 500) : []),
    reportLax: (diagnostic) => diagnostics.push(options.strict ? diagnostic : { ...diagnostic, severity: "warning" }),
  };
}

function firstOf(names: Iterable<string>, most: number): readonly string[] {
  const taken: string[] = [];
  for (const name of names) if (taken.push(name) === most) break;
  return taken;
}

function checkedFunction(directives: ParsedDirectives, site: FunctionSite): CheckedFunction {
  const { lines = [], broken = false } = directives.syntax.functions.get(site.func) ?? {};
  const guard = guardOf(lines);
  return { site, func: site.func, lines, broken, ...(guard === undefined ? {} : { guard }) };
}
