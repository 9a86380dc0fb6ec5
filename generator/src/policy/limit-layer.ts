/** The `limits` object of manifests and grants. */
import {
  isLimitName,
  type LimitLayer,
  type LimitName,
  limitAliases,
  limitNames,
  limitTable,
  parseSize,
} from "./limits.js";
import type { ObjectReader } from "./object-reader.js";

export const limitKeys: readonly string[] = [...limitNames, ...Object.keys(limitAliases)];

export function readLimits(parent: ObjectReader): LimitLayer {
  const reader = parent.object("limits", limitKeys);
  const layer: Partial<Record<LimitName, number>> = {};
  for (const [key, node] of reader?.entries ?? []) {
    const name = isLimitName(key) ? key : limitAliases[key];
    if (name === undefined || reader === undefined) continue;
    const { unit, most } = limitTable[name];
    const sized = unit === "bytes" || unit === "bytesPerSecond";
    const value = node.kind === "number" || (sized && node.kind === "string") ? parseSize(node.value) : undefined;
    if (value === undefined) reader.bad(key, node, sized ? "is a size such as '128KiB' or 4096" : "is a whole number");
    else if (value > most) reader.bad(key, node, `is at most ${most}`);
    else if (layer[name] !== undefined) reader.bad(key, node, `says again what '${name}' says`);
    else layer[name] = value;
  }
  return layer;
}
