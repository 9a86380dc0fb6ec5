/** The resolved WIT: loading, printing, choosing a world. Later stages import from here. */
export type { LoadResult, SourceGroup } from "./assemble.js";
export { despecialized } from "./despecialized.js";
export type { Directives, FuncDirectives, GuardDirective, Path, Permission, ScopeDecl } from "./directive-model.js";
export { type DirectiveOptions, type DirectiveResult, parseDirectives } from "./directives.js";
export { type ParsedDirectives, pathText } from "./directives-syntax.js";
export { type ElseValue, type ErrorEnum, elseValue, errorEnumOf } from "./errors.js";
export { type FunctionSite, functionSites, mintersOf, siteOf } from "./functions.js";
export { graphToJson, type Json } from "./json.js";
export { type LoadOptions, loadWit, loadWitSources } from "./load.js";
export * from "./model.js";
export { comparePackages, packageText } from "./names.js";
export { type PathResult, type ResolvedPath, resolvePath } from "./paths.js";
export { type PrintOptions, printWit } from "./print.js";
export { printType } from "./print-types.js";
export { selectWorld } from "./select-world.js";
