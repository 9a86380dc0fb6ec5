/** Spelling of Zig: `camelCase` functions, `PascalCase` types, `snake_case` everything else; keywords get an underscore. */
import type { NamePolicy, SymbolPath } from "../../emit/names.js";

const keywords = `
  addrspace align allowzero and anyframe anytype asm async await break callconv catch comptime const continue defer else
  enum errdefer error export extern fn for if inline linksection noalias noinline nosuspend opaque or orelse packed pub
  resume return struct suspend switch test threadlocal try union unreachable usingnamespace var volatile while`;
/** Values and types that no declaration, parameter or local may hide; a field may be called so. */
const primitives = new Set(
  `anyerror anyopaque bool c_char c_int c_long c_longdouble c_longlong c_short c_uint c_ulong c_ulonglong c_ushort
  comptime_float comptime_int f128 f16 f32 f64 f80 false isize noreturn null true type undefined usize void
  glue impl sdk std wit`
    .trim()
    .split(/\s+/),
);

export const reserved: ReadonlySet<string> = new Set(keywords.trim().split(/\s+/));

const words = (kebab: string): readonly string[] => kebab.toLowerCase().split("-");
const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
export const pascal = (kebab: string): string => words(kebab).map(capital).join("");
const camel = (kebab: string): string =>
  words(kebab)
    .map((w, i) => (i === 0 ? w : capital(w)))
    .join("");
const isPrimitive = (name: string): boolean => primitives.has(name) || /^[iu]\d+$/.test(name);

/** `u0_x` is read as an integer type that begins with a zero; no name of WIT begins with an underscore. */
const readable = (name: string): string => (/^[iu]0/.test(name) ? `_${name}` : name);
/** Where a declaration, parameter or local may not be called as what Zig has itself. */
const unhidden = (name: string): string => readable(isPrimitive(name) ? `${name}_` : name);
/** `name_`, where Zig has the word itself. */
export const free = (name: string): string => (reserved.has(name) ? `${name}_` : unhidden(name));
/** A name space, a parameter or a local. */
export const snake = (kebab: string): string => kebab.toLowerCase().replaceAll("-", "_");

/** What stands beside the methods of a resource; the app's own struct calls its first parameter `self`. */
const ownOfResource = new Set(["deinit", "own", "rep", "self"]);

function spell(path: SymbolPath): string {
  switch (path.kind) {
    case "type":
    case "resource":
      return pascal(path.name);
    case "func": {
      if (path.func === "constructor") return "init";
      const name = camel(path.name);
      const own = path.func !== "free" && ownOfResource.has(name);
      return own ? `${name}_` : unhidden(name);
    }
    case "field":
      return /^\d/.test(path.name) ? `@"${path.name}"` : snake(path.name);
    case "case":
    case "flag":
      return snake(path.name);
    case "param":
    case "local":
      return unhidden(snake(path.name));
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
