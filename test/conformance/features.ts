/** The features of the suite: one small WIT each, in the order in which a new language gets them. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Feature {
  readonly name: string;
  /** A file or a folder. */
  readonly wit: string;
  readonly world?: string;
  /** What is tried beside values: refused calls, or values that are too large. */
  readonly also?: "refusals" | "limits";
}

const names = [
  "scalars",
  "strings",
  "lists",
  "records",
  "enums",
  "flags",
  "options",
  "results",
  "variants",
  "tuples",
  "maps",
  "fixed-lists",
  "many-arguments",
  "many-results",
  "nested",
  "name-collisions",
  "world-items",
  "versions",
  "resources-owned",
  "resources-borrowed",
  "resources-through",
  "resources-exported",
  "handlers",
  "events",
  "permissions",
  "limits",
] as const;

const folder = fileURLToPath(new URL("features", import.meta.url));
const also: Readonly<Record<string, "refusals" | "limits">> = { permissions: "refusals", limits: "limits" };

export const features: readonly Feature[] = names.map((name) => {
  const special = also[name];
  return { name, wit: join(folder, name, "world.wit"), ...(special === undefined ? {} : { also: special }) };
});

/** Folders that nobody tests would be forgotten. */
export const unlisted = (): readonly string[] => readdirSync(folder).filter((name) => !names.some((n) => n === name));
