/** Go guests: packages for interfaces, errors for errors, a collector that the host's pointers must not escape. */
import type { AbiProfile } from "../../abi/profile.js";
import type { Backend, Context } from "../../backend/contract.js";
import { type Diagnostic, defineDiagnostics } from "../../diagnostics/index.js";
import { typeDecl } from "./declarations.js";
import { expr } from "./expressions.js";
import { defaultModule, extraFiles, file, files } from "./files.js";
import { func, resourceDecl, spelling } from "./functions.js";
import { stmt } from "./glue.js";
import { names } from "./names.js";
import { modulePath } from "./packages.js";
import { typeRef } from "./types.js";

const profile: AbiProfile = {
  layout: "copied",
  memory: "pointer",
  storage: "gc",
  errors: "thrown",
  bulk: new Set(["u8", "s8", "u16", "s16", "u32", "s32", "u64", "s64", "f32", "f64", "char"]),
};

const diagnostics = defineDiagnostics({
  "go/module": {
    message: (p: { given: string }) => `--module is '${p.given}', which is no path of a Go module`,
    hint: () => `write small letters, digits and - . _ ~ between slashes: ${defaultModule}`,
  },
});

export const backend: Backend = {
  id: "go",
  title: "Go",
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
  options: [{ name: "module", kind: "string", default: defaultModule, help: "path of the SDK's Go module" }],
  files,
  typeRef,
  typeDecl,
  resourceDecl,
  func,
  spelling,
  expr,
  stmt,
  file,
  extraFiles,
  // They are among the extra files, because they name the module.
  runtime: () => [],
  check: checkModule,
};

function checkModule(cx: Context): readonly Diagnostic[] {
  const given = modulePath(cx);
  const isPath = /^[a-z0-9][a-z0-9._~-]*(\/[a-z0-9_~-][a-z0-9._~-]*)*$/.test(given) && !given.includes("..");
  return isPath ? [] : [diagnostics("go/module", undefined, { given })];
}
