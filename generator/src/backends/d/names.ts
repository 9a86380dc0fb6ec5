/** Spelling of D: `camelCase` functions, fields and cases, `PascalCase` types; keywords get an underscore. */
import type { NamePolicy, SymbolPath } from "../../emit/names.js";

const keywords = `
  abstract alias align asm assert auto body bool break byte case cast catch cdouble cent cfloat char class const continue
  creal dchar debug default delegate delete deprecated do double else enum export extern false final finally float for
  foreach foreach_reverse function goto idouble if ifloat immutable import in inout int interface invariant ireal is lazy
  long macro mixin module new nothrow null out override package pragma private protected public pure real ref return scope
  shared short static struct super switch synchronized template this throw true try typeid typeof ubyte ucent uint ulong
  union unittest ushort version void wchar while with __FILE__ __gshared __traits __vector __parameters`;
/** What every type or value has already, and the module that all of the SDK builds on. */
const properties = "alignof init mangleof max min offsetof sizeof stringof tupleof wit";
/** Names of the module `object`, which every program sees, and its own. */
const object = "object dstring hash_t noreturn ptrdiff_t size_t string wstring";

export const reserved: ReadonlySet<string> = new Set(`${keywords} ${properties} ${object}`.trim().split(/\s+/));

/** Where a program starts, in a struct too. */
const start = new Set(["main"]);
/** What the generator declares beside the methods of a resource, the cases of a variant and the flags of flags. */
const ownOfResource = new Set([...start, "close", "handle", "make", "own", "rep"]);
const ownOfVariant = new Set(["as", "tag"]);
const ownOfFlags = new Set(["none"]);
/** What a variant calls the type of its tag, which hides a type of that name inside. */
const ownTypes = new Set(["Tag"]);

const words = (kebab: string): readonly string[] => kebab.toLowerCase().split("-");
const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
export const pascal = (kebab: string): string => words(kebab).map(capital).join("");
export const camel = (kebab: string): string =>
  words(kebab)
    .map((w, i) => (i === 0 ? w : capital(w)))
    .join("");
/** `name_`, where D has the word itself. */
export const free = (name: string): string => (reserved.has(name) ? `${name}_` : name);
/** A package or a module. */
export const snake = (kebab: string): string => kebab.toLowerCase().replaceAll("-", "_");

const unless = (taken: ReadonlySet<string>, name: string): string => (taken.has(name) ? `${name}_` : name);

/** A member called `opCall` is what parentheses behind a value mean. */
const operator = (name: string): string => (/^op[A-Z]/.test(name) ? `${name}_` : name);

function spell(path: SymbolPath): string {
  const name = camel(path.name);
  switch (path.kind) {
    case "type":
    case "resource":
      return unless(ownTypes, pascal(path.name));
    case "func":
      if (path.func === "constructor") return "make";
      return path.func === "free" ? unless(start, name) : operator(unless(ownOfResource, name));
    case "case":
      return unless(ownOfVariant, name);
    case "flag":
      return unless(ownOfFlags, name);
    default:
      return name;
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
