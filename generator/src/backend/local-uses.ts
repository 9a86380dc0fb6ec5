/** What the body of a function does with its locals, for languages that refuse what is declared and not used, or not changed. */
import type { Stmt } from "../abi/ir.js";
import type { FuncPlan } from "../abi/plan-model.js";
import type { LocalId } from "../ids.js";

export interface LocalUses {
  readonly reads: ReadonlySet<LocalId>;
  /** Assigned after their declaration. */
  readonly writes: ReadonlySet<LocalId>;
  /** Every statement, those inside of others too. */
  readonly statements: readonly Stmt[];
}

const known = new WeakMap<FuncPlan, LocalUses>();

export function localUses(fn: FuncPlan): LocalUses {
  let found = known.get(fn);
  if (found === undefined) {
    const reads = new Set<LocalId>();
    const writes = new Set<LocalId>();
    const statements = [...fn.body, ...(fn.post?.body ?? [])].flatMap(withInner);
    for (const s of statements) walk(s, reads, writes);
    found = { reads, writes, statements };
    known.set(fn, found);
  }
  return found;
}

function withInner(s: Stmt): readonly Stmt[] {
  if (s.op === "match" || s.op === "switch") return [s, ...s.arms.flatMap((arm) => arm.body.flatMap(withInner))];
  return s.op === "each" || s.op === "times" ? [s, ...s.body.flatMap(withInner)] : [s];
}

/** Statements and expressions are plain data, so everything that is an object is looked into. */
function walk(node: object, reads: Set<LocalId>, writes: Set<LocalId>): void {
  if (isLocal(node)) reads.add(node.id);
  if (isPlace(node)) reads.add(node.base);
  if (isWrite(node)) writes.add(node.to);
  if (isMany(node)) for (const id of node.of) reads.add(id);
  if (isBlock(node)) reads.add(node.at);
  if (isList(node)) reads.add(node.list);
  for (const part of Object.values(node)) if (typeof part === "object" && part !== null) walk(part, reads, writes);
}

type Node = { readonly op?: unknown };
const opOf = (node: Node): unknown => node.op;
const isLocal = (node: object): node is { readonly id: LocalId } => opOf(node) === "local";
const isPlace = (node: object): node is { readonly base: LocalId } => "base" in node;
const isWrite = (node: object): node is { readonly to: LocalId } => opOf(node) === "set" || opOf(node) === "case";
const isMany = (node: object): node is { readonly of: readonly LocalId[] } => opOf(node) === "endBorrows";
const isBlock = (node: object): node is { readonly at: LocalId } => opOf(node) === "free";
const isList = (node: object): node is { readonly list: LocalId } =>
  opOf(node) === "push" || opOf(node) === "finishList";
