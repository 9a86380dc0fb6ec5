/** Builds and runs the tours: what each call answered, as the guest logged it. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ocrekit, type Ran } from "../support/ocrekit.js";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export interface TourOptions {
  /** A folder for volumes, stores and the copies of the apps. */
  readonly folder: string;
  readonly granted: boolean;
  readonly args?: readonly string[];
  readonly options?: readonly string[];
}

export interface Tour extends Ran {
  /** `function: what came of it`, in order. */
  readonly lines: readonly string[];
}

interface Manifest {
  readonly optional: readonly string[];
  readonly [key: string]: unknown;
}

interface LogEvent {
  readonly event: string;
  readonly app?: string;
  readonly target?: string;
  readonly message?: string;
}

export function buildTour(name: string): Ran {
  return ocrekit(["build", here(name)]);
}

/** Runs the apps together, with all that they request or with nothing. */
export function runTour(names: readonly string[], options: TourOptions): Tour {
  const apps = names.map((name) => placed(name, options));
  const allow = options.granted
    ? apps.flatMap((app) => app.optional.flatMap((permission) => ["--allow", `${app.name}:${permission}`]))
    : [];
  const ran = ocrekit([
    "run",
    ...apps.map((app) => app.path),
    "--json",
    "--dir",
    join(options.folder, "state"),
    ...allow,
    ...(options.options ?? []),
  ]);
  const events: readonly LogEvent[] = ran.stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  const lines = events.filter((e) => e.event === "log" && e.app === names[0]).map((e) => `${e.target}: ${e.message}`);
  return { ...ran, lines };
}

/** A copy of an app with arguments of its own, so that the sources stay as they are. */
function placed(
  name: string,
  options: TourOptions,
): { readonly name: string; readonly path: string; readonly optional: readonly string[] } {
  const folder = join(options.folder, name);
  mkdirSync(join(folder, "build"), { recursive: true });
  const manifest: Manifest = JSON.parse(readFileSync(here(`${name}/ocre.json`), "utf8"));
  const extra = options.args === undefined ? {} : { args: options.args };
  writeFileSync(join(folder, "ocre.json"), JSON.stringify({ ...manifest, ...extra }));
  copyFileSync(here(`${name}/build/app.wasm`), join(folder, "build/app.wasm"));
  if (existsSync(here(`${name}/greeting.txt`)))
    copyFileSync(here(`${name}/greeting.txt`), join(folder, "greeting.txt"));
  return { name, path: folder, optional: manifest.optional };
}

/** What a tour is known to log. With `UPDATE_TOURS=1`, `lines` are written first, to be read before they are committed. */
export function transcript(name: string, granted: boolean, lines?: readonly string[]): readonly string[] {
  const path = here(`${name}/${granted ? "granted" : "denied"}.txt`);
  if (lines !== undefined && process.env["UPDATE_TOURS"] === "1") writeFileSync(path, `${lines.join("\n")}\n`);
  return existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n") : [];
}
