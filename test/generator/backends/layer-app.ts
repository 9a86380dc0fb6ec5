/** An app of one source, built and run as a command, for tests of what an SDK has above its bindings. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { expect } from "vitest";
import { ocrekit, type Ran, temporaryFolder } from "../../support/ocrekit.js";

export interface LogEvent {
  readonly event: string;
  readonly level?: string;
  readonly target?: string;
  readonly message?: string;
}

export interface LayerRun extends Ran {
  readonly logged: readonly LogEvent[];
}

/** The ending of the source's name is the language. */
export function runLayerApp(
  source: string,
  permissions: readonly string[] = [],
  ...options: readonly string[]
): LayerRun {
  const cwd = temporaryFolder();
  const ending = extname(source);
  mkdirSync(join(cwd, "app/src"), { recursive: true });
  cpSync(source, join(cwd, `app/src/app${ending}`));
  const sources = [`src/app${ending}`];
  const build = { lang: ending.slice(1), sources, options: { stack: 4096, "arena-bytes": 2560 } };
  const world = "ocre:app/command";
  const manifest = { name: basename(source, ending), version: "0.1.0", world, module: "build/app.wasm", build };
  writeFileSync(join(cwd, "app/ocre.json"), JSON.stringify({ ...manifest, optional: permissions }));
  const built = ocrekit(["build", "app"], { cwd });
  expect({ status: built.status, said: built.status === 0 ? "" : built.stderr }).toEqual({ status: 0, said: "" });
  const ran = ocrekit(["run", "app", "--allow-all", "--virtual-time", "--json", ...options], { cwd });
  const events: readonly LogEvent[] = ran.stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  return { ...ran, logged: events.filter((e) => e.event === "log") };
}
