/** Back-ends: the contract, the driver, the registry. */
export type * from "./contract.js";
export { createContext, type Generated, type GenerateOptions, generate } from "./driver.js";
export { findLanguage, type Language, languages } from "./registry.js";
