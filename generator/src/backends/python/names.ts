/** Spelling of Python as componentize-py's bindings have it: its keywords get an underscore. */
import type { NamePolicy, SymbolPath } from "../../emit/names.js";

const keywords = `
  False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield`;

export const reserved: ReadonlySet<string> = new Set(keywords.trim().split(/\s+/));

const words = (kebab: string): readonly string[] => kebab.toLowerCase().split("-");
const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
export const free = (name: string): string => (reserved.has(name) ? `${name}_` : name);
export const pascal = (kebab: string): string => free(words(kebab).map(capital).join(""));
export const snake = (kebab: string): string => words(kebab).join("_");

function spell(path: SymbolPath): string {
  switch (path.kind) {
    case "type":
    case "resource":
      return words(path.name).map(capital).join("");
    case "case":
    case "flag":
      return snake(path.name).toUpperCase();
    case "param":
      // Of a method the first one is called so.
      return path.name === "self" || path.name === "cls" ? `${path.name}_` : snake(path.name);
    default:
      return snake(path.name);
  }
}

export const names: NamePolicy = {
  reserved,
  escape: (name, attempt) => (attempt === 0 ? `${name}_` : `${name}_${attempt}`),
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
