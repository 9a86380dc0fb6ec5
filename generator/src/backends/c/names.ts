/** Spelling of C: `ns_package_interface_name`, types with `_t`, constants in capitals; reserved words of C and C++. */
import type { AnonymousShape, NamePolicy, SymbolPath } from "../../emit/names.js";

const keywords = `
  auto break case char const continue default do double else enum extern float for goto if inline int long register
  restrict return short signed sizeof static struct switch typedef union unsigned void volatile while
  alignas alignof and and_eq asm atomic_cancel atomic_commit atomic_noexcept bitand bitor bool catch char8_t char16_t
  char32_t class compl concept consteval constexpr constinit const_cast co_await co_return co_yield decltype delete
  dynamic_cast explicit export false friend mutable namespace new noexcept not not_eq nullptr operator or or_eq private
  protected public reflexpr reinterpret_cast requires static_assert static_cast synchronized template this thread_local
  throw true try typeid typename typeof typeof_unqual using virtual wchar_t xor xor_eq`;
/** What the headers that every C program meets declare in lower case. */
const headers = `
  errno stdin stdout stderr linux unix i386 main memcpy memmove memset malloc free abort
  size_t ptrdiff_t wchar_t intptr_t uintptr_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t`;

export const reserved: ReadonlySet<string> = new Set(`${keywords} ${headers}`.trim().split(/\s+/));

export const snake = (kebab: string): string => kebab.toLowerCase().replaceAll("-", "_");
export const upper = (text: string): string => text.replaceAll("-", "_").toUpperCase();

/** A case's member in the union of its variant; kebab names end in no hyphen, so the underscore is free. */
export const memberName = (kebab: string): string =>
  reserved.has(snake(kebab)) ? `${snake(kebab)}_` : apart(snake(kebab));

/** Names that the header declares beside the methods of a resource. */
const intrinsics = new Set(["drop", "own", "rep", "destroy"]);

/** The runtime's names have these leads, and generated bodies use them. */
const isOurs = (name: string): boolean => /^(?:okrt|wit)(?:_|$)/.test(name);
const apart = (name: string): string => (isOurs(name) ? `${name}_` : name);

/** `ocre_gpio_lines`; an interface named `types` adds nothing, nor does a word that repeats the one before it. */
export function prefixOf(path: Pick<SymbolPath, "package" | "interface">): string {
  const all = joined([path.package.namespace, path.package.name, path.interface === "types" ? "" : path.interface]);
  return isOurs(all) ? `pkg_${all}` : all;
}

function joined(names: readonly string[]): string {
  const words: string[] = [];
  for (const name of names.map(snake)) if (name !== "" && name !== words.at(-1)) words.push(name);
  return words.join("_");
}

function spell(path: SymbolPath): string {
  const prefix = prefixOf(path);
  switch (path.kind) {
    case "type":
    case "resource": {
      // A struct's tag is the type's name without its `_t`, and must be no other type's name and no keyword.
      const tag = joined([prefix, /(^|-)t$/.test(path.name) ? `${path.name}-type` : path.name]);
      return reserved.has(tag) ? `${tag}_type_t` : `${tag}_t`;
    }
    case "func": {
      if (path.func === "free") return path.interface === path.name ? prefix : joined([prefix, path.name]);
      if (path.func === "constructor") return `${joined([prefix, path.name])}_new`;
      return joined([prefix, path.parent ?? "", intrinsics.has(path.name) ? `${path.name}_` : path.name]);
    }
    case "case":
    case "flag":
      return upper(joined([prefix, path.parent ?? "", path.name]));
    case "field":
      return /^\d/.test(path.name) ? `f${path.name}` : apart(snake(path.name));
    case "param":
      return apart(snake(path.name));
    case "local":
      // Where a function puts its answer is called so.
      return path.name === "out" || path.name === "err" ? `${path.name}_value` : apart(snake(path.name));
  }
}

function anonymous(shape: AnonymousShape, parts: readonly string[]): string {
  const bare = parts.map((p) => p.replace(/_t$/, ""));
  const first = bare[0] ?? "";
  const lead = first.includes("_") ? first : `wit_${first}`;
  switch (shape.kind) {
    case "list":
      return first === "u8" ? "wit_bytes_t" : `${lead}_list_t`;
    case "map":
    case "option":
      return `${lead}_${shape.kind}_t`;
    case "array":
      return `${lead}_array${shape.length}_t`;
    case "tuple":
    case "result":
      return `wit_${shape.kind}_${bare.map((p) => p.replace(/^wit_/, "")).join("_")}_t`;
    case "own":
      return parts[0] ?? "";
    case "borrow":
      return `${first}_borrow_t`;
  }
}

export const names: NamePolicy = {
  reserved,
  escape(name, attempt, path) {
    if (attempt === 0) return `${name}_`;
    // An interface that is both imported and exported: the app calls one function and implements the other.
    if (path?.exported === true && attempt === 2)
      return `${path.kind === "case" || path.kind === "flag" ? "EXPORTS_" : "exports_"}${name}`;
    return name.endsWith("_t") ? `${name.slice(0, -2)}_${attempt}_t` : `${name}_${attempt}`;
  },
  spell,
  space: (path) => (path.kind === "field" || path.kind === "param" || path.kind === "local" ? "" : "identifiers"),
  anonymous,
};
