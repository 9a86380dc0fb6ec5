/** Diagnostics: declaring, making, locating and showing them. */
export { type Area, defineDiagnostics, type Template } from "./define.js";
export type { Diagnostic, Severity } from "./diagnostic.js";
export { type Location, locate } from "./location.js";
export { place, type RenderOptions, renderDiagnostic, renderDiagnostics, sortDiagnostics } from "./render.js";
export { didYouMean, suggest } from "./suggest.js";
