/** Random worlds in batches: a batch is one package whose world includes them all, so that one compile tries many. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { arbitraryWorld } from "../support/arbitrary-world.js";
import { cache } from "../support/toolchain.js";
import type { Feature } from "./features.js";
import { loadSubject, Unsuitable } from "./subject.js";

export interface Batch {
  readonly feature: Feature;
  /** Each for itself, as it was made. */
  readonly worlds: readonly string[];
}

/** Valid worlds of a seed; some of the random ones need an interface on both sides at once, which no component can have. */
export function randomWorlds(count: number, seed: number): readonly string[] {
  const worlds: string[] = [];
  for (let round = 0; worlds.length < count && round < 8; round++) {
    const more = fc.sample(arbitraryWorld, { numRuns: count, seed: seed + round });
    worlds.push(...more.filter((wit) => suits(wit)));
  }
  return worlds.slice(0, count);
}

export function batches(worlds: readonly string[], size: number): readonly Batch[] {
  return Array.from({ length: Math.ceil(worlds.length / size) }, (_, i) => {
    const of = worlds.slice(i * size, (i + 1) * size);
    return { worlds: of, feature: asFeature(together(of)) };
  });
}

/** A file below the cache, named by what is in it. */
export function asFeature(wit: string): Feature {
  const name = createHash("sha256").update(wit).digest("hex").slice(0, 12);
  const folder = join(cache, "conformance/random");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.wit`);
  writeFileSync(path, wit);
  return { name, wit: path };
}

/** Can it be loaded, and can a host of it be made? */
export function suits(wit: string): boolean {
  try {
    const feature = asFeature(wit);
    loadSubject(feature.name, feature.wit);
    return true;
  } catch (error) {
    if (error instanceof Unsuitable) return false;
    throw error;
  }
}

/** Each world in a package of its own; what belongs to a world gets names of its own, too. */
export function together(worlds: readonly string[]): string {
  const own = worlds.map((wit, i) => inPackage(wit, `n${i}`));
  const includes = own.map(({ path, version }) => `  include ${path}/w${version};`);
  const packages = own.map(({ path, version, body }) => `package ${path}${version} {\n${body}}\n`);
  return `package test:batch;\n\nworld all {\n${includes.join("\n")}\n}\n\n${packages.join("\n")}`;
}

/** A world that can stand beside others: as a feature, and in one world with them. */
export function alone(wit: string, mark: string): string {
  const { path, version, body } = inPackage(wit, mark);
  return `package ${path}${version};\n\n${body}`;
}

function inPackage(wit: string, mark: string) {
  const [, version = ""] = /^package test:random(@[^;]+)?;\n/.exec(wit) ?? [];
  const own = wit.replace(/^package [^;]+;\n/, "").replace(/\bi(\d+)\b/g, `i$1-${mark}`);
  const [interfaces = "", world = ""] = own.split(/^(?=world w \{)/m);
  const renamed = world
    .replace(/\bt(\d+)\b/g, `t$1-${mark}`)
    .replace(/\b(import|export) w(\d+):/g, `$1 w$2-${mark}:`)
    .replace(/\bimport inlined:/g, `import inlined-${mark}:`);
  return { path: `test:random-${mark}`, version, body: `${interfaces}${renamed}` };
}
