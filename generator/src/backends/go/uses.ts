/** Which locals a body reads: Go refuses a variable that nothing reads. */
import type { FuncPlan } from "../../abi/plan-model.js";
import type { FuncContext } from "../../backend/contract.js";
import type { LocalId } from "../../ids.js";

const known = new WeakMap<FuncPlan, ReadonlySet<LocalId>>();

export function isRead(id: LocalId, { fn }: FuncContext): boolean {
  let found = known.get(fn);
  if (found === undefined) {
    const reads = new Set<LocalId>();
    for (const s of [...fn.body, ...(fn.post?.body ?? [])]) walk(s, reads);
    found = reads;
    known.set(fn, found);
  }
  return found.has(id);
}

/** Statements and expressions are plain data, so everything that is an object is looked into. */
function walk(node: object, reads: Set<LocalId>): void {
  if (isLocal(node)) reads.add(node.id);
  if (isPlace(node)) reads.add(node.base);
  if (isElement(node)) reads.add(node.index);
  if (isList(node)) reads.add(node.list);
  if (isFree(node)) reads.add(node.at);
  for (const part of Object.values(node)) if (typeof part === "object" && part !== null) walk(part, reads);
}

type Node = { readonly op?: unknown };
const opOf = (node: Node): unknown => node.op;
const isLocal = (node: object): node is { readonly id: LocalId } => opOf(node) === "local";
const isPlace = (node: object): node is { readonly base: LocalId } => "base" in node;
const isElement = (node: object): node is { readonly index: LocalId } => opOf(node) === "elem";
const isList = (node: object): node is { readonly list: LocalId } =>
  opOf(node) === "push" || opOf(node) === "finishList";
const isFree = (node: object): node is { readonly at: LocalId } => opOf(node) === "free";
