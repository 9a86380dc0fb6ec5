/** Names: of packages, of functions, and when two are too similar. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Span } from "../wit/span.js";
import { compareVersions } from "../wit/version.js";
import { meaning } from "./diagnostics.js";
import type { PackageName } from "./model.js";

/** `ns:name@1.0.0` */
export function packageText(name: PackageName): string {
  const version = name.version === undefined ? "" : `@${name.version}`;
  return `${name.namespace}:${name.name}${version}`;
}

/** A package without a version comes before its versions. */
export function comparePackages(a: PackageName, b: PackageName): number {
  if (a.namespace !== b.namespace) return a.namespace < b.namespace ? -1 : 1;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  if (a.version === b.version) return 0;
  if (a.version === undefined) return -1;
  if (b.version === undefined) return 1;
  return compareVersions(a.version, b.version);
}

/** Two names of one scope are too similar when this is equal; the Component Model calls it strongly unique. */
export function canonicalName(name: string): string {
  const found = /^(\[constructor\]|\[method\]|\[static\])?(\[get\]|\[set\])?(.*)$/.exec(name);
  const [, kind, accessor, rest = name] = found ?? [];
  const label = canonicalLabel(rest);
  const dot = label.indexOf(".");
  // `[method]a.a` is a candidate for the name `a` itself.
  if (dot >= 0 && label.slice(0, dot) === label.slice(dot + 1)) return label.slice(0, dot);
  if (kind === "[constructor]") return `[constructor]${label}`;
  return accessor === "[set]" ? `[set]${label}` : label;
}

export function canonicalLabel(label: string): string {
  return label.replaceAll("-", "").toLowerCase();
}

/** The names of an interface, or of a world's imports or exports. */
export class NameScope {
  readonly #names = new Map<string, { readonly name: string; readonly span: Span }>();
  readonly #report: (d: Diagnostic) => void;

  constructor(report: (d: Diagnostic) => void) {
    this.#report = report;
  }

  /** `false`, and a report, when the name is taken. */
  define(name: string, span: Span): boolean {
    const key = canonicalName(name);
    const previous = this.#names.get(key);
    if (previous === undefined) {
      this.#names.set(key, { name, span });
      return true;
    }
    const same = previous.name === name;
    const d = same
      ? meaning("wit/duplicate-name", span, { what: "name", name })
      : meaning("wit/similar-name", span, { name, previous: previous.name });
    this.#report({ ...d, notes: [{ message: "the other one", span: previous.span }] });
    return false;
  }

  /** Every setter needs its getter, of the same kind. */
  checkSetters(): void {
    const raw = new Set([...this.#names.values()].map((entry) => entry.name));
    for (const { name, span } of this.#names.values()) {
      if (!name.includes("[set]")) continue;
      const getter = name.replace("[set]", "[get]");
      if (raw.has(getter)) continue;
      this.#report(meaning("wit/accessor", span, { problem: `setter '${name}' has no getter '${getter}'` }));
    }
  }
}
