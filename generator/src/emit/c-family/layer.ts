/** The hand-written layer above the bindings of C and C++: files that a world has by the interfaces it names. */
import type { Plan } from "../../abi/plan-model.js";
import { readRuntimeManifest } from "../runtime.js";

type World = Pick<Plan, "groups">;

/** Files of the layer for a world. */
export function layerFiles(language: string, plan: World): readonly string[] {
  if (hasTwoVersions(plan)) return [];
  const there = new Set(plan.groups.map(({ module }) => module.replace(/@.*$/, "")));
  const fitting = (readRuntimeManifest(language)?.files ?? [])
    .filter((file) => file.with.length > 0 && file.with.every((name) => there.has(name)))
    .map((file) => file.path);
  return fitting.length === 0 ? [] : [...fitting, ...below[language === "c" ? "c" : "cpp"]];
}

/** What the layer itself builds on, and nobody else. */
const below = {
  c: ["okrt_format.h", "okrt_format.c"],
  cpp: ["okrt/callback.hpp", "okrt/format.hpp"],
} as const;

/** What the world's header includes, so that an app needs no other include. */
export const layerHeaders = (language: string, plan: World): readonly string[] =>
  layerFiles(language, plan).filter((path) => /^ocre_.*\.h(pp)?$/.test(path));

/** Then the names of the packages have versions in them, and the layer would not find what it builds on. */
function hasTwoVersions({ groups }: World): boolean {
  const versions = new Map<string, string>();
  return groups.some(({ package: { namespace, name, version = "" } }) => {
    if (namespace !== "ocre") return false;
    const known = versions.get(name);
    versions.set(name, version);
    return known !== undefined && known !== version;
  });
}
