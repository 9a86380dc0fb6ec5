/** Functions of one package: canonical names, parameters, results, and the rules of constructors and accessors. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { TypeDefId } from "../ids.js";
import type { FuncSignature, Id, Lead, ResourceFunc, TypeNode } from "../wit/ast.js";
import { meaning } from "./diagnostics.js";
import { docsOf } from "./docs.js";
import { externalIdOf, stabilityOf } from "./gates.js";
import type { LocalTypes, Scope } from "./local-types.js";
import type { Func, FuncKind, Param, Type } from "./model.js";
import { canonicalLabel } from "./names.js";

interface Context {
  readonly types: LocalTypes;
  readonly scope: Scope;
  readonly report: (d: Diagnostic) => void;
}

/** A function that belongs to no resource. */
export function resolveFunc(cx: Context, lead: Lead, name: Id, func: FuncSignature): Func {
  const canonical = func.accessor === undefined ? name.name : `[${func.accessor}]${name.name}`;
  return buildFunc(cx, lead, name, canonical, func, { kind: "freestanding" });
}

/** A method, a static function or a constructor. */
export function resolveResourceFunc(cx: Context, node: ResourceFunc, resource: Id, id: TypeDefId): Func {
  const accessor = node.func.accessor === undefined ? "" : `[${node.func.accessor}]`;
  const rest = node.kind === "constructor" ? "" : `.${node.name.name}`;
  const canonical = `[${node.kind}]${accessor}${resource.name}${rest}`;
  return buildFunc(cx, node, node.name, canonical, node.func, { kind: node.kind, resource: id });
}

function buildFunc(cx: Context, lead: Lead, name: Id, canonical: string, func: FuncSignature, kind: FuncKind): Func {
  const stability = stabilityOf(lead.attributes, cx.report);
  const external = externalIdOf(lead.attributes, cx.report);
  const params = resolveParams(cx, func, kind);
  const result = resolveResult(cx, func, kind);
  return {
    name: canonical,
    kind,
    async: func.async,
    ...(func.accessor === undefined ? {} : { accessor: func.accessor }),
    params,
    ...(result === undefined ? {} : { result }),
    ...docsOf(lead.docs),
    stability,
    ...external,
    span: name.span,
  };
}

function resolveParams(cx: Context, func: FuncSignature, kind: FuncKind): Param[] {
  const params: Param[] = [];
  const names = new Set<string>();
  if (kind.kind === "method") {
    const self = { kind: "handle", mode: "borrow", resource: kind.resource } as const;
    params.push({ name: "self", type: cx.types.intern(self, { kind: "unknown" }, func.span), span: func.span });
    names.add("self");
  }
  checkAccessorParams(cx, func);
  for (const { name, type } of func.params) {
    const key = canonicalLabel(name.name);
    if (names.has(key)) {
      cx.report(meaning("wit/duplicate-name", name.span, { what: "parameter", name: name.name }));
    }
    names.add(key);
    params.push({ name: name.name, type: cx.types.resolve(type, cx.scope), span: name.span });
  }
  return params;
}

function checkAccessorParams(cx: Context, func: FuncSignature): void {
  const [first, second] = func.params;
  if (func.accessor === "get" && first !== undefined) {
    cx.report(meaning("wit/accessor", first.name.span, { problem: "a getter has no parameters" }));
  }
  if (func.accessor === "set" && func.params.length !== 1) {
    const span = second?.name.span ?? func.span;
    cx.report(meaning("wit/accessor", span, { problem: "a setter has exactly one parameter" }));
  }
}

function resolveResult(cx: Context, func: FuncSignature, kind: FuncKind): Type | undefined {
  const node = func.result;
  const type = node === undefined ? undefined : cx.types.resolve(node, cx.scope);
  if (kind.kind === "constructor") return constructorResult(cx, kind.resource, node, type);
  if (func.accessor === "get" && node === undefined) {
    cx.report(meaning("wit/accessor", func.span, { problem: "a getter returns a value" }));
  }
  if (func.accessor === "set" && node !== undefined) {
    const kindOf = typeof type === "number" ? cx.types.types[type]?.kind : undefined;
    if (kindOf?.kind !== "result" || kindOf.ok !== undefined) {
      cx.report(
        meaning("wit/accessor", node.span, { problem: "a setter returns nothing, or a 'result' without an ok type" }),
      );
    }
  }
  return type;
}

/** Without a result a constructor returns its resource; with one it may fail. */
function constructorResult(cx: Context, resource: TypeDefId, node: TypeNode | undefined, type: Type | undefined): Type {
  if (node === undefined || type === undefined) return resource;
  const kind = typeof type === "string" ? undefined : cx.types.types[type]?.kind;
  if (kind?.kind !== "result") cx.report(meaning("wit/constructor-result", node.span));
  else if (kind.ok !== resource) {
    const span = node.kind === "result" && node.ok !== undefined ? node.ok.span : node.span;
    cx.report(meaning("wit/constructor-result", span));
  }
  return type;
}
