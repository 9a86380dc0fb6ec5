/** How TypeScript spells names: types in PascalCase, everything else in camelCase, cases as string literals. */
import type { NamePolicy, SymbolPath } from "../../emit/names.js";

const words = (name: string): readonly string[] => name.toLowerCase().split("-");
const upperFirst = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const pascal = (name: string): string => words(name).map(upperFirst).join("");
export const camel = (name: string): string =>
  words(name)
    .map((word, i) => (i === 0 ? word : upperFirst(word)))
    .join("");

/** Globals that generated files use, and types that readers take for the language's own. */
const globals = new Set(
  (
    "Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error Float32Array Float64Array Function " +
    "Int16Array Int32Array Int8Array Map Math Number Object Promise Readonly ReadonlyMap Record Reflect RegExp Set String Symbol " +
    "TypeError Uint16Array Uint32Array Uint8Array"
  ).split(" "),
);

/** Words that no function and no variable of a module may be called. */
const keywords = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in " +
    "instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield"
  ).split(" "),
);

/** What generated bodies call by a bare name: a local of that name would hide it. */
const inScope = new Set(
  (
    "adopt allocate answer app element enter fixed frame give lend liftArray liftCase liftChar liftFlags liftHandle liftObject " +
    "liftString lowerArray lowerCase lowerChar lowerFlags lowerObject lowerString loweredLength leave noCase objects reclaim release resultArea succeed takeObject thrown"
  ).split(" "),
);
const isHelper = (name: string): boolean =>
  inScope.has(name) || /^(?:load|store)[SUF]?\d+$/.test(name) || /^[if]\d\dFrom/.test(name);

/** What every object has from the start. */
const objectMembers: readonly string[] =
  "constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf".split(" ");
/**
 * Members that every resource has; `new(): T` in an interface is the signature of a constructor, and an object with a
 * method `then` is taken for a promise.
 */
const instanceMembers = new Set([...objectMembers, "close", "isClosed", "new", "then"]);
const classMembers = new Set([
  ...objectMembers,
  ..."apply arguments bind call caller length name new prototype".split(" "),
]);
const flagMembers = new Set([...objectMembers, "new"]);
const implementerMembers = new Set(["constructor", "new"]);

const avoid = (name: string, taken: ReadonlySet<string>): string => (taken.has(name) ? `${name}_` : name);

export const policy: NamePolicy = {
  // Which words are reserved depends on the kind of symbol: `spell` settles it.
  reserved: new Set(),
  escape: (name, attempt) => `${name}${attempt}`,
  spell,
  space(path) {
    const { namespace, name, version } = path.package;
    const home = `${namespace}:${name}/${path.interface}@${version ?? ""}`;
    switch (path.kind) {
      case "type":
      case "resource":
        return `types ${home} ${path.exported}`;
      case "func":
        return `funcs ${home} ${path.direction ?? ""} ${path.parent ?? ""} ${path.func === "method" ? "method" : "own"}`;
      default:
        return "";
    }
  },
};

function spell(path: SymbolPath): string {
  const own = camel(path.name);
  switch (path.kind) {
    case "type":
    case "resource":
      return avoid(pascal(path.name), globals);
    case "case":
      return JSON.stringify(path.name);
    case "field":
      return own;
    case "flag":
      return avoid(own, flagMembers);
    case "param":
    case "local":
      return keywords.has(own) || isHelper(own) ? `${own}_` : own;
    case "func":
      if (path.func === "constructor") return "constructor";
      if (path.func === "method") return avoid(own, instanceMembers);
      if (path.func === "static") return avoid(own, classMembers);
      return avoid(own, path.direction === "export" ? implementerMembers : keywords);
  }
}
