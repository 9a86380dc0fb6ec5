/** The bodies of a plan are not printed: componentize-py's runtime crosses the boundary. */
import type { ExprPrinters, StmtPrinters } from "../../backend/contract.js";

const never = (): never => {
  throw new Error("a Python SDK prints no bodies");
};

export const expr: ExprPrinters = {
  local: never,
  const: never,
  toCore: never,
  fromCore: never,
  bits: never,
  field: never,
  len: never,
  ptrOf: never,
  elem: never,
  add: never,
  literal: never,
};

export const stmt: StmtPrinters = {
  let: never,
  declare: never,
  set: never,
  load: never,
  store: never,
  loadValue: never,
  storeValue: never,
  span: never,
  alloc: never,
  area: never,
  free: never,
  release: never,
  liftBytes: never,
  lowerBytes: never,
  newList: never,
  push: never,
  finishList: never,
  times: never,
  each: never,
  liftScalar: never,
  make: never,
  case: never,
  match: never,
  switch: never,
  liftHandle: never,
  lowerHandle: never,
  endBorrows: never,
  dropHandle: never,
  callCore: never,
  callUser: never,
  postReturn: never,
  return: never,
  trap: never,
  admit: never,
  check: never,
  rights: never,
  charge: never,
  filter: never,
};
