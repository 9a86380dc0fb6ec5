/** The Rust SDK is a package of cargo's: one to publish, documented, and with all features as clippy likes it at its strictest. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { ocrekit, temporaryFolder } from "../../../support/ocrekit.js";
import { repository, requireTool, type Tool } from "../../../support/toolchain.js";

type Context = Parameters<typeof requireTool>[1];

interface Package {
  readonly rust: Tool;
  cargo(...args: readonly string[]): {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
  };
  readonly folder: string;
}

function packageOf(world: string, context: Context, env: Readonly<Record<string, string>> = {}): Package {
  const rust = requireTool("rust", context);
  const { command: rustc } = rust;
  const home = requireTool("rust-crates", context).command;
  const folder = join(temporaryFolder(), "sdk");
  const wit = join(repository, "wit");
  const made = ocrekit(["generate", "rust", wit, "--world", world, "--crate", `ocre-${world}`, "--out-dir", folder]);
  expect({ status: made.status, stderr: made.stderr }).toEqual({ status: 0, stderr: "" });
  const cargo: Package["cargo"] = (...args) =>
    spawnSync(join(dirname(rustc), "cargo"), [...args, "--offline"], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, RUSTC: rustc, RUSTDOC: join(dirname(rustc), "rustdoc"), CARGO_HOME: home, ...env },
    });
  return { rust, cargo, folder };
}

const warnings = (text: string) => text.split("\n").filter((line) => line.startsWith("warning"));

it("is one that cargo would publish, with its documentation", { timeout: 300_000 }, (context) => {
  const { cargo, folder } = packageOf("command", context);
  const done = cargo("package", "--allow-dirty");
  expect(done.status).toBe(0);
  // Where its documentation is only its publisher knows.
  expect(warnings(done.stderr)).toEqual(["warning: manifest has no documentation, homepage or repository"]);
  expect(done.stderr).toContain("Verifying ocre-command v0.1.0");
  const documented = cargo("doc", "--no-deps", "--features=embedded-hal,embedded-io,log");
  expect({ status: documented.status, warnings: warnings(documented.stderr) }).toEqual({ status: 0, warnings: [] });
  const page = (path: string) => readFileSync(join(folder, "target/doc/sdk", path), "utf8");
  expect(page("requests/fn.request.html")).toContain("timeout_ms");
  expect(page("logger/fn.init.html")).toContain("Errors");
});

// All lines of what a feature adds; the others go through clippy with the golden files.
it.for(["command", "blinky"])("is clean with all features, in world %s", { timeout: 300_000 }, (world, context) => {
  const tool = requireTool("rust", context);
  const { cargo } = packageOf(world, context, {
    RUSTC_WORKSPACE_WRAPPER: join(dirname(tool.command), "clippy-driver"),
    CARGO_ENCODED_RUSTFLAGS: [...tool.args, "-Wclippy::all", "-Wclippy::pedantic", "-Dwarnings"].join("\u001f"),
  });
  for (const features of ["embedded-hal,embedded-io,log", "std,embedded-hal,embedded-io,log"]) {
    const checked = cargo("check", "--quiet", "--target=wasm32-unknown-unknown", `--features=${features}`);
    expect(checked).toMatchObject({ status: 0, stdout: "", stderr: "" });
  }
});
