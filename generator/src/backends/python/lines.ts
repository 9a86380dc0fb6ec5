/** Lines as ruff and black break them, and imports as they sort them. */
import { type Fragment, join } from "../../emit/code.js";

const width = 120;

/**
 * `head(a, b)tail` on one line; else with all items on a line of their own; else with an item in each, and a comma behind the
 * last. `indent` is the column that the first line will stand in.
 */
export function fitted(head: string, items: readonly Fragment[], tail: string, indent: number): Fragment {
  const all = join(items, ", ");
  const flat = `${head}(${all.text})${tail}`;
  const { imports } = all;
  if (flat.length + indent <= width || items.length === 0) return { text: flat, imports };
  const inner = `    ${all.text}`;
  const body = inner.length + indent <= width ? inner : items.map((item) => `    ${item.text},`).join("\n");
  return { text: `${head}(\n${body}\n)${tail}`, imports };
}

/** Whole modules first, then what is taken out of modules. */
export function importLines(body: Fragment): readonly string[] {
  const modules = new Set<string>();
  const taken = new Map<string, Set<string>>();
  const take = (from: string, name: string): void => {
    taken.set(from, (taken.get(from) ?? new Set()).add(name));
  };
  for (const { from, name } of body.imports) {
    if (name === undefined) modules.add(from);
    else take(from, name);
  }
  if (/\bcalls\./.test(body.text)) take("sdk", "calls");
  return [
    ...[...modules].toSorted().map((from) => `import ${from}`),
    ...[...taken]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([from, names]) => importFrom(from, [...names].toSorted())),
  ];
}

function importFrom(from: string, names: readonly string[]): string {
  const flat = `from ${from} import ${names.join(", ")}`;
  return flat.length <= width ? flat : `from ${from} import (\n${names.map((name) => `    ${name},\n`).join("")})`;
}
