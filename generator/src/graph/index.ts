/** The resolved WIT: loading, printing, choosing a world. Later stages import from here. */
export type { LoadResult, SourceGroup } from "./assemble.js";
export { graphToJson, type Json } from "./json.js";
export { type LoadOptions, loadWit, loadWitSources } from "./load.js";
export * from "./model.js";
export { comparePackages, packageText } from "./names.js";
export { type PrintOptions, printWit } from "./print.js";
export { printType } from "./print-types.js";
export { selectWorld } from "./select-world.js";
