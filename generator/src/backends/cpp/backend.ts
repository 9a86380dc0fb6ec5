/** The C++ back-end: headers of C++20 that need no standard library, over the canonical ABI itself. */
import type { AbiProfile } from "../../abi/profile.js";
import type { Backend } from "../../backend/contract.js";
import { layerFiles } from "../../emit/c-family/layer.js";
import { checkLimits, memoryOptions } from "../../emit/c-family/limits.js";
import { resourceDecl, typeDecl } from "./declarations.js";
import { expr } from "./expressions.js";
import { extraFiles, file, files } from "./files.js";
import { definition, signature } from "./functions.js";
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
  id: "cpp",
  title: "C++",
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
  func: (_, cx) => definition(cx),
  spelling: (cx) => signature(cx),
  expr,
  stmt,
  file,
  extraFiles: (cx) => [...extraFiles(cx), ...stubFiles(cx)],
  runtime: (cx) => [
    "okrt.hpp",
    ...["base", "views", "option", "expected", "result", "handle", "memory"].map((name) => `okrt/${name}.hpp`),
    cx.options.get("realloc") === "libc" ? "okrt_libcxx.cpp" : "okrt_start.cpp",
    ...layerFiles("cpp", cx.plan),
  ],
  check: (cx) => checkLimits(cx.plan, cx.options),
};
