/** Reading and rewriting core WebAssembly modules, without compiling them. */
export { type Attachment, attach } from "./attach.js";
export { encodeUnsigned, WasmFormatError } from "./bytes.js";
export { type CappedModule, capMemory, pageBytes } from "./cap-memory.js";
export { changeCoreModules } from "./component-modules.js";
export { removeCustomSections, setCustomSection } from "./custom-sections.js";
export { type LinkInput, type LinkOptions, type LinkResult, linkModules } from "./link.js";
export {
  type CustomSection,
  type ExternKind,
  type ExternType,
  type FunctionType,
  type Limits,
  readCustomSections,
  readModule,
  type ValueType,
  type WasmExport,
  type WasmImport,
  type WasmModule,
} from "./module.js";
export { memoryPages, type Prelinked, type PrelinkOptions, prelink } from "./prelink.js";
export { type AvailableImport, linkPreview1, preview1Adapter } from "./preview1-adapter.js";
export { callsIn, type FunctionReplacement, replaceFunction } from "./replace-function.js";
export { binaryKind } from "./sections.js";
export { type Code, ModuleWriter, type NewFunction, op } from "./write-module.js";
