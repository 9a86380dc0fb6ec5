/** Apps that a test writes: a source, and the project around it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../../support/ocrekit.js";
import { type AppRun, buildApp, runApps } from "../../../support/run-app.js";
import { requireTool } from "../../../support/toolchain.js";

const versions = { "embedded-hal": "1.0", "embedded-io": "0.7", log: "0.4" } as const;

export interface App {
  readonly world: "command" | "reactor";
  readonly source: string;
  readonly requires?: readonly string[];
  readonly options?: Readonly<Record<string, string | boolean>>;
  readonly grants?: object;
  /** That the SDK has a feature for; the app is a Cargo package then. */
  readonly crates?: readonly (keyof typeof versions)[];
}

type Context = Parameters<typeof buildApp>[1];

/** The folder of the app, which is built. */
export function built(app: App, context: Context): string {
  const folder = join(temporaryFolder(), "app");
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "src/lib.rs"), app.source);
  if (app.crates !== undefined) {
    process.env["CARGO_HOME"] = requireTool("rust-crates", context).command;
    process.env["CARGO_NET_OFFLINE"] = "true";
    writeFileSync(join(folder, "Cargo.toml"), cargoManifest(app.crates));
  }
  const sources = app.crates === undefined ? ["src/lib.rs"] : ["Cargo.toml", "src/lib.rs"];
  const requires = app.requires ?? [];
  const build = { lang: "rust", sources, ...(app.options === undefined ? {} : { options: app.options }) };
  const world = `ocre:app/${app.world}`;
  const manifest = { name: "app", version: "0.1.0", world, module: "build/app.wasm", build, requires };
  writeFileSync(join(folder, "ocre.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "grants.json"), JSON.stringify({ for: "app", allow: requires, ...app.grants }));
  buildApp(folder, context);
  return folder;
}

/** One that is built, or one that is built for this run alone. */
export function run(app: App | string, context: Context, args: readonly string[] = []): AppRun {
  const folder = typeof app === "string" ? app : built(app, context);
  return runApps([folder], join(folder, "lines.jsonl"), args);
}

const cargoManifest = (crates: readonly (keyof typeof versions)[]): string => `[package]
name = "app"
version = "0.1.0"
edition = "2024"

[dependencies]
sdk = { path = "build/sdk", features = ${JSON.stringify(crates)} }
${crates.map((name) => `${name} = "${versions[name]}"\n`).join("")}`;

export const reactor = (uses: string, start: string): string => `#![no_std]
extern crate alloc;
use sdk::ocre::app::lifecycle::{Lifecycle, StartReason};
use sdk::Failed;
${uses}
struct App;
sdk::export_lifecycle!(App);
sdk::export_timers!();
sdk::export_topics!();

impl Lifecycle for App {
    fn on_start(_: StartReason) -> Result<(), Failed> {
        ${start}
        Ok(())
    }
}
`;

export const command = (uses: string, body: string, head = "#![no_std]\nextern crate alloc;"): string => `${head}
use sdk::ocre::app::run::Run;
use sdk::Failed;
${uses}
struct App;
sdk::export_run!(App);

impl Run for App {
    fn run() -> core::result::Result<(), Failed> {
        ${body}
        Ok(())
    }
}
`;
