/** Spelling of C++: a namespace for each package and interface, everything in lower case with underscores. */
import type { Group, Plan, TypeHome } from "../../abi/plan-model.js";
import type { NamePolicy, SymbolPath } from "../../emit/names.js";

const keywords = `
  alignas alignof and and_eq asm atomic_cancel atomic_commit atomic_noexcept auto bitand bitor bool break case catch
  char char8_t char16_t char32_t class compl concept const consteval constexpr constinit const_cast continue
  contract_assert co_await co_return co_yield decltype default delete do double dynamic_cast else enum explicit export
  extern false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or
  or_eq private protected public reflexpr register reinterpret_cast requires restrict return short signed sizeof static
  static_assert static_cast struct switch synchronized template this thread_local throw true try typedef typeid
  typename typeof union unsigned using virtual void volatile wchar_t while xor xor_eq`;
/** Macros and names of the headers that every file meets; `handlers` is the SDK's own. */
const headers = `
  errno stdin stdout stderr linux unix i386 main memcpy memmove memset malloc free abort assert offsetof
  size_t ptrdiff_t intptr_t uintptr_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t
  intmax_t uintmax_t max_align_t nullptr_t ssize_t wint_t va_list handlers`;
/** A namespace of the outermost level may not be called like these functions of libc, nor like one of ours. */
const outermost = `
  wit std exports time clock signal index rindex remove rename system exit abs labs div exp log sin cos tan pow
  floor ceil round random rand read write open close link pipe sleep access y0 y1 yn j0 j1 jn gamma select send recv
  bind listen accept connect socket shutdown kill wait environ daemon truncate`;

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));
export const reserved = words(`${keywords} ${headers}`);
const global = words(outermost);
/** What the class that owns a handle has of its own, and what the app's object behind a handle has. */
const ofOwners = words("release reset handle");
const ofObjects = words("rep destroy");
/** Members of every class for a variant or a resource, which the class itself may not be called like. */
const ofClasses = words("which val tag has visit rep get release reset handle");

export const snake = (kebab: string): string => kebab.toLowerCase().replaceAll("-", "_");
export const upper = (text: string): string => snake(text).toUpperCase();
/** Names with this lead are the SDK's own, wherever they are. */
const apart = (name: string): string => (/^okrt(?:_|$)/.test(name) ? `${name}_` : name);
export const escaped = (kebab: string): string =>
  reserved.has(snake(kebab)) ? `${snake(kebab)}_` : apart(snake(kebab));

type Place = Pick<TypeHome, "package" | "interface" | "exported">;

const known = new WeakMap<Plan, Map<string, string>>();

/** `ocre::gpio::lines`; with the version in it when a plan holds two versions of a package. */
export function namespaceOf(place: Place, plan: Plan): string {
  const { namespace, name, version } = place.package;
  const all = known.get(plan) ?? new Map<string, string>();
  known.set(plan, all);
  const key = `${place.exported} ${namespace}:${name}/${place.interface}@${version ?? ""}`;
  const found = all.get(key) ?? findNamespace(place, plan);
  all.set(key, found);
  return found;
}

function findNamespace({ package: of, interface: inner, exported }: Place, plan: Plan): string {
  const { namespace, name, version } = of;
  const [first = "", ...rest] = namespace.split(":").map(escaped);
  const versions = new Set(
    [...plan.groups.map((g) => g.package), ...plan.types.flatMap((t) => (t.home === undefined ? [] : [t.home.package]))]
      .filter((p) => p.namespace === namespace && p.name === name)
      .map((p) => p.version),
  );
  const suffix = versions.size > 1 && version !== undefined ? `_v${version.replaceAll(/[^A-Za-z0-9]/g, "_")}` : "";
  const outer = global.has(first) || first.startsWith("wit_") ? `${first}_` : first;
  const all = [outer, ...rest, suffix === "" ? escaped(name) : `${snake(name)}${suffix}`, escaped(inner)];
  return (exported ? ["exports", ...all] : all).join("::");
}

export const groupNamespace = (group: Group, plan: Plan): string =>
  namespaceOf({ package: group.package, interface: group.name, exported: group.direction === "export" }, plan);

/** `OCRE_APP_LIFECYCLE`, as in C; a word that repeats the one before it and an interface `types` add nothing. */
export function macroPrefix(path: { readonly package: Group["package"]; readonly interface: string }): string {
  const all: string[] = [];
  for (const name of [path.package.namespace, path.package.name, path.interface === "types" ? "" : path.interface])
    if (name !== "" && name !== all.at(-1)) all.push(name);
  const prefix = all.map((name) => upper(name.replaceAll(":", "-"))).join("_");
  // The runtime has macros of that lead.
  return /^OKRT(?:_|$)/.test(prefix) ? `PKG_${prefix}` : prefix;
}

function spell(path: SymbolPath): string {
  const name = apart(snake(path.name));
  switch (path.kind) {
    case "func": {
      if (path.func === "constructor") return "create";
      const own = path.exported ? ofObjects : ofOwners;
      const taken = path.parent !== undefined && (own.has(name) || snake(path.parent) === name);
      return taken ? `${name}_` : name;
    }
    case "type":
    case "resource":
      return ofClasses.has(name) ? `${name}_` : name;
    case "field":
      return /^\d/.test(name) ? `f${name}` : name;
    default:
      return name;
  }
}

export const names: NamePolicy = {
  reserved,
  escape: (name, attempt) => (attempt === 0 ? `${name}_` : `${name}_${attempt}`),
  spell,
  space(path) {
    if (path.kind !== "type" && path.kind !== "resource" && path.kind !== "func") return "";
    const { namespace, name, version } = path.package;
    const parent = path.kind === "func" && path.func !== "free" ? (path.parent ?? "") : "";
    return `${path.exported} ${namespace}:${name}@${version ?? ""}/${path.interface}.${parent}`;
  },
};
