/** What can be wrong with a project besides its WIT and its module. */
import { buildableLanguages } from "../backend/registry.js";
import { defineDiagnostics } from "../diagnostics/index.js";

export const buildDiagnostics = defineDiagnostics({
  "build/no-manifest": {
    message: (p: { path: string }) => `${p.path} is not there`,
    hint: () => "name the folder of an app, or start one with 'ocrekit new c my-app'",
  },
  "build/manifest-lacks": {
    message: (p: { key: string; example: string }) => `'${p.key}' is missing; a build needs it`,
    hint: (p: { example: string }) => `for example: ${p.example}`,
  },
  "build/unknown-language": {
    message: (p: { language: string }) => `'ocrekit build' compiles no '${p.language}'`,
    hint: () =>
      `it compiles ${buildableLanguages.join(", ")}; for another language run its own compiler on what 'ocrekit generate' writes`,
  },
  "build/bad-value": {
    message: (p: { name: string; why: string }) => `'${p.name}' ${p.why}`,
  },
  "build/unknown-option": {
    message: (p: { name: string; near: string; known: readonly string[] }) =>
      `there is no build option '${p.name}'${p.near}`,
    hint: (p: { known: readonly string[] }) => `there is: ${p.known.join(", ")}`,
  },
  "build/no-source": {
    message: (p: { path: string }) => `the source '${p.path}' is not there`,
    hint: () => "paths in build.sources start at the folder of ocre.json and use '/'",
  },
  "build/no-world": {
    message: (p: { world: string }) => `there is no world '${p.world}'`,
    hint: (p: { worlds: readonly string[] }) => `there is: ${p.worlds.join(", ")}`,
  },
  "build/no-compiler": {
    message: (p: { reason: string }) => p.reason,
    hint: (p: { howToGet: readonly string[] }) => `one of these is enough: ${p.howToGet.join("; or ")}`,
  },
  "build/compiler-failed": {
    message: (p: { compiler: string; status?: number; failure?: string; output: string }) =>
      p.failure !== undefined
        ? `${p.compiler} did not start: ${p.failure}`
        : `${p.compiler} ended with ${p.status === undefined ? "a signal" : `status ${p.status}`}`,
    hint: (p: { output: string }) => {
      const missing = /undefined symbol: (\w+)/.exec(p.output)?.[1];
      if (missing === undefined) return p.output === "" ? undefined : "its messages are above";
      return `'${missing}' is used and nowhere defined; for a function that the world exports, write it, or leave out the line with its ..._EXPORT()`;
    },
  },
});
