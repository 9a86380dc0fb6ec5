/** Lines as ruff and black break them, and imports as they sort them. */
import { type CodeValue, type Fragment, type ImportItem, join, toFragment } from "../../emit/code.js";

const width = 120;

/**
 * `head(a, b)tail` on one line; else with all items on a line of their own; else with an item in each, and a comma behind the
 * last. `indent` is the column that the first line will stand in.
 */
export function fitted(head: CodeValue, items: readonly Fragment[], tail: string, indent: number): Fragment {
  const all = join(items, ", ");
  const start = toFragment(head);
  const flat = `${start.text}(${all.text})${tail}`;
  const imports = [...start.imports, ...all.imports];
  if (flat.length + indent <= width || items.length === 0) return { text: flat, imports };
  const inner = `    ${all.text}`;
  const body = inner.length + indent <= width ? inner : items.map((item) => `    ${item.text},`).join("\n");
  return { text: `${start.text}(\n${body}\n)${tail}`, imports };
}

/** A name, or a call of it; calls stand inside of calls. */
export interface Call {
  readonly head: Fragment;
  readonly args?: readonly Call[];
}

export const call = (head: Fragment, args?: readonly Call[]): Call => ({ head, ...(args && { args }) });

const flat = ({ head, args }: Call): Fragment =>
  args === undefined ? head : join([head, "(", join(args.map(flat), ", "), ")"], "");

/** The call behind `before`, which begins in the column `indent`; `comma`: one will stand behind it. */
export function printed(of: Call, before = "", indent = 0, comma = false): Fragment {
  const line = flat(of);
  const args = of.args ?? [];
  const columns = indent + before.length + line.text.length + (comma ? 1 : 0);
  if (columns <= width || args.length === 0) return join([before, line], "");
  const inner = join(args.map(flat), ", ");
  if (inner.text.length + indent + 4 <= width)
    return { text: `${before}${of.head.text}(\n    ${inner.text}\n)`, imports: line.imports };
  const items = args.map((arg) => `    ${printed(arg, "", indent + 4, true).text.replaceAll("\n", "\n    ")},\n`);
  return { text: `${before}${of.head.text}(\n${items.join("")})`, imports: line.imports };
}

/** Annotations are not looked at when a module is read: a class may name itself, and one below. */
export const future = { from: "__future__", name: "annotations" } as const satisfies ImportItem;

/** Whole modules first, then what is taken out of modules. */
export function importLines(body: Fragment): readonly string[] {
  const modules = new Set<string>();
  const taken = new Map<string, Set<string>>();
  const take = (from: string, name: string): void => {
    taken.set(from, (taken.get(from) ?? new Set()).add(name));
  };
  for (const { from, name } of body.imports) {
    if (from === future.from) continue;
    if (name === undefined) modules.add(from);
    else take(from, name);
  }
  const isStandard = (from: string): boolean => /^(?:builtins|dataclasses)\b/.test(from);
  const standard = [...modules].filter(isStandard);
  const installed = [...modules].filter((from) => !isStandard(from));
  const first = standard.toSorted().map((from) => `import ${from}`);
  const others = [
    ...installed.toSorted().map((from) => `import ${from}`),
    ...[...taken].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([from, names]) => importsFrom(from, [...names])),
  ];
  const isLate = body.imports.some(({ from }) => from === future.from);
  const sections = [isLate ? [`from ${future.from} import ${future.name}`] : [], first, others];
  const [last = [], ...before] = sections.filter((section) => section.length > 0).toReversed();
  return [...before.toReversed().map((section) => `${section.join("\n")}\n`), ...last];
}

/** What is taken under another name has a line of its own. */
function importsFrom(from: string, names: readonly string[]): readonly string[] {
  const plain = names.filter((name) => !name.includes(" as ")).toSorted(naturally);
  const renamed = names.filter((name) => name.includes(" as ")).map((name) => [name]);
  return [...(plain.length === 0 ? [] : [plain]), ...renamed]
    .toSorted(([a = ""], [b = ""]) => naturally(a, b))
    .map((together) => importFrom(from, together));
}

const bare = (name: string): string => name.replace(/ as .*/, "");

/** As `i8` stands before `i16`. */
function naturally(a: string, b: string): number {
  const parts = (name: string): readonly string[] => name.match(/\d+|\D+/g) ?? [];
  const [left, right] = [parts(bare(a)), parts(bare(b))];
  const at = left.findIndex((part, i) => part !== right[i]);
  const [one, other] = [left[at], right[at]];
  if (one === undefined || other === undefined) return left.length - right.length;
  const numbers = Number(one) - Number(other);
  return Number.isNaN(numbers) || numbers === 0 ? (one < other ? -1 : 1) : numbers;
}

function importFrom(from: string, names: readonly string[]): string {
  const flat = `from ${from} import ${names.join(", ")}`;
  return flat.length <= width ? flat : `from ${from} import (\n${names.map((name) => `    ${name},\n`).join("")})`;
}
