/** TypeScript guests: ES modules over one native object of the engine, errors thrown, resources as classes. */
import type { Backend } from "../../backend/contract.js";
import { typeDecl } from "./declarations.js";
import { expressions } from "./expressions.js";
import { extraFiles, file, files } from "./files.js";
import { func, signature } from "./functions.js";
import { statements } from "./glue.js";
import { policy } from "./names.js";
import { resourceDecl } from "./resources.js";
import { typeRef } from "./types.js";

const coreRuntime = ["codec.ts", "engine.ts", "errors.ts", "memory.ts", "resources.ts", "values.ts"];

export const backend: Backend = {
  id: "typescript",
  title: "TypeScript",
  side: "guest",
  profile: {
    layout: "copied",
    memory: "pointer",
    storage: "arena",
    errors: "thrown",
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
      name: "target",
      kind: "string",
      values: ["core", "component"],
      default: "core",
      help: "what a build makes of the same SDK: a core module on QuickJS, or a component by componentize-js",
    },
    {
      name: "positions",
      kind: "string",
      values: ["sources", "none"],
      default: "sources",
      help: "sources: stack traces show files and lines of the app; none: no positions at all, for a smaller module",
    },
  ],
  files,
  typeRef,
  typeDecl,
  resourceDecl,
  func,
  spelling: (cx) => signature(cx.fn, cx),
  expr: expressions,
  stmt: statements,
  file,
  extraFiles,
  runtime: () => coreRuntime,
};
