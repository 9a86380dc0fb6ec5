/** Names of macros that export an interface: with the version where a world exports two of one name. */
import type { Group, Plan } from "../../abi/plan-model.js";

/** `base` of the group, and what tells it from the others that the world exports. */
export function exportName(group: Group, { groups }: Pick<Plan, "groups">, base: (group: Group) => string): string {
  const name = base(group);
  const isAlone = groups.every((g) => g === group || g.direction !== "export" || base(g) !== name);
  const version = group.package.version ?? "";
  return isAlone || version === "" ? name : `${name}_${version.replaceAll(/[^A-Za-z0-9]/g, "_").toUpperCase()}`;
}
