/** An app of one source text, built and run as users do, that may publish and subscribe below `test/`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileSet } from "../../generator/src/emit/files.js";
import { temporaryFolder } from "./ocrekit.js";
import { type AppRun, buildApp, runApps } from "./run-app.js";

export interface SourceApp {
  readonly language: string;
  /** `src/app.zig` */
  readonly path: string;
  readonly source: string;
  readonly world: "command" | "reactor";
  /** Permissions beside these two. */
  readonly allow?: readonly string[];
  /** Of the back-end, and `stack`. */
  readonly options?: Readonly<Record<string, string | number>>;
  /** What lies beside the source, from the project's folder. */
  readonly files?: FileSet;
}

export function runSource(app: SourceApp, context: Parameters<typeof buildApp>[1], ...args: readonly string[]): AppRun {
  const folder = buildSource(app, context);
  return runApps([folder], join(folder, "lines.jsonl"), ["--for", "20s", ...args]);
}

/** The project's folder, which goes away with the test. */
export function buildSource(app: SourceApp, context: Parameters<typeof buildApp>[1]): string {
  const folder = join(temporaryFolder(), "app");
  const allow = ["messaging.publish(test/#)", "messaging.subscribe(test/#)", ...(app.allow ?? [])];
  // Real time: enough for a large runtime on a machine that is busy.
  const limits = { startMs: 10_000, handlerMs: 2000 };
  for (const { path, text } of [...(app.files ?? []), { path: app.path, text: app.source }]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, "grants.json"), JSON.stringify({ for: "app", allow, limits }));
  const build = {
    lang: app.language,
    sources: [app.path],
    ...(app.options === undefined ? {} : { options: app.options }),
  };
  const manifest = { name: "app", version: "0.1.0", world: `ocre:app/${app.world}`, module: "build/app.wasm", build };
  writeFileSync(join(folder, "ocre.json"), JSON.stringify({ ...manifest, requires: allow }));
  buildApp(folder, context);
  return folder;
}
