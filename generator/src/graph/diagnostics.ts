/** The mistakes of meaning: names that are not there or there twice, cycles, gates, worlds that contradict themselves. */
import { defineDiagnostics } from "../diagnostics/define.js";

interface Unknown {
  readonly name: string;
  /** From `didYouMean`. */
  readonly near: string;
}

export const meaning = defineDiagnostics({
  "wit/too-many": {
    message: (p: { limit: number }) => `more than ${p.limit} mistakes; the rest is not shown`,
  },
  "wit/unreadable": {
    message: (p: { path: string; reason: string }) => `cannot read '${p.path}': ${p.reason}`,
    hint: () => "name a '.wit' file, or a folder with '.wit' files and perhaps a 'deps' folder",
  },
  "wit/invalid-utf8": {
    message: (p: { path: string }) => `'${p.path}' is not valid UTF-8 from here on`,
    hint: () => "save the file as UTF-8",
  },
  "wit/binary-package": {
    message: (p: { path: string }) => `'${p.path}' is a compiled WIT package, and only text is read`,
    hint: () => "turn it into text with 'wasm-tools component wit'",
  },
  "wit/no-package": {
    message: (p: { path: string }) => `'${p.path}' does not say which package it is`,
    hint: () => "begin one of its files with 'package namespace:name;'",
  },
  "wit/package-mismatch": {
    message: (p: { name: string; previous: string }) =>
      `this file is of package '${p.name}', but a file beside it is of '${p.previous}'`,
    hint: () => "files in one folder belong to one package; move a dependency to the folder 'deps'",
  },
  "wit/package-docs-twice": {
    message: () => "the package is documented in two files",
    hint: () => "keep the comment before 'package' in one file only",
  },
  "wit/nested-package": {
    message: () => "a nested package cannot contain another one",
    hint: () => "move it to the outermost level of the file",
  },
  "wit/duplicate-package": {
    message: (p: { name: string }) => `package '${p.name}' is defined twice`,
    hint: () => "keep one of the two, or give them different versions",
  },
  "wit/unknown-package": {
    message: (p: Unknown) => `there is no package '${p.name}'${p.near}`,
    hint: () => "put it into the folder 'deps' beside your package, or correct the name or the version",
  },
  "wit/unknown-item": {
    message: (p: Unknown & { what: string; package?: string }) =>
      `there is no ${p.what} '${p.name}'${p.package === undefined ? "" : ` in package '${p.package}'`}${p.near}`,
  },
  "wit/unknown-type": {
    message: (p: Unknown) => `there is no type '${p.name}' here${p.near}`,
    hint: () => "declare it, or bring it in with 'use interface.{name};'",
  },
  "wit/unknown-name": {
    message: (p: Unknown & { interface: string }) => `interface '${p.interface}' has no type '${p.name}'${p.near}`,
  },
  "wit/not-a-type": {
    message: (p: { name: string }) => `'${p.name}' is a function, not a type`,
    hint: () => "only types can be used here",
  },
  "wit/wrong-item": {
    message: (p: { name: string; is: string; wanted: string }) => `'${p.name}' is ${p.is}, not ${p.wanted}`,
  },
  "wit/duplicate-name": {
    message: (p: { what: string; name: string }) => `${p.what} '${p.name}' is defined twice`,
    hint: () => "rename or remove one of them",
  },
  "wit/similar-name": {
    message: (p: { name: string; previous: string }) => `'${p.name}' and '${p.previous}' are too similar`,
    hint: () => "names must differ in more than upper and lower case, hyphens and the kind of function",
  },
  "wit/imported-twice": {
    message: (p: { verb: string; name: string }) => `interface '${p.name}' is ${p.verb}ed twice`,
    hint: () => "remove one, or give one a name of its own: 'import name: interface;'",
  },
  "wit/name-taken": {
    message: (p: { verb: string; name: string; previous: string }) =>
      `${p.verb} '${p.name}' has the name of an earlier ${p.previous}`,
    hint: () => "rename one of them",
  },
  "wit/shadowing": {
    message: (p: { verb: string; name: string }) => `the included world brings a second ${p.verb} '${p.name}'`,
    hint: (p: { name: string }) => `rename it: 'include world with { ${p.name} as other-name }'`,
  },
  "wit/rename-unknown": {
    message: (p: Unknown) => `the included world has no import or export named '${p.name}'${p.near}`,
    hint: () => "only kebab names can be renamed, not 'package:path/interface'",
  },
  "wit/similar-world-names": {
    message: (p: { verb: string; world: string; name: string; previous: string }) =>
      `${p.verb}s '${p.name}' and '${p.previous}' of world '${p.world}' are too similar`,
    hint: () => "rename one with 'include ... with { old as new }'",
  },
  "wit/cycle": {
    message: (p: { what: string; path: readonly string[] }) =>
      `${p.what} '${p.path[0] ?? ""}' depends on itself: ${shortPath(p.path).join(" -> ")}`,
    hint: (p: { what: string }) =>
      p.what === "type"
        ? "values in WIT are finite trees; break the cycle with a resource, or with an index into a list"
        : "move what both need into a third one",
  },
  "wit/empty-type": {
    message: (p: { what: string }) => `this ${p.what} is empty`,
    hint: () => "the Component Model has no empty types; add a member or remove the type",
  },
  "wit/too-many-flags": {
    message: () => "a flags type has at most 32 flags",
    hint: () => "split it into two types",
  },
  "wit/map-key": {
    message: () => "this type cannot be the key of a map",
    hint: () => "keys are bool, the integers, char or string",
  },
  "wit/not-a-resource": {
    message: (p: { name: string }) => `'${p.name}' is not a resource, so there are no handles to it`,
    hint: () => "use the type itself instead of 'own<...>' or 'borrow<...>'",
  },
  "wit/borrow-in-result": {
    message: (p: { name: string }) => `function '${p.name}' returns a borrowed handle`,
    hint: () => "a borrow ends with the call; return an owned handle ('own<r>' or plain 'r')",
  },
  "wit/constructor-result": {
    message: () => "a constructor returns nothing, or a 'result' whose ok type is its resource",
    hint: () => "write '-> result<the-resource, error>' or leave the result out",
  },
  "wit/accessor": { message: (p: { problem: string }) => p.problem },
  "wit/gate": { message: (p: { problem: string }) => p.problem },
  "wit/gate-version": {
    message: (p: { since: string; package: string }) =>
      `@since(version = ${p.since}) is later than package '${p.package}'`,
    hint: () => "raise the version of the package, or mark the item with '@unstable(feature = ...)'",
  },
  "wit/gate-unversioned": {
    message: (p: { package: string }) => `@since needs a version to compare with, and package '${p.package}' has none`,
    hint: () => "add a version to the package: 'package namespace:name@1.0.0;'",
  },
  "wit/gated-off": {
    message: (p: { what: string }) => `this needs a ${p.what} whose feature is switched off`,
    hint: () => "gate this item with the same '@unstable(feature = ...)', or switch the feature on with '--features'",
  },
  "wit/stability-mismatch": {
    message: () => "the included world gates this interface differently",
    hint: () => "give both imports the same '@since' or '@unstable'",
  },
  "wit/transitive-dependency": {
    message: (p: { name: string }) =>
      `world exports '${p.name}', which needs an interface both as an import and as an export`,
    hint: () => "export every interface between the two as well, or none of them",
  },
  "wit/unknown-world": {
    message: (p: Unknown & { package: string }) => `package '${p.package}' has no world '${p.name}'${p.near}`,
  },
  "wit/choose-world": {
    message: (p: { package: string; worlds: readonly string[] }) =>
      p.worlds.length === 0
        ? `package '${p.package}' has no world`
        : `package '${p.package}' has ${p.worlds.length} worlds: ${p.worlds.join(", ")}`,
    hint: (p: { worlds: readonly string[] }) =>
      p.worlds.length === 0 ? "add one, or name another package's with '--world'" : "choose one with '--world NAME'",
  },
  "wit/world-path": {
    message: (p: { text: string }) => `'${p.text}' does not name a world`,
    hint: () => "write 'world', 'namespace:package/world' or 'namespace:package/world@version'",
  },
});

/** A circle of thousands is known by its ends. */
function shortPath(path: readonly string[]): readonly string[] {
  return path.length <= 20 ? path : [...path.slice(0, 10), "...", ...path.slice(-5)];
}
