/** Random WIT text that uses the whole language; nearly all of it is valid. */
import * as fc from "fast-check";

export interface WitOptions {
  /** `include` copies types, which then have other ids when they are printed and read again. */
  readonly includes: boolean;
}

/** One file: a package, and perhaps nested ones that it uses. */
export function arbitraryWit(options: WitOptions): fc.Arbitrary<string> {
  return fc.gen().map((g) => new Writer(g, options).write());
}

interface Iface {
  readonly path: string;
  readonly pkg: string;
  readonly values: string[];
  readonly resources: string[];
}

interface Scope {
  readonly values: string[];
  readonly resources: string[];
}

const primitives = ["bool", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "f32", "f64", "char", "string"];
const keys = primitives.filter((name) => !name.startsWith("f"));
const keywords = ["list", "type", "use", "interface", "record", "result", "func", "string", "async", "from", "static"];

class Writer {
  readonly #g: fc.GeneratorValue;
  readonly #options: WitOptions;
  #count = 0;

  constructor(g: fc.GeneratorValue, options: WitOptions) {
    this.#g = g;
    this.#options = options;
  }

  write(): string {
    const known: Iface[] = [];
    const deps = Array.from({ length: this.#upTo(2) }, (_, i) => {
      const version = this.#pick(["", "@1.0.0", "@0.2.0-rc.1", "@2.1.0+b.7"]);
      return this.#package(`dep:p${i}`, version, known, true);
    });
    const main = this.#package("main:main", this.#pick(["", "@1.2.3"]), known, false);
    return [main, ...deps].join("\n");
  }

