/** TypeScript spelling: types in PascalCase, everything else in camelCase, cases as string literals. */
import type { NamePolicy, SymbolPath } from "../../emit/names.js";

const words = (name: string): readonly string[] => name.toLowerCase().split("-");
const upperFirst = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const pascal = (name: string): string => words(name).map(upperFirst).join("");
export const camel = (name: string): string =>
  words(name)
    .map((word, i) => (i === 0 ? word : upperFirst(word)))
    .join("");

/** Globals that generated files use: a WIT type of that name would hide them. */
const globals = new Set(
  "Array BigInt Buffer Error Function ImportFields InstanceRuntime Map Number Object Promise ReadonlyMap Record String Symbol TypeError Uint8Array".split(
    " ",
  ),
);

/** Words of the language, and what generated functions find around them. */
const taken = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in " +
    "instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield " +
    "guard guests handles host instance memory minted rt thrown failure views"
  ).split(" "),
);

export const hostTsNames: NamePolicy = {
  // Which words are reserved depends on the kind of symbol: `spell` settles it.
  reserved: new Set(),
  escape: (name, attempt) => `${name}${attempt}`,
  spell,
  space,
};

function spell(path: SymbolPath): string {
  switch (path.kind) {
    case "type":
    case "resource": {
      const name = pascal(path.name);
      return globals.has(name) ? `${name}_` : name;
    }
    case "case":
      return JSON.stringify(path.name);
    case "func":
      return funcName(path);
    case "field":
    case "flag":
      return camel(path.name);
    case "param":
    case "local": {
      const name = camel(path.name);
      return taken.has(name) ? `${name}_` : name;
    }
  }
}

function funcName(path: SymbolPath): string {
  if (path.func === "constructor") return "create";
  // Objects have an optional `drop` of their own.
  return path.func === "method" && path.name === "drop" ? "drop_" : camel(path.name);
}

function space(path: SymbolPath): string {
  const { namespace, name, version } = path.package;
  const home = `${namespace}:${name}/${path.interface}@${version ?? ""}`;
  switch (path.kind) {
    case "type":
    case "resource":
      return `types ${home}`;
    case "func":
      return `funcs ${home} ${path.direction ?? ""} ${path.parent ?? ""} ${path.func === "method" ? "method" : "own"}`;
    default:
      return "";
  }
}
