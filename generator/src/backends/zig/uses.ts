/** How often a body reads and writes its locals: Zig refuses what is declared and not used, or not changed. */
import type { Stmt } from "../../abi/ir.js";
import type { FuncPlan } from "../../abi/plan-model.js";
import type { FuncContext } from "../../backend/contract.js";
import type { LocalId } from "../../ids.js";

interface Uses {
  readonly reads: ReadonlySet<LocalId>;
  readonly writes: ReadonlySet<LocalId>;
}

const known = new WeakMap<FuncPlan, Uses>();

export function usesOf({ fn }: FuncContext): Uses {
  let found = known.get(fn);
  if (found === undefined) {
    const reads = new Set<LocalId>();
    const writes = new Set<LocalId>();
    const all: readonly Stmt[] = [...fn.body, ...(fn.post?.body ?? [])];
    for (const s of all) walk(s, reads, writes);
    found = { reads, writes };
    known.set(fn, found);
  }
  return found;
}

/** Statements and expressions are plain data, so everything that is an object is looked into. */
function walk(node: object, reads: Set<LocalId>, writes: Set<LocalId>): void {
  if (isLocal(node)) reads.add(node.id);
  if (isPlace(node)) reads.add(node.base);
  if (isWrite(node)) writes.add(node.to);
  if (isEnd(node)) for (const id of node.of) reads.add(id);
  for (const part of Object.values(node)) if (typeof part === "object" && part !== null) walk(part, reads, writes);
}

type Node = { readonly op?: unknown };
const opOf = (node: Node): unknown => node.op;
const isLocal = (node: object): node is { readonly id: LocalId } => opOf(node) === "local";
const isPlace = (node: object): node is { readonly base: LocalId } => "base" in node;
const isWrite = (node: object): node is { readonly to: LocalId } => opOf(node) === "set" || opOf(node) === "case";
const isEnd = (node: object): node is { readonly of: readonly LocalId[] } => opOf(node) === "endBorrows";
