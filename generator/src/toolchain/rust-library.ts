/** Builds Rust's standard library for wasm from its source, small and without instructions that small engines lack. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Env } from "./cache-folder.js";
import { runProgram } from "./programs.js";
import type { InstallResult } from "./toolchain.js";

export interface RustLibrary {
  readonly rustc: string;
  /** `library` of the compiler's source. */
  readonly source: string;
  /** To work in; the library is left in its `sysroot`. */
  readonly folder: string;
  readonly env: Env;
}

const target = "wasm32-unknown-unknown";
/** A build takes half a minute; a slow machine gets ten. */
const timeout = 600_000;

const manifest = `[package]
name = "library"
version = "0.0.0"
edition = "2021"

[profile.release]
opt-level = "z"
debug = false
codegen-units = 1
`;

export async function buildRustLibrary({ rustc, source, folder, env }: RustLibrary): Promise<InstallResult> {
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "Cargo.toml"), manifest);
  writeFileSync(join(folder, "src/lib.rs"), "");
  const vendor = join(source, "vendor");
  // A distribution ships what the library depends on; without that cargo gets it.
  const vendored = existsSync(vendor)
    ? [
        "--offline",
        "--config",
        'source.crates-io.replace-with="vendored"',
        "--config",
        `source.vendored.directory=${JSON.stringify(vendor)}`,
      ]
    : [];
  const cargo = join(dirname(rustc), process.platform === "win32" ? "cargo.exe" : "cargo");
  const done = await runProgram(
    cargo,
    ["build", "--release", "--target", target, "-Zbuild-std=std,panic_abort", ...vendored],
    { cwd: folder, env: { ...env, ...building(rustc, source) }, timeout },
  );
  if (done.status !== 0) return { ok: false, reason: done.failure ?? lastLines(done.stderr) };
  const libraries = join(folder, "sysroot", "lib", "rustlib", target, "lib");
  mkdirSync(libraries, { recursive: true });
  const made = join(folder, "target", target, "release", "deps");
  // The empty package itself is of no use.
  for (const file of readdirSync(made).filter((f) => f.endsWith(".rlib") && !f.startsWith("liblibrary-")))
    copyFileSync(join(made, file), join(libraries, file));
  return { ok: true };
}

function building(rustc: string, source: string): Env {
  const flags = [
    "-Ctarget-cpu=mvp",
    "-Ctarget-feature=+bulk-memory,+mutable-globals,+nontrapping-fptoint,+sign-ext",
    // For the optimiser that sees the whole module.
    "-Cembed-bitcode=yes",
    // No place in the library says anything to an app's author, and every one would be in the app's module.
    "-Zlocation-detail=none",
    `--remap-path-prefix=${source}=/rust`,
  ];
  return {
    RUSTC: rustc,
    // The only way to let a stable compiler build its own library.
    RUSTC_BOOTSTRAP: "1",
    CARGO_ENCODED_RUSTFLAGS: flags.join("\u001f"),
  };
}

const lastLines = (text: string): string => text.trim().split("\n").slice(-5).join("\n");
