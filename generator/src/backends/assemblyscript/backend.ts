/** AssemblyScript guests: classes, results in place of exceptions, UTF-8 at the boundary. */
import type { Backend } from "../../backend/contract.js";
import { typeDecl } from "./declarations.js";
import { exprs } from "./expressions.js";
import { extraFiles, file, files } from "./files.js";
import { func, resourceDecl, signature } from "./functions.js";
import { stmts } from "./glue.js";
import { policy } from "./names.js";
import { typeRef } from "./types.js";

export const backend: Backend = {
  id: "assemblyscript",
  title: "AssemblyScript",
  side: "guest",
  profile: {
    layout: "copied",
    memory: "pointer",
    storage: "gc",
    errors: "returned",
    bulk: new Set(["u8", "s8", "u16", "s16", "u32", "s32", "u64", "s64", "f32", "f64"]),
  },
  supports: {
    async: false,
    streams: false,
    errorContext: false,
    fixedLists: true,
    maps: true,
    exportedResources: true,
  },
  names: policy,
  options: [
    {
      name: "runtime",
      kind: "string",
      values: ["auto", "stub", "minimal", "incremental"],
      default: "auto",
      help: "collector in asconfig.json; auto: incremental for commands, minimal for what returns often",
    },
  ],
  files,
  typeRef,
  typeDecl,
  resourceDecl,
  func,
  spelling: (cx) => signature(cx.fn, cx),
  expr: exprs,
  stmt: stmts,
  file,
  extraFiles,
};