  #package(name: string, version: string, known: Iface[], nested: boolean): string {
    const isVersioned = version !== "";
    const items: string[] = [];
    const worlds: string[] = [];
    for (let n = this.#upTo(3); n >= 0; n--) {
      const path = this.#name("i");
      const iface: Iface = { path, pkg: `${name} ${version}`, values: [], resources: [] };
      const body = this.#members(iface, known, name, version);
      items.push(`${this.#docs()}${this.#gate(isVersioned)}interface ${path} {\n${body}}\n`);
      known.push(iface);
    }
    for (let n = this.#upTo(2); n > 0; n--) {
      const world = this.#name("w");
      items.push(`${this.#docs()}world ${world} {\n${this.#world(known, worlds, name, version)}}\n`);
      worlds.push(world);
    }
    const body = this.#shuffle(items).join("");
    return nested
      ? `${this.#docs()}package ${name}${version} {\n${body}}`
      : `${this.#docs()}package ${name}${version};\n${body}`;
  }

  #path(iface: Iface, name: string, version: string): string {
    if (iface.pkg === `${name} ${version}`) return iface.path;
    const [pkg = "", at = ""] = iface.pkg.split(" ");
    return `${pkg}/${iface.path}${at}`;
  }

  #uses(scope: Scope, known: readonly Iface[], name: string, version: string): string {
    let text = "";
    for (const iface of known.filter(() => this.#upTo(3) === 0)) {
      const names = [
        ...iface.values.map((type) => ({ type, into: scope.values })),
        ...iface.resources.map((type) => ({ type, into: scope.resources })),
      ].filter(() => this.#upTo(1) === 0);
      if (names.length === 0) continue;
      const list = names.map(({ type, into }) => {
        const as = this.#name("u");
        into.push(as);
        return `${type} as ${as}`;
      });
      text += `use ${this.#path(iface, name, version)}.{${list.join(", ")}};\n`;
    }
    return text;
  }

  #members(iface: Iface, known: readonly Iface[], name: string, version: string): string {
    const isVersioned = version !== "";
    const uses = this.#uses(iface, known, name, version);
    const parts: string[] = [];
    for (let n = this.#upTo(4); n > 0; n--) parts.push(this.#docs() + this.#gate(isVersioned) + this.#typeDecl(iface));
    for (let n = this.#upTo(3); n > 0; n--)
      parts.push(this.#docs() + this.#gate(isVersioned) + this.#namedFunc(iface, ""));
    return uses + this.#shuffle(parts).join("");
  }

  #world(known: readonly Iface[], worlds: readonly string[], name: string, version: string): string {
    const scope: Scope = { values: [], resources: [] };
    const parts: string[] = [];
    const uses = this.#uses(scope, known, name, version);
    for (const verb of ["import", "export"]) {
      for (const iface of known.filter(() => this.#upTo(2) === 0)) {
        const label = this.#upTo(3) === 0 ? `${this.#name("l")}: ` : "";
        parts.push(`${this.#docs()}${verb} ${label}${this.#path(iface, name, version)};\n`);
      }
    }
    for (let n = this.#upTo(2); n > 0; n--) parts.push(this.#docs() + this.#typeDecl(scope));
    for (let n = this.#upTo(2); n > 0; n--) {
      parts.push(`${this.#docs()}${this.#pick(["import", "export"])} ${this.#namedFunc(scope, "")}`);
    }
    if (this.#upTo(3) === 0) {
      const inner: Iface = { path: "", pkg: "", values: [], resources: [] };
      const body = this.#members(inner, known, name, version);
      parts.push(`${this.#docs()}${this.#pick(["import", "export"])} ${this.#name("n")}: interface {\n${body}}\n`);
    }
    const last = worlds.at(-1);
    if (this.#options.includes && last !== undefined && this.#upTo(1) === 0) parts.push(`include ${last};\n`);
    return uses + this.#shuffle(parts).join("");
  }

  #typeDecl(scope: Scope): string {
    const name = this.#name("t");
    const fields = () => Array.from({ length: 1 + this.#upTo(3) }, () => `${this.#docs()}${this.#name("f")}`);
    const kind = this.#pick(["alias", "record", "variant", "enum", "flags", "resource"] as const);
    if (kind === "resource") {
      const own: Scope = { values: scope.values, resources: [...scope.resources, name] };
      const funcs = Array.from({ length: this.#upTo(3) }, () => {
        const mark = this.#pick(["", "", "static "]);
        return this.#docs() + this.#namedFunc(own, mark);
      });
      const maker = this.#upTo(2) === 0 ? [`constructor(${this.#params(own)});\n`] : [];
      // The resource is known to what comes after it, whatever the order of the text.
      const text = `resource ${name} {\n${[...maker, ...funcs].join("")}}\n`;
      scope.resources.push(name);
      return text;
    }
    const type = () => this.#type(scope, 2, false);
    const body = {
      alias: () => `type ${name} = ${type()};\n`,
      record: () =>
        `record ${name} {\n${fields()
          .map((f) => `${f}: ${type()},\n`)
          .join("")}}\n`,
      variant: () =>
        `variant ${name} {\n${fields()
          .map((f) => (this.#upTo(1) === 0 ? `${f},\n` : `${f}(${type()}),\n`))
          .join("")}}\n`,
      enum: () => `enum ${name} {\n${fields().join(",\n")} }\n`,
      flags: () => `flags ${name} {\n${fields().join(",\n")} }\n`,
    }[kind]();
    scope.values.push(name);
    return body;
  }

  #namedFunc(scope: Scope, mark: string): string {
    const result = this.#upTo(1) === 0 ? "" : ` -> ${this.#type(scope, 3, false)}`;
    return `${this.#name("x")}: ${mark}${this.#pick(["", "", "async "])}func(${this.#params(scope)})${result};\n`;
  }

  #params(scope: Scope): string {
    return Array.from({ length: this.#upTo(3) }, () => `${this.#name("p")}: ${this.#type(scope, 3, true)}`).join(", ");
  }

  #type(scope: Scope, depth: number, borrows: boolean): string {
    const inner = () => this.#type(scope, depth - 1, borrows);
    const simple = [() => this.#pick(primitives), () => "error-context", () => "result", () => "stream"];
    if (scope.values.length > 0) simple.push(() => this.#pick(scope.values));
    if (scope.resources.length > 0) {
      simple.push(() => this.#pick(scope.resources));
      simple.push(() => `own<${this.#pick(scope.resources)}>`);
      if (borrows) simple.push(() => `borrow<${this.#pick(scope.resources)}>`);
    }
    if (depth === 0) return this.#pick(simple)();
    return this.#pick([
      ...simple,
      () => `list<${inner()}>`,
      () => `list<${inner()}, ${1 + this.#upTo(9)}>`,
      () => `option<${inner()}>`,
      () => `result<${inner()}>`,
      () => `result<_, ${inner()}>`,
      () => `result<${inner()}, ${inner()}>`,
      () => `tuple<${inner()}, ${inner()}>`,
      () => `map<${this.#pick(keys)}, ${inner()}>`,
      () => `future<${inner()}>`,
      () => `stream<${inner()}>`,
    ])();
  }

  /** Never twice the same: scopes need not be watched. */
  #name(prefix: string): string {
    this.#count += 1;
    const word = keywords[this.#count - 1];
    // Each keyword is a name once.
    if (word !== undefined && this.#upTo(2) === 0) return `%${word}`;
    return `${this.#pick([prefix, `${prefix}-B`, `x-${prefix}`])}-${this.#count}`;
  }

  #docs(): string {
    return this.#pick([
      "",
      "",
      "",
      "",
      "/// One line.\n",
      "/// One.\n///\n///   Two.\n",
      "// Plain.\n",
      "/** Block. */ ",
      "/**\n   * Stars.\n   */\n",
      "///\ttab\n",
      "///none\n",
      "//\n",
      "/* odd */\n",
      "/// émoji 🎈\n",
      "\n\n",
    ]);
  }

  #gate(isVersioned: boolean): string {
    if (this.#upTo(5) > 0) return "";
    return this.#pick(
      isVersioned ? ["@since(version = 0.1.0) ", "@unstable(feature = active) "] : ["@unstable(feature = active) "],
    );
  }

  #upTo(max: number): number {
    return this.#g(fc.nat, { max });
  }

  #pick<T>(items: readonly T[]): T {
    const item = items[this.#upTo(items.length - 1)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  #shuffle<T>(items: readonly T[]): T[] {
    return this.#g(fc.shuffledSubarray, [...items], { minLength: items.length });
  }
}
