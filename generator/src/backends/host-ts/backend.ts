/** The guarded host for Node: TypeScript interfaces for implementers, and the imports that stand in front of them. */
import type { Backend } from "../../backend/contract.js";
import { expressions } from "./expressions.js";
import { filePlans, printFile } from "./files.js";
import { printFunction, signature } from "./functions.js";
import { statements } from "./glue.js";
import { hostTsNames } from "./names.js";
import { resourceDecl, typeDecl, typeRef } from "./types.js";
import { worldFiles } from "./world.js";

export const backend: Backend = {
  id: "host-ts",
  title: "TypeScript host",
  side: "host",
  profile: { layout: "copied", memory: "offset", storage: "gc", errors: "thrown", bulk: new Set(["u8"]) },
  supports: {
    async: false,
    streams: false,
    errorContext: false,
    fixedLists: true,
    maps: true,
    exportedResources: true,
  },
  names: hostTsNames,
  options: [],
  files: filePlans,
  typeRef,
  typeDecl,
  resourceDecl: (resource, methods, cx) =>
    resourceDecl(
      resource,
      methods.filter((fn) => fn.kind === "method").map((fn) => signature(fn, cx)),
      cx,
    ),
  func: printFunction,
  expr: expressions,
  stmt: statements,
  file: printFile,
  extraFiles: worldFiles,
};
