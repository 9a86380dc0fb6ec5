/** A scope gets as many arguments as it declares, each of a type that its matcher takes. */
import type { ScopeDecl } from "../../graph/directive-model.js";
import { type ArgumentSyntax, type PermissionSyntax, pathText } from "../../graph/directives-syntax.js";
import { definitionOf } from "../../graph/functions.js";
import type { Type } from "../../graph/model.js";
import { type ResolvedPath, resolvePath } from "../../graph/paths.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext, CheckedFunction } from "../context.js";
import { matcherText, takesLiteral, takesType, whatLiterals, whatTypes } from "../matchers.js";

export function scopeArguments(cx: CheckContext): void {
  for (const checked of cx.functions) {
    for (const line of checked.lines) {
      if (line.kind !== "requires" && line.kind !== "filters") continue;
      for (const permission of line.permissions) checkPermission(cx, checked, permission);
    }
  }
}

function checkPermission(cx: CheckContext, checked: CheckedFunction, permission: PermissionSyntax): void {
  const { scope, args, span } = permission;
  const declared = cx.directives.scopes.get(scope);
  if (declared === undefined) return;
  if (args.length !== declared.params.length) {
    const problem = { scope, declared: declared.params.length, given: args.length, form: formOf(declared) };
    cx.report(ruleDiagnostics("scope/arity", span, problem));
    return;
  }
  declared.params.forEach(({ matcher }, i) => {
    const argument = args[i];
    if (argument !== undefined) checkArgument(cx, checked, matcher, argument);
  });
}

function checkArgument(
  cx: CheckContext,
  { func }: CheckedFunction,
  matcher: ScopeDecl["params"][number]["matcher"],
  argument: ArgumentSyntax,
): void {
  if (argument.kind === "literal") {
    if (takesLiteral(matcher, argument.value)) return;
    const problem = { value: argument.value, matcher: matcherText(matcher), takes: whatLiterals(matcher) };
    cx.report(ruleDiagnostics("scope/literal", argument.span, problem));
    return;
  }
  const result = resolvePath(cx.graph, func, argument);
  if ("problem" in result) return;
  const bad = typesOf(result.found).some((type) => {
    const optional = matcher.kind === "address" ? type : withoutOption(cx, type);
    return !takesType(cx.graph, matcher, type) && !takesType(cx.graph, matcher, elementOf(cx, optional));
  });
  if (!bad) return;
  const problem = { argument: pathText(argument), matcher: matcherText(matcher), takes: whatTypes(matcher) };
  cx.report(ruleDiagnostics("scope/type", argument.span, problem));
}

/** `self.x` is an argument of every call that mints the handle. */
function typesOf(path: ResolvedPath): readonly Type[] {
  return path.root === "self" ? path.minters.map((minter) => minter.argument.type) : [path.type];
}

function withoutOption(cx: CheckContext, type: Type): Type {
  const def = definitionOf(cx.graph, type);
  return typeof def !== "string" && def.kind.kind === "option" ? def.kind.of : type;
}

/** A list argument means each of its elements. */
function elementOf(cx: CheckContext, type: Type): Type {
  const def = definitionOf(cx.graph, type);
  return typeof def !== "string" && def.kind.kind === "list" ? def.kind.of : type;
}

function formOf({ name, params }: ScopeDecl): string {
  return `${name}(${params.map((param) => `${param.name}: ${matcherText(param.matcher)}`).join(", ")})`;
}
