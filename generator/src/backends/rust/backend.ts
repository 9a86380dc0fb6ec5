/** The Rust back-end: owned values without copies, traits for what an app implements, handles that drop themselves. */
import type { AbiProfile } from "../../abi/profile.js";
import type { Backend } from "../../backend/contract.js";
import { typeDecl } from "./declarations.js";
import { expr } from "./expressions.js";
import { file, files } from "./files.js";
import { func, spelling } from "./functions.js";
import { names } from "./names.js";
import { packageFiles, runtime } from "./package.js";
import { resourceDecl } from "./resources.js";
import { stmt } from "./statements.js";
import { stubFiles } from "./stubs.js";
import { typeRef } from "./types.js";

const profile: AbiProfile = {
  layout: "copied",
  memory: "pointer",
  storage: "owned",
  errors: "returned",
  bulk: new Set(["u8", "s8", "u16", "s16", "u32", "s32", "u64", "s64", "f32", "f64"]),
};

export const backend: Backend = {
  id: "rust",
  title: "Rust",
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
    { name: "crate", kind: "string", default: "sdk", help: "name of the package in Cargo.toml" },
    {
      name: "panic",
      kind: "string",
      values: ["place", "message"],
      default: "place",
      help: "what a panic says in the log; message: also what was formatted into it, for some 3 kB",
    },
    {
      name: "realloc",
      kind: "string",
      values: ["heap", "none"],
      default: "heap",
      help: "none: for an app that gets no strings and no lists from the host",
    },
    { name: "std", kind: "flag", help: "the app uses the standard library (larger by some 10 kB)" },
  ],
  files,
  typeRef,
  typeDecl,
  resourceDecl: (resource, _, cx) => resourceDecl(resource, [], cx),
  func: (_, cx) => func(cx),
  spelling,
  expr,
  stmt,
  file,
  runtime,
  extraFiles: (cx) => [...packageFiles(cx), ...stubFiles(cx)],
};
