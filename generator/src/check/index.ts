/** Checks what the directives of a graph mean against its functions and types. */

import type { Diagnostic } from "../diagnostics/index.js";
import type { ParsedDirectives } from "../graph/directives-syntax.js";
import type { Graph } from "../graph/model.js";
import { uniqueDiagnostics } from "../graph/unique-diagnostics.js";
import { type CheckOptions, makeContext, type Rule } from "./context.js";
import { blocksIsTime } from "./rules/blocks-is-time.js";
import { boundsExact } from "./rules/bounds-exact.js";
import { boundsFactors } from "./rules/bounds-factors.js";
import { deniedResult } from "./rules/denied-result.js";
import { errorCases } from "./rules/error-cases.js";
import { errorsGiven } from "./rules/errors-given.js";
import { eventHandled } from "./rules/event-handled.js";
import { eventKnown } from "./rules/event-known.js";
import { eventSource } from "./rules/event-source.js";
import { filtersLookAtResult } from "./rules/filters-look-at-result.js";
import { flatExact } from "./rules/flat-exact.js";
import { flatParamsLimit } from "./rules/flat-params.js";
import { guardPresent } from "./rules/guard-present.js";
import { handlerExported } from "./rules/handler-exported.js";
import { handlerMintsNothing } from "./rules/handler-mints-nothing.js";
import { inheritsElse } from "./rules/inherits-else.js";
import { inheritsMinted } from "./rules/inherits-minted.js";
import { limitKnown } from "./rules/limit-known.js";
import { oneGuard } from "./rules/one-guard.js";
import { optionalArgument } from "./rules/optional-argument.js";
import { pathExists } from "./rules/path-exists.js";
import { scopeArguments } from "./rules/scope-arguments.js";
import { scopeDeclaredOnce } from "./rules/scope-declared-once.js";
import { scopeKnown } from "./rules/scope-known.js";
import { scopeUsed } from "./rules/scope-used.js";
import { statusCases } from "./rules/status-cases.js";
import { versions } from "./rules/versions.js";
import { whenIsCondition } from "./rules/when-is-condition.js";

export type { CheckOptions } from "./context.js";

const rules: readonly Rule[] = [
  guardPresent,
  oneGuard,
  deniedResult,
  handlerMintsNothing,
  scopeDeclaredOnce,
  scopeUsed,
  scopeKnown,
  scopeArguments,
  pathExists,
  whenIsCondition,
  optionalArgument,
  inheritsMinted,
  inheritsElse,
  filtersLookAtResult,
  errorCases,
  errorsGiven,
  statusCases,
  flatExact,
  flatParamsLimit,
  boundsExact,
  boundsFactors,
  blocksIsTime,
  eventKnown,
  eventSource,
  eventHandled,
  handlerExported,
  limitKnown,
  versions,
];

/** The findings of every rule. Reading errors are in the diagnostics of `parseDirectives`. */
export function checkGraph(graph: Graph, directives: ParsedDirectives, options: CheckOptions): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const cx = makeContext(graph, directives, options, diagnostics);
  for (const rule of rules) rule(cx);
  return uniqueDiagnostics(diagnostics);
}
