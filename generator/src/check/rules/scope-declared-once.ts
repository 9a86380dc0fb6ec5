/** A scope is declared once in the whole graph: two declarations could disagree about what a grant means. */
import type { ScopeLine } from "../../graph/directives-syntax.js";
import type { InterfaceId } from "../../ids.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

interface Declaration {
  readonly owner: InterfaceId;
  readonly line: ScopeLine;
}

export function scopeDeclaredOnce(cx: CheckContext): void {
  const first = new Map<string, Declaration>();
  for (const declaration of cx.directives.syntax.scopes) {
    const { owner, line } = declaration;
    const { text: scope, span } = line.scope;
    const known = first.get(scope);
    if (known === undefined) first.set(scope, declaration);
    else if (!isSame(cx, known, declaration) && cx.isChecked(cx.graph.interfaces[owner]?.package)) {
      const diagnostic = ruleDiagnostics("scope/twice", span, { scope });
      cx.report({ ...diagnostic, notes: [{ message: "first declared here", span: known.line.scope.span }] });
    }
  }
}

/** The comment of a cloned interface, or the same declaration in another version of the package. */
function isSame(cx: CheckContext, a: Declaration, b: Declaration): boolean {
  if (a.line.span.file === b.line.span.file && a.line.span.start === b.line.span.start) return true;
  const [first, second] = [cx.graph.interfaces[a.owner], cx.graph.interfaces[b.owner]];
  if (first === undefined || second === undefined || first.name !== second.name) return false;
  if (first.package === second.package) return false;
  const [x, y] = [cx.graph.packages[first.package]?.name, cx.graph.packages[second.package]?.name];
  return x?.namespace === y?.namespace && x?.name === y?.name && formOf(a.line) === formOf(b.line);
}

function formOf({ params }: ScopeLine): string {
  return JSON.stringify(params.map((param) => [param.name.text, param.matcher]));
}
