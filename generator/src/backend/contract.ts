/**
 * What a back-end is: data that the planner and the driver read, and printers for the forms of the plan. The driver
 * owns walking, ordering, names, docs, imports, runtime files and diagnostics.
 */

import type { Expr, LocalType, Stmt } from "../abi/ir.js";
import type { FuncPlan, Group, Plan, ResourcePlan, TypePlan } from "../abi/plan-model.js";
import type { AbiProfile } from "../abi/profile.js";
import type { Diagnostic } from "../diagnostics/index.js";
import type { Fragment } from "../emit/code.js";
import type { FileSet } from "../emit/files.js";
import type { NamePolicy, Names } from "../emit/names.js";
import type { Graph } from "../graph/model.js";
import type { LocalId, ResourceId, TypeId } from "../ids.js";

export interface Backend {
  /** As on the command line: `c`. */
  readonly id: string;
  /** As in documents: `C`. */
  readonly title: string;
  readonly side: "guest" | "host";
  readonly profile: AbiProfile;
  readonly supports: Supports;
  readonly names: NamePolicy;
  readonly options: readonly OptionSpec[];
  /** The graph as the language's own tool can read it, for `Context.wit`; the canonical ABI stays the same. */
  toolGraph?(graph: Graph): Graph;
  /** Which groups go to which file, in order. */
  files(cx: Context): readonly FilePlan[];
  typeRef(type: TypePlan, cx: Context): Fragment;
  /** `empty` for types that need no declaration of their own. */
  typeDecl(type: TypePlan, cx: Context): Fragment;
  resourceDecl(resource: ResourcePlan, methods: readonly FuncPlan[], cx: Context): Fragment;
  /** Signature, docs, import and export attributes around the body that the driver printed. */
  func(fn: FuncPlan, cx: FuncContext): Fragment;
  /** The function as an app's author reads it, without its body: for the reference pages. */
  spelling?(cx: FuncContext): Fragment;
  readonly expr: ExprPrinters;
  readonly stmt: StmtPrinters;
  /** Banner, import lines, package clause around the parts. */
  file(file: FilePlan, cx: Context): Fragment;
  /** Files that are not made of groups: build files, export lists, stubs. */
  extraFiles(cx: Context): FileSet;
  /** Which of the runtime files this output needs; all of `runtime.json` when absent. */
  runtime?(cx: Context): readonly string[];
  /** What only this language cannot do: options that do not fit the plan. Nothing is printed when there is an error. */
  check?(cx: Context): readonly Diagnostic[];
}

/** A capability that is missing becomes a diagnostic at the user's span. */
export interface Supports {
  readonly async: boolean;
  readonly streams: boolean;
  readonly errorContext: boolean;
  readonly fixedLists: boolean;
  readonly maps: boolean;
  readonly exportedResources: boolean;
}

export interface OptionSpec {
  /** `--name`; `kind` string options take a value. */
  readonly name: string;
  readonly kind: "flag" | "string";
  /** Allowed values of a string option. */
  readonly values?: readonly string[];
  readonly default?: string | boolean;
  readonly help: string;
}

export type OptionValues = ReadonlyMap<string, string | boolean>;

export interface FilePlan {
  readonly path: string;
  readonly title: string;
  readonly groups: readonly Group[];
}

export type ExprPrinters = { readonly [Op in Expr["op"]]: (e: Extract<Expr, { op: Op }>, cx: FuncContext) => Fragment };
export type StmtPrinters = { readonly [Op in Stmt["op"]]: (s: Extract<Stmt, { op: Op }>, cx: FuncContext) => Fragment };

/** What every printer may ask. */
export interface Context {
  readonly plan: Plan;
  readonly names: Names;
  readonly options: OptionValues;
  /** `empty` or `echo` when `--stubs` was given. */
  readonly stubs?: "empty" | "echo";
  /** Version of the generator, for banners. */
  readonly version: string;
  /** The WIT that the plan was made from, as one text, for languages whose own tool reads it: see `toolGraph`. */
  readonly wit?: string;
  type(id: TypeId): TypePlan;
  /** The type behind any chain of aliases. */
  resolved(id: TypeId): TypePlan;
  resource(id: ResourceId): ResourcePlan;
  typeRef(id: TypeId): Fragment;
  /** Types and resources of a group, then its functions, each printed by the hooks above, in dependency order. */
  declarations(group: Group): { readonly types: readonly Fragment[]; readonly functions: readonly Fragment[] };
  /** Types without a home of their own (`list<u8>`), in dependency order. */
  anonymousTypes(): readonly TypePlan[];
  func(fn: FuncPlan): FuncContext;
}

/** What the printers of a function's body may ask as well. */
export interface FuncContext extends Context {
  readonly fn: FuncPlan;
  readonly group: Group;
  expr(e: Expr): Fragment;
  body(statements: readonly Stmt[]): Fragment;
  local(id: LocalId): string;
  localType(id: LocalId): LocalType;
}
