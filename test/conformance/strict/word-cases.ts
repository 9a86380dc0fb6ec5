/** WIT that has given words as names, in each place where WIT has names. */

type Names = readonly string[];

export interface WordCase {
  /** The place, and which part of the words. */
  readonly name: string;
  readonly wit: string;
}

/** Interfaces that the world writes out in place and Zig refuses; the other words must not be refused with them. */
const libraries: ReadonlySet<string> = new Set(["c", "unwind"]);

/** So many words are one WIT, so that they meet each other as well. */
const together = 120;

export function wordCases(words: Names): readonly WordCase[] {
  const parts = chunks(words, together);
  const taken = chunks(
    words.filter((word) => !libraries.has(word)),
    together,
  );
  return [
    ...Object.entries(places).flatMap(([place, wit]) =>
      (place === "inline interfaces"
        ? [...taken, ...(words.some((word) => libraries.has(word)) ? [[...libraries]] : [])]
        : parts
      ).map((some, i) => ({
        name: `${place} ${i + 1}`,
        wit: `package test:words; ${wit(some)}`,
      })),
    ),
    ...parts.map((some, i) => ({ name: `packages ${i + 1}`, wit: packages(some) })),
  ];
}

function chunks(all: Names, size: number): readonly Names[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, i * size + size));
}

/** A word that no word of a list begins with, for what has to have a name of its own. */
const own = "zq";
const both = `world ${own}-w { import i; export i; }`;
const each = (names: Names, item: (name: string) => string, between = " "): string => names.map(item).join(between);
const members = (names: Names): string => each(names, (n) => `%${n}`, ", ");

const places: Readonly<Record<string, (names: Names) => string>> = {
  functions: (names) =>
    `interface i { ${each(names, (n) => `%${n}: func(%${n}: string, ${own}: option<string>) -> string;`)} } ${both}`,
  parameters: (names) =>
    `interface i { f: func(${each(names, (n) => `%${n}: u8`, ", ")}) -> u8; ${each(
      names,
      (n) => `${own}-${n}: func(%${n}: list<u8>) -> result<list<string>, u32>;`,
    )} } ${both}`,
  fields: (names) =>
    `interface i { record r { ${each(names, (n) => `%${n}: string`, ", ")} } f: func(r: r) -> r; g: func(l: list<r>); } ${both}`,
  cases: (names) =>
    `interface i { variant v { ${each(names, (n) => `%${n}(string)`, ", ")} } variant u { ${members(names)} } enum e { ${members(
      names,
    )} } f: func(v: v, e: e, u: u) -> result<v, e>; } ${both}`,
  flags: (names) =>
    `interface i { ${chunks(names, 30)
      .map((some, i) => `flags ${own}${i} { ${members(some)} } f${i}: func(a: ${own}${i}) -> ${own}${i};`)
      .join(" ")} } ${both}`,
  types: (names) =>
    `interface i { ${each(
      names,
      (n) => `record %${n} { %${n}: u8 } ${own}-${n}: func(%${n}: %${n}) -> option<%${n}>;`,
    )} } ${both}`,
  kinds: (names) =>
    `interface i { ${names
      .map(
        (n, i) =>
          `${kinds[i % kinds.length]?.(n) ?? ""} ${own}-${n}: func(%${n}: list<%${n}>) -> result<%${n}, string>;`,
      )
      .join(" ")} } ${both}`,
  resources: (names) => `interface i { ${each(names, (n) => `resource %${n} { constructor(%${n}: u32); }`)} } ${both}`,
  methods: (names) =>
    `interface i { resource ${own} { constructor(a: u32); ${each(
      names,
      (n) =>
        `%${n}: func(${n === "self" ? own : `%${n}`}: u32) -> u32; ${own}-${n}: static func(%${n}: u32) -> string;`,
    )} } } ${both}`,
  statics: (names) =>
    `interface i { resource ${own} { ${each(
      names,
      (n) => `%${n}: static func(%${n}: string) -> result<${own}, string>;`,
    )} } } ${both}`,
  interfaces: (names) =>
    `${each(names, (n) => `interface %${n} { type %${n} = u8; ${own}: func(a: %${n}) -> u8; }`)} world ${own}-w { ${each(
      names,
      (n) => `import %${n}; export %${n};`,
    )} }`,
  "inline interfaces": (names) =>
    `world ${own}-w { ${each(
      names,
      (n) =>
        `import %${n}: interface { %${n}: func(%${n}: string) -> string; } export %${n}: interface { %${n}: func(%${n}: string) -> string; }`,
    )} }`,
  "world functions": (names) =>
    `world ${own}-w { ${each(
      names,
      (n) => `import ${own}-${n}: func(%${n}: u8) -> u8; export %${n}: func(%${n}: u8) -> u8;`,
    )} }`,
  "world types": (names) =>
    `world ${own}-w { ${each(
      names,
      (n) => `record %${n} { %${n}: string } import ${own}-${n}: func(%${n}: %${n}) -> option<%${n}>;`,
    )} }`,
};

const kinds: readonly ((name: string) => string)[] = [
  (n) => `enum %${n} { %${n}, ${own} }`,
  (n) => `flags %${n} { %${n}, ${own} }`,
  (n) => `variant %${n} { %${n}(string), ${own} }`,
  (n) => `type %${n} = tuple<string, u8>;`,
];

/** A word as name space, package and interface at once. */
const packages = (names: Names): string =>
  `package test:words; ${each(
    names,
    (n) => `package %${n}:%${n} { interface %${n} { record %${n} { %${n}: u8 } ${own}: func(a: %${n}) -> u8; } }`,
  )} world ${own}-w { ${each(names, (n) => `import %${n}:%${n}/%${n}; export %${n}:%${n}/%${n};`)} }`;
