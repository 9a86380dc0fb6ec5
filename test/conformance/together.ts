/** All features in one world: one guest for all of them, where building or starting one takes long. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache } from "../support/toolchain.js";
import { type Case, casesOf } from "./cases.js";
import type { Feature } from "./features.js";
import { loadSubject, type Subject } from "./subject.js";

export interface Together {
  readonly subject: Subject;
  /** The cases of a feature, by its name. */
  readonly cases: ReadonlyMap<string, readonly Case[]>;
}

/** Each feature is one file of one package, with or without packages inside. */
export function loadTogether(features: readonly Feature[]): Together {
  const includes: string[] = [];
  const packages: string[] = [];
  const homes = new Map<string, string>();
  for (const { name, wit } of features) {
    const parts = partsOf(readFileSync(wit, "utf8"));
    includes.push(`  include ${parts.path}/w${parts.version};`);
    packages.push(`package ${parts.path}${parts.version} {\n${parts.body}}\n`, ...parts.nested.map((n) => n.text));
    for (const path of [parts.path, ...parts.nested.map((n) => n.path)]) homes.set(path, name);
  }
  const text = `package test:together;\n\nworld together {\n${includes.join("\n")}\n}\n\n${packages.join("\n")}`;
  const folder = join(cache, "conformance/together");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${createHash("sha256").update(text).digest("hex").slice(0, 12)}.wit`);
  writeFileSync(path, text);
  const subject = loadSubject("together", path);
  const cases = new Map<string, Case[]>(features.map((f) => [f.name, []]));
  const itsItems = features.find((f) => f.name === "world-items")?.name ?? "";
  for (const of of casesOf(subject)) {
    const group = subject.plan.groups.find((g) => g.direction === "export" && g.functions.includes(of.fn));
    const home = homes.get(group === undefined ? "" : `${group.package.namespace}:${group.package.name}`) ?? itsItems;
    const found = cases.get(home);
    if (found === undefined) throw new Error(`no feature has ${of.name}`);
    // The world's own functions are called after the world, which has another name here.
    const name = group?.kind === "world" ? `w.${of.fn.name}` : of.name;
    found.push({ ...of, name });
  }
  return { subject, cases };
}

interface Parts {
  readonly path: string;
  /** With its `@`. */
  readonly version: string;
  readonly body: string;
  readonly nested: readonly { readonly path: string; readonly text: string }[];
}

function partsOf(text: string): Parts {
  const head = /^package ([\w-]+:[\w-]+)(@[^;]+)?;\n/m.exec(text);
  if (head?.[1] === undefined) throw new Error("a feature has no package");
  const rest = text.slice(head.index + head[0].length);
  const blocks = [...rest.matchAll(/^package ([\w-]+:[\w-]+)(?:@\S+)? \{\n[\s\S]*?^\}\n/gm)];
  const body = blocks.reduce((left, [block]) => left.replace(block, ""), rest);
  const nested = blocks.map(([block, path = ""]) => ({ path, text: block }));
  return { path: head[1], version: head[2] ?? "", body, nested };
}
