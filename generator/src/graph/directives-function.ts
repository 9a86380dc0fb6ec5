/** From the directive lines of a function to what they mean together. */
import type { BoundFactor, Bounds, FuncDirectives, GuardDirective } from "./directive-model.js";
import type { BoundsLine, DirectiveLine, DirectiveWord, FactorSyntax, FunctionSyntax } from "./directives-syntax.js";
import { elseValue } from "./errors.js";
import type { FunctionSite } from "./functions.js";
import type { Func, Graph } from "./model.js";

/** `undefined` when the lines do not add up to one guard: such a function is as good as undirected. */
export function funcDirectives(
  graph: Graph,
  site: FunctionSite,
  { lines, broken }: FunctionSyntax,
): FuncDirectives | undefined {
  const guard = broken ? undefined : withPlainElse(graph, site.func, guardOf(lines));
  const first = lines[0];
  if (guard === undefined || first === undefined) return undefined;
  const filters = one(lines, "filters");
  const errors = one(lines, "errors");
  const blocks = one(lines, "blocks");
  const bounds = one(lines, "bounds");
  const event = one(lines, "event");
  const limit = one(lines, "limit");
  const ocre = one(lines, "ocre");
  return {
    guard,
    filters: filters?.permissions ?? [],
    ...(errors === undefined ? {} : { errors: errors.cases.map((c) => c.text) }),
    ...(blocks === undefined ? {} : { blocks: blocks.until }),
    flat: one(lines, "flat") !== undefined,
    ...(bounds === undefined ? {} : { bounds: boundsOf(graph, site, bounds) }),
    ...(event === undefined ? {} : { event: event.event.text }),
    ...(limit === undefined ? {} : { limit: limit.limit.text }),
    redact: linesOf(lines, "redact").map((line) => line.path),
    replaces: ocre?.names.map((name) => name.text) ?? [],
    span: first.span,
  };
}

/** `else true` is 1 on the wire, which is all that the planner needs to know. */
function withPlainElse(graph: Graph, func: Func, guard: GuardDirective | undefined): GuardDirective | undefined {
  if (guard?.kind !== "inherits" || guard.otherwise === undefined) return guard;
  const value = elseValue(graph, func, guard.otherwise);
  return value?.kind === "bool" ? { ...guard, otherwise: value.value ? 1 : 0 } : guard;
}

export const guardWords = ["requires", "inherits", "unrestricted", "handler"] as const satisfies DirectiveWord[];

/** The guard the lines give, when they give exactly one kind. */
export function guardOf(lines: readonly DirectiveLine[]): GuardDirective | undefined {
  const kinds = new Set(lines.flatMap((line) => guardWords.filter((word) => word === line.kind)));
  if (kinds.size !== 1) return undefined;
  const requires = linesOf(lines, "requires");
  if (requires.length > 0) {
    return { kind: "requires", lines: requires.map(({ permissions, when }) => ({ permissions, when })) };
  }
  const inherits = one(lines, "inherits");
  if (inherits !== undefined) {
    const { needs, otherwise } = inherits;
    return {
      kind: "inherits",
      ...(needs === undefined ? {} : { needs: needs.text }),
      ...(otherwise === undefined ? {} : { otherwise: otherwise.value }),
    };
  }
  const handler = one(lines, "handler");
  return handler === undefined ? { kind: "unrestricted" } : { kind: "handler", event: handler.event.text };
}

/** The lines of one word. */
export function linesOf<Kind extends DirectiveWord>(
  lines: readonly DirectiveLine[],
  kind: Kind,
): Extract<DirectiveLine, { kind: Kind }>[] {
  return lines.filter((line): line is Extract<DirectiveLine, { kind: Kind }> => line.kind === kind);
}

function one<Kind extends DirectiveWord>(
  lines: readonly DirectiveLine[],
  kind: Kind,
): Extract<DirectiveLine, { kind: Kind }> | undefined {
  return linesOf(lines, kind)[0];
}

function boundsOf(graph: Graph, site: FunctionSite, line: BoundsLine): Bounds {
  return { terms: line.terms.map((term) => term.map((factor) => boundFactor(graph, site, factor))) };
}

/** A parameter comes before a function of the same name: `send-request.max-reply` is the call only where no parameter is so called. */
export function boundFactor(graph: Graph, site: FunctionSite, factor: FactorSyntax): BoundFactor {
  if (factor.kind === "integer") return factor.value;
  const [first, ...rest] = factor.names;
  if (factor.root !== "param" || first === undefined || rest.length === 0) return factor;
  if (site.func.params.some((param) => param.name === first)) return factor;
  const other = siblingFunction(graph, site, first);
  if (other === undefined) return factor;
  const start = factor.span.start + first.length + 1;
  return { func: other.name, path: { ...factor, names: rest, span: { ...factor.span, start } } };
}

/** The function of the same interface with this name; a method or static one only of the same resource. */
export function siblingFunction(graph: Graph, site: FunctionSite, name: string): Func | undefined {
  const functions = site.interface === undefined ? undefined : graph.interfaces[site.interface]?.functions;
  const plain = functions?.get(name);
  const { kind } = site.func;
  if (plain !== undefined || kind.kind === "freestanding") return plain;
  const owner = graph.types[kind.resource]?.name ?? "";
  return functions?.get(`[method]${owner}.${name}`) ?? functions?.get(`[static]${owner}.${name}`);
}
