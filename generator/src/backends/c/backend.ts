/** The C back-end: freestanding headers whose structs are the canonical layout. */
import type { AbiProfile } from "../../abi/profile.js";
import type { Backend } from "../../backend/contract.js";
import { layerFiles } from "../../emit/c-family/layer.js";
import { checkLimits, memoryOptions } from "../../emit/c-family/limits.js";
import { resourceDecl, typeDecl } from "./declarations.js";
import { expr } from "./expressions.js";
import { extraFiles, file, files } from "./files.js";
import { func, signature } from "./functions.js";
import { stmt } from "./glue.js";
import { names } from "./names.js";
import { stubFiles } from "./stubs.js";
import { typeRef } from "./types.js";

const profile: AbiProfile = {
  layout: "transparent",
  memory: "pointer",
  storage: "arena",
  errors: "returned",
  bulk: new Set(),
};

export const backend: Backend = {
  id: "c",
  title: "C",
  side: "guest",
  profile,
  supports: {
    async: false,
    streams: false,
    errorContext: false,
    fixedLists: true,
    maps: true,
    exportedResources: true,
  },
  names,
  options: memoryOptions,
  files,
  typeRef,
  typeDecl,
  resourceDecl,
  func: (_, cx) => func(cx),
  spelling: (cx) => signature(cx, cx.names.func(cx.fn)),
  expr,
  stmt,
  file,
  extraFiles: (cx) => [...extraFiles(cx), ...stubFiles(cx)],
  runtime: (cx) => [
    ...(cx.options.get("realloc") === "libc" ? ["okrt.h", "okrt_libc.c"] : ["okrt.h", "okrt_memory.c", "okrt_arena.c"]),
    ...layerFiles("c", cx.plan),
  ],
  check: (cx) => checkLimits(cx.plan, cx.options),
};
