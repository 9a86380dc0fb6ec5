/** Which rustc compiles apps: new enough, with a library for wasm of its own or one that was built for it, and with a linker. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rustEntry } from "../../../generator/src/toolchain/rust.js";
import { temporaryFolder } from "../../support/ocrekit.js";

interface Compiler {
  readonly release: string;
  /** Parts of the sysroot that are there. */
  readonly has: readonly ("library" | "source" | "linker")[];
}

/** Folders with a `rustc` each that answers as one would, and no other programs. */
function system(compilers: readonly Compiler[]) {
  const root = temporaryFolder();
  const bins = compilers.map(({ release, has }, i) => {
    const bin = join(root, `bin${i}`);
    const rustlib = join(root, `sysroot${i}`, "lib/rustlib");
    mkdirSync(bin, { recursive: true });
    mkdirSync(rustlib, { recursive: true });
    program(join(bin, "rustc"), [
      'if [ "$1" = -vV ]; then',
      `printf 'rustc ${release}\\nhost: some-host-${i}\\nrelease: ${release}\\n'`,
      `else echo ${join(root, `sysroot${i}`)}; fi`,
    ]);
    if (has.includes("library")) touch(join(rustlib, "wasm32-unknown-unknown/lib"), "libcore-1a2b.rlib");
    if (has.includes("source")) mkdirSync(join(rustlib, "src/rust/library"), { recursive: true });
    if (has.includes("linker")) touch(join(rustlib, "some-host/bin"), "rust-lld");
    return bin;
  });
  return { root, env: { PATH: bins.join(":"), OCREKIT_CACHE: join(root, "cache") }, bins };
}

function touch(folder: string, name: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), "");
}

function program(path: string, lines: readonly string[]): void {
  writeFileSync(path, ["#!/bin/sh", ...lines, ""].join("\n"));
  chmodSync(path, 0o755);
}

const find = async (env: Readonly<Record<string, string>>) => await rustEntry.find(env, "/");

describe.skipIf(process.platform === "win32")("rustc", () => {
  it("is the first on the PATH that has a library for wasm and a linker", async () => {
    const { env, bins, root } = system([
      { release: "1.95.0", has: ["linker"] },
      { release: "1.84.1", has: ["library", "linker"] },
      { release: "1.96.0", has: ["library", "linker"] },
    ]);
    expect(await find(env)).toEqual({
      id: "rust",
      version: "1.96.0",
      command: join(bins[2] ?? "", "rustc"),
      args: [
        `--sysroot=${join(root, "sysroot2")}`,
        `-Clinker=${join(root, "sysroot2/lib/rustlib/some-host/bin/rust-lld")}`,
      ],
      place: join(bins[2] ?? "", "rustc"),
    });
  });

  it("is not there when none is new enough", async () => {
    const { env } = system([{ release: "1.84.1", has: ["library", "source", "linker"] }]);
    expect(await find(env)).toBeUndefined();
    const result = await rustEntry.install?.(env, () => undefined);
    expect(result).toEqual({ ok: false, reason: "there is no rustc of version 1.85 or newer" });
  });

  it("gets no library without the source of one", async () => {
    const { env } = system([{ release: "1.96.0", has: ["linker"] }]);
    const result = await rustEntry.install?.(env, () => undefined);
    expect(result).toMatchObject({ ok: false, reason: expect.stringContaining("nor its source") });
  });

  it("gets a library by the cargo beside it, and finds it again", async () => {
    const { env, bins } = system([{ release: "1.96.0", has: ["source", "linker"] }]);
    const made = "target/wasm32-unknown-unknown/release/deps";
    program(join(bins[0] ?? "", "cargo"), [
      `/bin/mkdir -p ${made}`,
      `for name in core-1a2b alloc-3c library-4d; do echo $name > ${made}/lib$name.rlib; done`,
      `echo "$*" > ${made}/arguments`,
    ]);
    expect(await find(env)).toBeUndefined();
    const said: string[] = [];
    expect(await rustEntry.install?.(env, (line) => said.push(line))).toEqual({ ok: true });
    expect(said).toEqual(["building the standard library of rustc 1.96.0 for wasm32-unknown-unknown, once"]);
    const found = await find(env);
    expect(found?.args[0]).toMatch(/^--sysroot=.*\/cache\/toolchains\/rust-[0-9a-f]{16}$/);
  });

  it("keeps nothing of a library that could not be built", async () => {
    const { env, bins } = system([{ release: "1.96.0", has: ["source", "linker"] }]);
    program(join(bins[0] ?? "", "cargo"), ["echo 'error: no space' >&2", "exit 101"]);
    const result = await rustEntry.install?.(env, () => undefined);
    expect(result).toEqual({ ok: false, reason: "error: no space" });
    expect(await find(env)).toBeUndefined();
  });
});
