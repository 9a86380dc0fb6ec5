/** Spelling of Rust: `snake_case` functions, `UpperCamelCase` types and cases; a word that Rust has itself gets an underscore. */
import type { NamePolicy, SymbolPath } from "../../emit/names.js";

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

export const keywords = words(`
  abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in
  let loop macro match mod move mut override priv pub ref return self static struct super trait true try type typeof
  unsafe unsized use virtual where while yield`);
/** What generated code calls by these names without a path: the prelude, and the parameter of the glue. */
export const preludeTypes = words("AsRef Default Drop Err Fn From G Into None Ok Option Result Self Sized Some");
/** Functions of a resource that the SDK declares itself, or that a trait of the prelude would hide in a call. */
const ownMethods = words("drop_handle from_handle handle into try_into");

const parts = (kebab: string): readonly string[] => kebab.toLowerCase().split("-");
const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
export const camel = (kebab: string): string => parts(kebab).map(capital).join("");
export const snake = (kebab: string): string => parts(kebab).join("_");

/** `name_`, where Rust has the word itself. */
export const free = (name: string): string => (keywords.has(name) ? `${name}_` : name);

const isType = ({ kind }: SymbolPath): boolean => kind === "type" || kind === "resource" || kind === "case";

function spell(path: SymbolPath): string {
  switch (path.kind) {
    case "type":
    case "resource": {
      const name = camel(path.name);
      return preludeTypes.has(name) ? `${name}_` : name;
    }
    case "case":
      return camel(path.name) === "Self" ? "Self_" : camel(path.name);
    case "flag":
      return snake(path.name).toUpperCase();
    case "func":
      if (path.func === "constructor") return "new";
      return path.func !== "free" && ownMethods.has(snake(path.name)) ? `${snake(path.name)}_` : snake(path.name);
    case "field":
    case "param":
    case "local":
      return snake(path.name);
  }
}

export const names: NamePolicy = {
  reserved: keywords,
  // A number behind an underscore is no UpperCamelCase.
  escape: (name, attempt, path) => {
    if (attempt !== 0) return path !== undefined && isType(path) ? `${name}${attempt}` : `${name}_${attempt}`;
    return path?.kind === "param" && path.func === "method" && name === "self" ? name : `${name}_`;
  },
  spell,
  space(path) {
    const { namespace, name, version } = path.package;
    const home = `${namespace}:${name}@${version ?? ""}/${path.interface}`;
    switch (path.kind) {
      case "type":
      case "resource":
        return `type ${home} ${path.exported}`;
      case "func":
        return `${path.direction} ${home} ${path.func === "free" ? "" : path.parent}`;
      default:
        return "";
    }
  },
};
