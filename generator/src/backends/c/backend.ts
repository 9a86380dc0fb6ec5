/** The C back-end: freestanding headers whose structs are the canonical layout. */
import type { AbiProfile } from "../../abi/profile.js";
import type { Backend, Context } from "../../backend/contract.js";
import { type Diagnostic, defineDiagnostics } from "../../diagnostics/index.js";
import { layerFiles } from "../../emit/c-family/layer.js";
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

const diagnostics = defineDiagnostics({
  "c/arena-bytes": {
    message: (p: { given: string }) => `--arena-bytes is '${p.given}', which is no size`,
    hint: () => "give a number of bytes from 16 to 1073741824",
  },
  "c/arena-too-small": {
    message: (p: { given: number; name: string; needs: number }) =>
      `an arena of ${p.given} bytes is too small for '${p.name}', whose answer takes up to ${p.needs}`,
    hint: (p: { needs: number }) => `write --arena-bytes=${Math.ceil(p.needs / 8) * 8} or more`,
  },
  "c/empty-type": {
    message: (p: { what: string }) => `${p.what} has no member, and C has no type without one`,
    hint: () => "give it a member, or leave it out",
  },
});

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
  check: (cx) => [...checkArena(cx), ...checkEmpty(cx)],
};

/** `@bounds` is the lower limit of the arena, where it is a number. */
function checkArena(cx: Context): readonly Diagnostic[] {
  if (cx.options.get("realloc") !== "arena") return [];
  const given = String(cx.options.get("arena-bytes"));
  const bytes = /^\d{1,10}$/.test(given) ? Number(given) : 0;
  if (bytes < 16 || bytes > 1 << 30) return [diagnostics("c/arena-bytes", undefined, { given })];
  return cx.plan.groups
    .flatMap((g) => g.functions)
    .flatMap((fn) => {
      const terms = fn.directives?.bounds?.terms ?? [];
      const constant = terms
        .map((t) => t.map((f) => (typeof f === "number" ? f : 0)).reduce((a, b) => a * b, 1))
        .reduce((a, b) => a + b, 0);
      return constant > bytes
        ? [diagnostics("c/arena-too-small", fn.span, { given: bytes, name: fn.name, needs: constant })]
        : [];
    });
}

function checkEmpty(cx: Context): readonly Diagnostic[] {
  return cx.plan.types.flatMap((type) => {
    const { kind } = type;
    const isEmpty = (kind.k === "record" && kind.fields.length === 0) || (kind.k === "array" && kind.length === 0);
    return isEmpty
      ? [diagnostics("c/empty-type", type.span, { what: type.name === undefined ? "this type" : `'${type.name}'` })]
      : [];
  });
}
