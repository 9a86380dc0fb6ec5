/** A setter stands after its getter, wherever the source has it. */
import type { Func } from "./model.js";

/** The items, with each setter moved right behind its getter when it came before it. */
export function placeSettersAfterGetters<T>(items: readonly T[], funcOf: (item: T) => Func | undefined): T[] {
  if (!items.some((item) => funcOf(item)?.accessor === "set")) return [...items];
  const list = [...items];
  const getters = new Set<string>();
  let at = 0;
  for (let item = list[at]; item !== undefined; item = list[at]) {
    const func = funcOf(item);
    if (func?.accessor === "get") getters.add(func.name);
    if (func?.accessor === "set") {
      const getter = func.name.replace("[set]", "[get]");
      const later = getters.has(getter) ? -1 : list.findIndex((other, i) => i > at && funcOf(other)?.name === getter);
      if (later >= 0) {
        list.splice(at, 1);
        list.splice(later, 0, item);
        continue;
      }
    }
    at += 1;
  }
  return list;
}
