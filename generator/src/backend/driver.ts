/** Runs a back-end over a plan: names, order, walking, runtime files. Knows no language. */
import type { Expr, Stmt } from "../abi/ir.js";
import type { FuncPlan, Group, Plan, TypePlan } from "../abi/plan-model.js";
import type { Diagnostic } from "../diagnostics/index.js";
import { assignNames } from "../emit/assign-names.js";
import { type Fragment, lines } from "../emit/code.js";
import type { FileSet, GeneratedFile } from "../emit/files.js";
import { generatorVersion } from "../emit/package-root.js";
import { runtimeFiles } from "../emit/runtime.js";
import type { ResourceId, TypeId } from "../ids.js";
import type { Backend, Context, ExprPrinters, FuncContext, OptionValues, StmtPrinters } from "./contract.js";

export interface GenerateOptions {
  /** Values of the back-end's own options; missing ones get their defaults. */
  readonly options?: OptionValues;
  readonly stubs?: "empty" | "echo";
  /** For banners; that of this package by default. */
  readonly version?: string;
  /** The WIT that the plan was made from, as one text. */
  readonly wit?: string;
}

export interface Generated {
  /** Sorted by path; empty when there is an error. */
  readonly files: FileSet;
  readonly diagnostics: readonly Diagnostic[];
}

export function generate(backend: Backend, plan: Plan, options: GenerateOptions = {}): Generated {
  const cx = createContext(backend, plan, options);
  const diagnostics = backend.check?.(cx) ?? [];
  if (diagnostics.some((d) => d.severity === "error")) return { files: [], diagnostics };
  const files: GeneratedFile[] = [];
  for (const file of backend.files(cx)) files.push({ path: file.path, text: ended(backend.file(file, cx).text) });
  files.push(...backend.extraFiles(cx));
  const only = backend.runtime?.(cx);
  files.push(...runtimeFiles(backend.id, cx.version, only === undefined ? { plan } : { only, plan }));
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const [i, file] of files.entries()) {
    if (files[i + 1]?.path === file.path) throw new Error(`two files are named '${file.path}'`);
  }
  return { files, diagnostics };
}

/** What the printers of a back-end may ask; also for tests of single printers. */
export function createContext(backend: Backend, plan: Plan, options: GenerateOptions = {}): Context {
  const names = assignNames(plan, backend.names);
  const groups = new Map<FuncPlan, Group>();
  for (const group of plan.groups) for (const fn of group.functions) groups.set(fn, group);
  const contexts = new Map<FuncPlan, FuncContext>();

  const type = (id: TypeId): TypePlan => at(plan.types, id, "type");
  const cx: Context = {
    plan,
    names,
    options: withDefaults(backend, options.options),
    ...(options.stubs === undefined ? {} : { stubs: options.stubs }),
    version: options.version ?? generatorVersion(),
    ...(options.wit === undefined ? {} : { wit: options.wit }),
    type,
    resolved: (id) => {
      let found = type(id);
      while (found.kind.k === "alias") found = type(found.kind.of);
      return found;
    },
    resource: (id: ResourceId) => at(plan.resources, id, "resource"),
    typeRef: (id) => backend.typeRef(type(id), cx),
    declarations,
    anonymousTypes: () => plan.types.filter((t) => t.home === undefined),
    func: funcContext,
  };
  return cx;

  function declarations(group: Group): ReturnType<Context["declarations"]> {
    const methods = (id: ResourceId) => group.functions.filter((fn) => fn.resource === id);
    const ids = new Set<TypeId>(group.types);
    return {
      types: [
        ...group.resources.map((id) => backend.resourceDecl(cx.resource(id), methods(id), cx)),
        ...plan.types.filter((t) => ids.has(t.id)).map((t) => backend.typeDecl(t, cx)),
      ].filter((f) => f.text !== ""),
      functions: group.functions.map((fn) => backend.func(fn, funcContext(fn))).filter((f) => f.text !== ""),
    };
  }

  function funcContext(fn: FuncPlan): FuncContext {
    const known = contexts.get(fn);
    if (known !== undefined) return known;
    const group = groups.get(fn);
    if (group === undefined) throw new Error(`function '${fn.name}' belongs to no group`);
    const made: FuncContext = {
      ...cx,
      fn,
      group,
      expr: (e) => printExpr(backend.expr, e.op, e, made),
      body: (statements) => lines(statements.map((s) => printStmt(backend.stmt, s.op, s, made))),
      local: (id) => names.local(fn, id),
      localType: (id) => at(fn.locals, id, "local").type,
    };
    contexts.set(fn, made);
    return made;
  }
}

// The extra parameter ties the printer's type to the form's: indexing with a type parameter keeps them together.
function printExpr<Op extends Expr["op"]>(
  printers: ExprPrinters,
  op: Op,
  e: Extract<Expr, { op: Op }>,
  cx: FuncContext,
): Fragment {
  return printers[op](e, cx);
}

function printStmt<Op extends Stmt["op"]>(
  printers: StmtPrinters,
  op: Op,
  s: Extract<Stmt, { op: Op }>,
  cx: FuncContext,
): Fragment {
  return printers[op](s, cx);
}

function withDefaults(backend: Backend, given: OptionValues | undefined): OptionValues {
  const values = new Map<string, string | boolean>();
  for (const spec of backend.options) {
    const value = given?.get(spec.name) ?? spec.default ?? (spec.kind === "flag" ? false : undefined);
    if (value !== undefined) values.set(spec.name, value);
  }
  return values;
}

function at<T>(list: readonly T[], index: number, what: string): T {
  const found = list[index];
  if (found === undefined) throw new Error(`no ${what} ${index}`);
  return found;
}

const ended = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);
