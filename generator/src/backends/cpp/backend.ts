/** The C++ back-end: headers of C++20 that need no standard library, over the canonical ABI itself. */
import type { AbiProfile } from "../../abi/profile.js";
import type { Backend, Context } from "../../backend/contract.js";
import { type Diagnostic, defineDiagnostics } from "../../diagnostics/index.js";
import { layerFiles } from "../../emit/c-family/layer.js";
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

const diagnostics = defineDiagnostics({
  "cpp/arena-bytes": {
    message: (p: { given: string }) => `--arena-bytes is '${p.given}', which is no size`,
    hint: () => "give a number of bytes from 16 to 1073741824",
  },
  "cpp/arena-too-small": {
    message: (p: { given: number; name: string; needs: number }) =>
      `an arena of ${p.given} bytes is too small for '${p.name}', whose answer takes up to ${p.needs}`,
    hint: (p: { needs: number }) => `write --arena-bytes=${Math.ceil(p.needs / 8) * 8} or more`,
  },
  "cpp/empty-type": {
    message: (p: { what: string }) => `${p.what} has no member, and in C++ such a type is a byte long`,
    hint: () => "give it a member, or leave it out",
  },
});

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
  options: [
    {
      name: "realloc",
      kind: "string",
      values: ["none", "arena", "libc"],
      default: "arena",
      help: "memory for strings and lists from the host",
    },
    { name: "arena-bytes", kind: "string", default: "4096", help: "size of the arena" },
  ],
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
  check: (cx) => [...checkArena(cx), ...checkEmpty(cx)],
};

/** `@bounds` is the lower limit of the arena, where it is a number. */
function checkArena(cx: Context): readonly Diagnostic[] {
  if (cx.options.get("realloc") !== "arena") return [];
  const given = String(cx.options.get("arena-bytes"));
  const bytes = /^\d{1,10}$/.test(given) ? Number(given) : 0;
  if (bytes < 16 || bytes > 1 << 30) return [diagnostics("cpp/arena-bytes", undefined, { given })];
  return cx.plan.groups
    .flatMap((g) => g.functions)
    .flatMap((fn) => {
      const products = (fn.directives?.bounds?.terms ?? []).map((term) =>
        term.reduce<number>((product, factor) => (typeof factor === "number" ? product * factor : 0), 1),
      );
      const needs = products.reduce((a, b) => a + b, 0);
      return needs > bytes ? [diagnostics("cpp/arena-too-small", fn.span, { given: bytes, name: fn.name, needs })] : [];
    });
}

function checkEmpty(cx: Context): readonly Diagnostic[] {
  return cx.plan.types.flatMap((type) => {
    const { kind } = type;
    const isEmpty = (kind.k === "record" && kind.fields.length === 0) || (kind.k === "array" && kind.length === 0);
    const what = type.name === undefined ? "this type" : `'${type.name}'`;
    return isEmpty ? [diagnostics("cpp/empty-type", type.span, { what })] : [];
  });
}
