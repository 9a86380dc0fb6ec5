/** The Zig back-end: slices, optionals and error unions in signatures, extern structs of the canonical layout beneath. */
import type { AbiProfile } from "../../abi/profile.js";
import type { Backend, Context } from "../../backend/contract.js";
import { type Diagnostic, defineDiagnostics } from "../../diagnostics/index.js";
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
  "zig/library-name": {
    message: (p: { name: string }) =>
      `Zig takes the interface '${p.name}', which the world writes out in place, for a library of C`,
    hint: () => "call it something else, or declare it in a package and import it from there",
  },
  "zig/arena-bytes": {
    message: (p: { given: string }) => `--arena-bytes is '${p.given}', which is no size`,
    hint: () => "give a number of bytes from 16 to 1073741824",
  },
  "zig/arena-too-small": {
    message: (p: { given: number; name: string; needs: number }) =>
      `an arena of ${p.given} bytes is too small for '${p.name}', whose answer takes up to ${p.needs}`,
    hint: (p: { needs: number }) => `write --arena-bytes=${Math.ceil(p.needs / 8) * 8} or more, or --realloc=heap`,
  },
});

/** What Zig takes for a library of C when an import is from it. */
const libraries = new Set(["c", "unwind"]);

export const backend: Backend = {
  id: "zig",
  title: "Zig",
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
      values: ["arena", "heap"],
      default: "arena",
      help: "memory for strings and lists from the host: a fixed block, or one that blocks of the heap join when it is full",
    },
    { name: "arena-bytes", kind: "string", default: "4096", help: "size of the fixed block" },
    {
      name: "optimize",
      kind: "string",
      values: ["small", "safe", "fast"],
      default: "small",
      help: "for size, with the checks of the language, or for speed",
    },
  ],
  files,
  typeRef,
  typeDecl,
  resourceDecl: (resource, _, cx) => resourceDecl(resource, [], cx),
  func: (_, cx) => func(cx),
  spelling: (cx) =>
    signature(
      cx,
      cx.names.func(cx.fn),
      cx.fn.params.map((_, i) => cx.names.param(cx.fn, i)),
    ),
  expr,
  stmt,
  file,
  extraFiles: (cx) => [...extraFiles(cx), ...stubFiles(cx)],
  check: (cx) => [...checkLibraries(cx), ...checkArena(cx)],
};

/** An interface of a package has a colon in its name, which no library has. */
const checkLibraries = (cx: Context): readonly Diagnostic[] =>
  cx.plan.groups
    .filter((group) => group.direction === "import" && libraries.has(group.module))
    .map((group) => diagnostics("zig/library-name", group.span, { name: group.module }));

/** `@bounds` is the lower limit of the arena, where it is a number. */
function checkArena(cx: Context): readonly Diagnostic[] {
  const given = String(cx.options.get("arena-bytes"));
  const bytes = /^\d{1,10}$/.test(given) ? Number(given) : 0;
  if (bytes < 16 || bytes > 1 << 30) return [diagnostics("zig/arena-bytes", undefined, { given })];
  if (cx.options.get("realloc") === "heap") return [];
  return cx.plan.groups
    .flatMap((g) => g.functions)
    .flatMap((fn) => {
      const needs = (fn.directives?.bounds?.terms ?? [])
        .map((term) => term.reduce<number>((all, factor) => all * (typeof factor === "number" ? factor : 0), 1))
        .reduce((a, b) => a + b, 0);
      return needs > bytes ? [diagnostics("zig/arena-too-small", fn.span, { given: bytes, name: fn.name, needs })] : [];
    });
}
