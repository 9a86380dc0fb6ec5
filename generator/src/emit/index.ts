/** Emission: fragments, names, docs, runtime files, writing. */
export { assignNames } from "./assign-names.js";
export { banner, type CommentStyle, commentStyle } from "./banner.js";
export * from "./code.js";
export { type DocFact, docFacts, docText, permissionText } from "./docs.js";
export type { FileSet, GeneratedFile } from "./files.js";
export type { AnonymousShape, NamePolicy, Names, SymbolKind, SymbolPath } from "./names.js";
export { generatorVersion, templateFolder } from "./package-root.js";
export {
  type RuntimeChoice,
  type RuntimeFile,
  type RuntimeManifest,
  readRuntimeManifest,
  runtimeFiles,
} from "./runtime.js";
export { type WriteOptions, type WriteReport, writeFiles } from "./writer.js";
