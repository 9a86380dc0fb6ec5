/** The apps as their users would build them: with the SDK of their language and the product's own recipe. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { languages } from "../../generator/src/backend/index.js";
import { buildModule } from "../conformance/build-module.js";
import { type BenchApp, sourcesOf } from "./apps.js";

export interface Made {
  readonly path: string;
  readonly makes: "core" | "component";
}

/** A module or component, or why there is none. */
export type Built =
  | ({ readonly ok: true } & Made)
  /** `missing`: what should build it is not there. */
  | { readonly ok: false; readonly missing: boolean; readonly why: string };

/** Something that builds the apps: one of our languages, or a peer of one. */
export interface Guest {
  readonly title: string;
  /** Id of the language that the apps are written in. */
  readonly language: string;
  /** Absent for our own guests. */
  readonly peer?: Peer;
  build(app: BenchApp): Promise<Built>;
}

export interface Peer {
  /** What one sets beside ours; the others say something about a part of it. */
  readonly counts: boolean;
}

/** All languages whose apps are here, with their default options. */
export function ourGuests(): readonly Guest[] {
  return languages.filter((l) => l.recipe !== undefined).map(({ id }) => ourGuest(id));
}

/** `more`: options of the back-end in place of the defaults. */
export function ourGuest(id: string, more: ReadonlyMap<string, string> = new Map()): Guest {
  const title = [id, ...more.values()].join(" ");
  return { title, language: id, build: (app) => build(id, app, more) };
}

async function build(id: string, app: BenchApp, more: ReadonlyMap<string, string>): Promise<Built> {
  const language = languages.find((l) => l.id === id);
  const backend = await language?.load?.();
  const recipe = await language?.recipe?.();
  if (backend === undefined || recipe === undefined) throw new Error(`${id} has no recipe`);
  const folder = sourcesOf(app, id);
  if (!existsSync(folder)) return { ok: false, missing: true, why: "the apps are not written in it" };
  // AssemblyScript is no TypeScript: under its own ending no tool takes it for that.
  const files = readdirSync(folder).map((name) => ({
    path: name.replace(/\.as$/, ".ts"),
    text: readFileSync(join(folder, name), "utf8"),
  }));
  const has = (name: string): boolean => backend.options.some((o) => o.name === name);
  // A command that is called once needs no memory that the host could ask for; a message of 20 kB and its echo do.
  const options = new Map([
    ...(app.world === "command" && has("realloc") ? [["realloc", "none"] as const] : []),
    ...(app.name === "demo" && has("arena-bytes") ? [["arena-bytes", "49152"] as const] : []),
    ...more,
  ]);
  const { wit, world } = app;
  const built = await buildModule(backend, recipe, { wit, world, shownAs: app.name, app: files, options });
  return built.ok ? { ok: true, path: built.path, makes: recipe.makes ?? "core" } : built;
}
