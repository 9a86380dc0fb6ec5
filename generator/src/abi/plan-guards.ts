/** Guards of host imports: directives become requirements on lifted values, and denials become lowered error cases. */
import type { FuncDirectives, Path, Permission, RequiresLine } from "../graph/directive-model.js";
import type { LocalId, TypeId } from "../ids.js";
import { type BodyBuilder, constant, local } from "./body-builder.js";
import type { GuardArg, GuardCondition, Requirement } from "./guard.js";
import type { Expr, Minting, Stmt } from "./ir.js";
import { failWith, type ResultPlace } from "./outcome.js";
import type { Outcome, ParamPlan } from "./plan-model.js";

/** What the guards of one function can name. */
export interface GuardScope {
  readonly params: readonly ParamPlan[];
  /** Native values of the parameters, once they were lifted. */
  readonly values: readonly Expr[];
  /** The core handle of `self`, in methods. */
  readonly self?: LocalId;
  readonly outcome: Outcome;
  readonly place?: ResultPlace;
}

export function requirements(
  b: BodyBuilder,
  lines: readonly RequiresLine[],
  scope: GuardScope,
): readonly Requirement[] {
  return lines.flatMap((line) => {
    const when = line.when.map((path) => condition(b, path, scope));
    return line.permissions.map((permission) => ({
      scope: permission.scope,
      args: permission.args.map((a) => argument(b, a, scope)),
      when,
    }));
  });
}

/** Scopes that must be granted whatever the arguments are; if every line is conditional, any of them. */
export function admitStatement(lines: readonly RequiresLine[], denied: readonly Stmt[]): Stmt {
  const unconditional = lines.filter((line) => line.when.length === 0);
  const counted = unconditional.length > 0 ? unconditional : lines;
  const scopes = [...new Set(counted.flatMap((line) => line.permissions.map((p) => p.scope)))];
  return { op: "admit", scopes, mode: unconditional.length > 0 ? "all" : "any", denied };
}

function argument(b: BodyBuilder, arg: Permission["args"][number], scope: GuardScope): GuardArg {
  if (arg.kind === "literal") return arg;
  if (arg.root === "self") {
    if (scope.self === undefined) throw new Error("`self.` outside of a method");
    return { kind: "self", handle: scope.self, path: arg.names.join(".") };
  }
  const { of, type } = follow(b, arg, scope);
  return { kind: "value", of, type };
}

function condition(b: BodyBuilder, path: Path, scope: GuardScope): GuardCondition {
  return follow(b, path, scope);
}

/** Walks a path through the parameters; the last step may be a flag. */
function follow(b: BodyBuilder, path: Path, scope: GuardScope): GuardCondition {
  const [first, ...rest] = path.names;
  const at = scope.params.findIndex((p) => p.name === first);
  const param = scope.params[at];
  const of = scope.values[at];
  if (param === undefined || of === undefined) throw new Error(`no parameter '${first ?? ""}'`);
  return descend(b, { of, type: param.type }, rest);
}

function descend(
  b: BodyBuilder,
  from: { readonly of: Expr; readonly type: TypeId },
  names: readonly string[],
): GuardCondition {
  const [name, ...rest] = names;
  if (name === undefined) return from;
  const { kind, id } = b.type(from.type);
  if (kind.k === "flags") {
    const flag = kind.flags.findIndex((f) => f.name === name);
    if (flag < 0) throw new Error(`no flag '${name}'`);
    return { ...from, flag };
  }
  if (kind.k !== "record") throw new Error(`'${name}' is no field`);
  const index = kind.fields.findIndex((f) => f.name === name);
  const field = kind.fields[index];
  if (field === undefined) throw new Error(`no field '${name}'`);
  return descend(b, { of: { op: "field", type: id, index, of: from.of }, type: field.type }, rest);
}

/** Denials of calls whose result has no error trap, but for those that have nothing to answer: they do nothing. */
export function answer(b: BodyBuilder, scope: GuardScope, names: readonly string[], what: string): readonly Stmt[] {
  const failed = failWith(b, scope.outcome, scope.place, names);
  if (failed !== undefined) return failed;
  if (scope.outcome.kind === "none") return [{ op: "return" }];
  return [{ op: "trap", reason: what }];
}

/** What `else` of `@inherits` says a call on a withdrawn handle answers. */
export function withdrawn(b: BodyBuilder, scope: GuardScope, otherwise: string | number | undefined): readonly Stmt[] {
  const { outcome } = scope;
  if (otherwise === undefined || outcome.kind !== "value")
    return answer(b, scope, ["closed", "denied"], "the grant behind the handle was withdrawn");
  if (typeof otherwise === "number") {
    const core = b.type(outcome.type).flat[0] ?? "i32";
    return b.block(() => b.emit({ op: "return", of: constant(otherwise, core) }));
  }
  const { kind } = b.type(outcome.type);
  const caseIndex = kind.k === "variant" ? kind.cases.findIndex((c) => c.name === otherwise) : -1;
  if (caseIndex < 0) throw new Error(`no case '${otherwise}'`);
  return b.block(() => b.emit({ op: "return", of: constant(caseIndex) }));
}

/** What the handles that this call returns will carry; `remembered`: the paths that later calls name as `self.x`. */
export function mintingOf(
  b: BodyBuilder,
  directives: FuncDirectives | undefined,
  scope: GuardScope,
  rule: LocalId | undefined,
  remembered: readonly string[],
): Minting {
  const guard = directives?.guard;
  const rights =
    guard?.kind === "requires" ? [...new Set(guard.lines.flatMap((l) => l.permissions.map((p) => p.scope)))] : [];
  const remember = remembered.flatMap((path) => {
    const names = path.split(".");
    if (!scope.params.some((p) => p.name === names[0])) return [];
    const { of, flag } = follow(b, { kind: "path", root: "param", names, span: directives?.span ?? noSpan }, scope);
    return flag === undefined ? [{ path, of }] : [];
  });
  return {
    rights,
    remember,
    exhausted: answer(b, scope, ["exhausted", "denied"], "no handle is left"),
    ...(rule === undefined ? {} : { rule }),
    ...(guard?.kind === "inherits" && scope.self !== undefined ? { inherit: scope.self } : {}),
  };
}

const noSpan = { file: { path: "", text: "" }, start: 0, end: 0 };

/** `@filters`: the requirements on one element, bound to `item`. */
export function filterRequirements(
  b: BodyBuilder,
  filters: readonly Permission[],
  scope: GuardScope,
  item: LocalId,
  type: TypeId,
): readonly Requirement[] {
  return filters.map((permission) => ({
    scope: permission.scope,
    when: [],
    args: permission.args.map((arg): GuardArg => {
      if (arg.kind !== "path" || arg.root !== "result") return argument(b, arg, scope);
      const found = descend(b, { of: local(item), type }, arg.names);
      return { kind: "value", of: found.of, type: found.type };
    }),
  }));
}
