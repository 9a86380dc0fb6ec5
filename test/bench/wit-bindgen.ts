/** Running wit-bindgen and compilers for its guests. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findTool, howToGet, type Tool, type ToolId } from "../support/toolchain.js";
import { type BenchApp, sourcesOf } from "./apps.js";
import type { Built } from "./guests.js";

export interface Place {
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs to the end, or throws what it said. */
export function run(tool: Tool, args: readonly string[], { folder, env = {} }: Place): string {
  const done = spawnSync(tool.command, [...tool.args, ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    encoding: "utf8",
    timeout: 480_000,
  });
  if (done.status !== 0) throw new Error(`${tool.id} ${args.join(" ")}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** The tools in that order, or the first that is missing. */
export function toolsFor(ids: readonly ToolId[]): readonly Tool[] | Built {
  const tools: Tool[] = [];
  for (const id of ids) {
    const tool = findTool(id);
    if (tool === undefined) return { ok: false, missing: true, why: `${id}: ${howToGet[id]}` };
    tools.push(tool);
  }
  return tools;
}

/** All files below a folder, in an order of their own, for what is kept by a hash. */
export function textsBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => readFileSync(path, "utf8"));
}

/** What an app is made of: its source and its WIT. */
export function partsOf(app: BenchApp, guest: string): readonly string[] {
  const wit = app.wit.endsWith(".wit") ? [readFileSync(app.wit, "utf8")] : textsBelow(app.wit);
  return [app.world, ...wit, ...textsBelow(sourcesOf(app, guest))];
}
