/** Random WIT packages: interfaces with types, resources and functions, and a world that imports and exports them. */
import fc from "fast-check";
import { arbitraryShape } from "./arbitrary.js";
import { type Shape, witOf } from "./shapes.js";

/** What stands in a function's signature: a value type, or a handle of one of the resources in scope. */
type Item =
  | { readonly shape: Shape }
  | { readonly handle: "own" | "borrow" | "list" | "option"; readonly resource: number };

interface Signature {
  readonly params: readonly Item[];
  readonly result: Item | null;
}

interface InterfacePart {
  readonly resources: number;
  readonly functions: readonly (Signature & { readonly kind: "free" | "method" | "static" | "constructor" })[];
  /** Names a resource of the interface before. */
  readonly uses: boolean;
}

const value: fc.Arbitrary<Item> = arbitraryShape({ depth: 2, fixed: false }).map((shape) => ({ shape }));
const handle: fc.Arbitrary<Item> = fc.record({
  handle: fc.constantFrom("own", "borrow", "list", "option"),
  resource: fc.nat(1),
});
const item = fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: handle });
const signature = { params: fc.array(item, { maxLength: 5 }), result: fc.option(item, { nil: null }) };

const interfacePart: fc.Arbitrary<InterfacePart> = fc.record({
  resources: fc.nat(2),
  functions: fc.array(fc.record({ kind: fc.constantFrom("free", "method", "static", "constructor"), ...signature }), {
    minLength: 1,
    maxLength: 5,
  }),
  uses: fc.boolean(),
});

/** A package `test:random` with one world `w`. */
export const arbitraryWorld: fc.Arbitrary<string> = fc
  .record({
    interfaces: fc.array(fc.record({ part: interfacePart, direction: fc.constantFrom("import", "export", "both") }), {
      minLength: 1,
      maxLength: 3,
    }),
    functions: fc.array(
      fc.record({
        direction: fc.constantFrom("import", "export"),
        params: fc.array(value, { maxLength: 4 }),
        result: fc.option(value, { nil: null }),
      }),
      { maxLength: 2 },
    ),
    inline: fc.option(interfacePart, { nil: null }),
    version: fc.constantFrom("", "@0.1.0", "@1.2.3-rc.1"),
  })
  .map(({ interfaces, functions, inline, version }) => {
    const out = [`package test:random${version};`];
    interfaces.forEach(({ part }, i) => {
      const previous = interfaces[i - 1]?.part;
      out.push(
        `interface i${i} {`,
        ...interfaceBody(part, i, previous !== undefined && previous.resources > 0 ? i - 1 : undefined),
        "}",
      );
    });
    const declarations: string[] = [];
    const world: string[] = [];
    interfaces.forEach(({ direction }, i) => {
      if (direction !== "export") world.push(`  import i${i};`);
      if (direction !== "import") world.push(`  export i${i};`);
    });
    functions.forEach((f, i) => {
      world.push(`  ${f.direction} w${i}: ${signatureText(f, declarations, [])};`);
    });
    if (inline !== null)
      world.push("  import inlined: interface {", ...interfaceBody({ ...inline, uses: false }, 9, undefined), "  }");
    out.push("world w {", ...declarations, ...world, "}");
    return `${out.join("\n")}\n`;
  });

function interfaceBody(part: InterfacePart, at: number, usesFrom: number | undefined): readonly string[] {
  const declarations: string[] = [];
  const own = Array.from({ length: part.resources }, (_, i) => `r${at}-${i}`);
  const used = part.uses && usesFrom !== undefined ? [`r${usesFrom}-0`] : [];
  const inScope = [...own, ...used];
  const members: string[][] = own.map(() => []);
  const free: string[] = [];
  part.functions.forEach((f, i) => {
    const resource = i % Math.max(1, own.length);
    const target = members[resource];
    const text = (): string => signatureText(f, declarations, inScope);
    if (f.kind === "free" || target === undefined) free.push(`  f${i}: ${text()};`);
    else if (f.kind === "method") target.push(`    m${i}: ${text()};`);
    else if (f.kind === "static") target.push(`    s${i}: static ${text()};`);
    else if (!target.some((line) => line.includes("constructor")))
      target.push(`    constructor(${paramsText(f, declarations, inScope)});`);
  });
  const resources = own.map((name, i) => `  resource ${name} {\n${(members[i] ?? []).join("\n")}\n  }`);
  const uses = used.map((name) => `  use i${usesFrom}.{${name}};`);
  return [...uses, ...declarations, ...resources, ...free];
}

function paramsText(f: Signature, declarations: string[], resources: readonly string[]): string {
  return f.params.map((p, i) => `p${i}: ${itemText(p, declarations, resources, true)}`).join(", ");
}

function signatureText(f: Signature, declarations: string[], resources: readonly string[]): string {
  const result = f.result === null ? "" : ` -> ${itemText(f.result, declarations, resources, false)}`;
  return `func(${paramsText(f, declarations, resources)})${result}`;
}

function itemText(of: Item, declarations: string[], resources: readonly string[], isParam: boolean): string {
  if ("shape" in of) return witOf(of.shape, declarations);
  const name = resources[of.resource % Math.max(1, resources.length)];
  if (name === undefined) return "u32";
  switch (of.handle) {
    case "own":
      return name;
    case "borrow":
      return isParam ? `borrow<${name}>` : name;
    case "list":
      return `list<${name}>`;
    case "option":
      return isParam ? `option<borrow<${name}>>` : `option<${name}>`;
  }
}
