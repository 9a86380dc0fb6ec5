/** Every path of a directive names a parameter, a field or a flag. */
import type { Path } from "../../graph/directive-model.js";
import { boundFactor } from "../../graph/directives-function.js";
import { type DirectiveLine, pathWordSpan } from "../../graph/directives-syntax.js";
import type { Func } from "../../graph/model.js";
import { type PathProblem, resolvePath } from "../../graph/paths.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext, CheckedFunction } from "../context.js";

export function pathExists(cx: CheckContext): void {
  for (const checked of cx.functions) {
    for (const line of checked.lines) {
      for (const { func, path } of pathsOf(cx, checked, line)) {
        const result = resolvePath(cx.graph, func, path);
        if ("problem" in result) reportProblem(cx, func, path, result.problem);
      }
    }
  }
}

/** The paths of a line, each with the function whose arguments it names. */
function pathsOf(cx: CheckContext, checked: CheckedFunction, line: DirectiveLine): { func: Func; path: Path }[] {
  const own = (paths: readonly Path[]) => paths.map((path) => ({ func: checked.func, path }));
  switch (line.kind) {
    case "requires":
    case "filters": {
      const args = line.permissions.flatMap((p) => p.args).flatMap((arg) => (arg.kind === "path" ? [arg] : []));
      return own(line.kind === "requires" ? [...args, ...line.when] : args);
    }
    case "blocks":
      return own(line.until === "until-done" ? [] : [line.until]);
    case "redact":
      return own([line.path]);
    case "bounds":
      return line.terms.flat().flatMap((factor) => {
        const bound = boundFactor(cx.graph, checked.site, factor);
        if (typeof bound === "number") return [];
        if (!("func" in bound)) return own([bound]);
        const func = functionOf(cx, checked, bound.func);
        return func === undefined ? [] : [{ func, path: bound.path }];
      });
    default:
      return [];
  }
}

function functionOf(cx: CheckContext, { site }: CheckedFunction, name: string): Func | undefined {
  return site.interface === undefined ? undefined : cx.graph.interfaces[site.interface]?.functions.get(name);
}

function reportProblem(cx: CheckContext, func: Func, path: Path, problem: PathProblem): void {
  switch (problem.kind) {
    case "no-such-name": {
      const name = path.names[problem.index] ?? "";
      const parent = path.names[problem.index - 1];
      const owner = parent === undefined ? ownerText(path, problem.in ?? func) : `'${parent}'`;
      const { index } = problem;
      // `self` stands for what the handle remembers, never for a value.
      const candidates = [...cx.candidates(problem.candidates)].filter((known) => known !== "self");
      cx.report(ruleDiagnostics("path/unknown", pathWordSpan(path, index), { name, where: owner, candidates }));
      return;
    }
    case "no-fields": {
      const name = path.names[problem.index] ?? path.root;
      cx.report(ruleDiagnostics("path/no-fields", pathWordSpan(path, problem.index), { name }));
      return;
    }
    case "self-outside-method":
      cx.report(ruleDiagnostics("path/self-outside-method", path.span));
      return;
    case "never-minted": {
      const resource = cx.graph.types[problem.resource]?.name ?? "self";
      cx.report(ruleDiagnostics("inherits/never-minted", path.span, { resource }));
      return;
    }
    case "result-is-no-list":
      cx.report(ruleDiagnostics("path/result-is-no-list", path.span));
      return;
    default:
      problem satisfies never;
  }
}

function ownerText(path: Path, func: Func): string {
  if (path.root === "result") return "an element of the result";
  return path.root === "self" ? `'${func.name}', which mints the handle,` : `function '${func.name}'`;
}
