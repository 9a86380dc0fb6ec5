/** Modules of the SDK: one file for each interface, with the `use` lines that it needs. */
import type { Context, FilePlan } from "../../backend/contract.js";
import { banner } from "../../emit/banner.js";
import { code, empty, type Fragment, type ImportItem, lines, paragraphs } from "../../emit/code.js";
import { settle } from "../../emit/line-breaks.js";
import { comment } from "./comment.js";
import { typeDecl } from "./declarations.js";
import { exported } from "./exports.js";
import { arrowBelow, width } from "./layout.js";
import { fileOf, moduleOf, objectTrait, type Place, placeOfFile, placesOf, traitName } from "./places.js";
import { resourceDecl } from "./resources.js";

export function files(cx: Context): readonly FilePlan[] {
  return placesOf(cx).map((place) => ({
    path: fileOf(place),
    title: moduleOf(place.segments),
    groups: [place.imports, place.exports].flatMap((g) => (g === undefined ? [] : [g])),
  }));
}

export function file(plan: FilePlan, cx: Context): Fragment {
  const place = placeOfFile(plan.path, cx);
  if (place === undefined) throw new Error(`no module has the file ${plan.path}`);
  const group = place.imports ?? place.exports;
  const docs = group?.kind === "interface" ? group.docs : undefined;
  const own = new Set([
    ...place.types.map((type) => cx.names.type(type.id)),
    ...place.resources.flatMap((id) => [cx.names.resource(id), objectTrait(id, cx)]),
    ...(place.exports === undefined ? [] : [traitName(place.exports, cx)]),
  ]);
  const parts = placeParts(place, cx);
  return print(parts, {
    head: lines([
      banner("//", cx.version, cx.plan.sources.join(", ")),
      comment(docs, { mark: "//!", fallback: `\`${group?.module ?? place.segments.join("::")}\`.` }),
    ]),
    module: moduleOf(place.segments),
    own,
  });
}

function placeParts(place: Place, cx: Context): readonly Fragment[] {
  const { imports } = place;
  const printed = imports === undefined ? [] : cx.declarations(imports).functions;
  const functions = imports?.functions ?? [];
  const of = (resource: number | undefined): readonly Fragment[] =>
    functions.flatMap((fn, i) => (fn.resource === resource ? [printed[i] ?? empty] : []));
  return [
    ...place.types.map((type) => typeDecl(type, cx)),
    ...place.resources.map((id) => resourceDecl(cx.resource(id), of(id), cx)),
    ...of(undefined),
    ...(place.exports === undefined ? [] : exported(place, place.exports, cx)),
  ];
}

interface Around {
  readonly head: Fragment;
  /** `crate::ocre::gpio::lines`. */
  readonly module: string;
  /** What the file declares itself. */
  readonly own: ReadonlySet<string>;
  /** The SDK's name in another crate. */
  readonly crate?: string;
}

/** Head, `use` lines, parts; a name that two modules declare is written with its path. */
export function print(parts: readonly Fragment[], around: Around): Fragment {
  const { module, own, crate = "crate" } = around;
  const body = paragraphs(parts);
  const homes = new Map<string, Set<string>>();
  const used = body.imports.filter(isNamed);
  for (const { from, name } of used) homes.set(name, (homes.get(name) ?? new Set()).add(from));
  const isUsed = (name: string): boolean => homes.get(name)?.size === 1 && !own.has(name);
  const outside = (path: string): string => path.replace(/^crate/, crate);
  const spell = (from: string, name: string): string =>
    from === module || isUsed(name) ? name : `${outside(from)}::${name}`;
  const paths = new Map<string, Set<string>>();
  const add = (from: string, name: string): void => {
    paths.set(from, (paths.get(from) ?? new Set()).add(name));
  };
  for (const { from, name } of used) if (from !== module && isUsed(name)) add(outside(from), name);
  const text = settle(body.text, width, spell, "    ").split("\n").flatMap(arrowBelow).join("\n");
  for (const helper of ["abi", "handle"]) if (new RegExp(`(?<![\\w:])${helper}::`).test(text)) add(crate, helper);
  return paragraphs([
    around.head,
    lines(
      [...paths]
        .toSorted((a, b) => byPath(sortKey(a), sortKey(b)))
        .map(([from, names]) => useLine(from, [...names].toSorted(byVersion))),
    ),
    { text, imports: [] },
  ]);
}

const isNamed = (item: ImportItem): item is ImportItem & { readonly name: string } => item.name !== undefined;

/** Numbers within names by their value, and an underscore before everything else. */
function byVersion(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.replaceAll("_", " ").match(/\d+|\D/g) ?? []);
  for (const [i, x] of (left ?? []).entries()) {
    const y = right?.[i];
    if (y === undefined) return 1;
    if (x === y) continue;
    const numbers = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : 0;
    return numbers !== 0 ? numbers : x < y ? -1 : 1;
  }
  return (left?.length ?? 0) - (right?.length ?? 0);
}

/** As rustfmt sorts: `crate` before other crates, a shorter path before its longer ones, a list behind all names. */
function byPath(left: readonly string[], right: readonly string[]): number {
  for (const [i, word] of left.entries()) {
    const other = right[i];
    if (other === undefined) return 1;
    if (word === other) continue;
    if (word === "crate" || other === "{") return -1;
    return other === "crate" || word === "{" || byVersion(word, other) > 0 ? 1 : -1;
  }
  return left.length - right.length;
}

const sortKey = ([from, names]: readonly [string, ReadonlySet<string>]): readonly string[] => [
  ...from.split("::"),
  ...(names.size === 1 ? names : ["{"]),
];

/** `use a::b::{C, D};`, with as many names in a line as fit. */
function useLine(from: string, names: readonly string[]): Fragment {
  const [first = ""] = names;
  if (names.length === 1) return code`use ${from}::${first};`;
  const flat = `use ${from}::{${names.join(", ")}};`;
  if (flat.length < width) return code`${flat}`;
  const rows: string[] = [];
  let row = "   ";
  for (const name of names) {
    if (`${row} ${name},`.length >= width) {
      rows.push(row);
      row = "   ";
    }
    row += ` ${name},`;
  }
  return { text: [`use ${from}::{`, ...rows, row, "};"].join("\n"), imports: [] };
}
