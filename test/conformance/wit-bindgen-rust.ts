/** Echo guests of wit-bindgen's Rust: its own stubs, with bodies that call the import beside each export. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cache, findTool, howToGet, type Tool } from "../support/toolchain.js";
import { guestOf } from "./guest-of.js";
import type { GuestBuilder } from "./guests.js";
import type { Subject } from "./subject.js";
import { echoOfStubs } from "./wit-bindgen-rust-echo.js";

const id = "wit-bindgen-rust";
const tools = ["wit-bindgen", "rust", "wit-bindgen-crates"] as const;
/** The crates and their versions, which the bench has as well. */
const manifest = fileURLToPath(new URL("../bench/wit-bindgen-rust", import.meta.url));

/** Not of the registry, and no column of the matrix unless it is asked for. */
export const witBindgenRust: GuestBuilder = {
  id,
  title: "wit-bindgen Rust",
  makes: "core",
  does: ["echo", "construct", "method"],
  build(subject) {
    const [generator, rustc, crates] = tools.map(findTool);
    if (generator === undefined || rustc === undefined || crates === undefined) {
      const why = tools.filter((tool) => findTool(tool) === undefined).map((tool) => `${tool}: ${howToGet[tool]}`);
      return Promise.resolve({ ok: false, missing: true, why: why.join("; ") });
    }
    const built = build(subject, { generator, rustc, crates });
    return Promise.resolve(
      "why" in built
        ? { ok: false, missing: false, why: built.why }
        : { ok: true, guest: guestOf(id, "core", built.path, subject) },
    );
  },
};

interface Tools {
  readonly generator: Tool;
  readonly rustc: Tool;
  readonly crates: Tool;
}

type Result = { readonly path: string } | { readonly why: string };

function build(subject: Subject, { generator, rustc, crates }: Tools): Result {
  const text = createHash("sha256").update(`${subject.world}\n${subject.componentWit}`).digest("hex").slice(0, 12);
  // Of this process alone: two may want the same guest at once.
  const folder = join(cache, "conformance/guests", id, `${text}.${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "world.wit"), subject.componentWit);
  const args = ["rust", "world.wit", "--world", subject.world, "--stubs", "--generate-all", "--out-dir", "."];
  const generated = run(generator, args, folder);
  if (generated !== undefined) return { why: `wit-bindgen: ${generated}` };
  const file = `${subject.world.replaceAll("-", "_")}.rs`;
  const source = echoOfStubs(readFileSync(join(folder, file), "utf8"), subject);
  const lock = readFileSync(join(manifest, "Cargo.lock"), "utf8");
  const key = createHash("sha256")
    .update(JSON.stringify([source, lock, rustc, profile]))
    .digest("hex")
    .slice(0, 24);
  const path = join(cache, "conformance/guests", id, `${key}.wasm`);
  if (!existsSync(path)) {
    for (const name of ["Cargo.toml", "Cargo.lock"]) cpSync(join(manifest, name), join(folder, name));
    writeFileSync(join(folder, "src/lib.rs"), source);
    const why = compile(folder, rustc, crates);
    if (why !== undefined) return { why: `cargo: ${why}` };
    renameSync(join(folder, "guest.wasm"), path);
  }
  rmSync(folder, { recursive: true, force: true });
  return { path };
}

/** Built soon: how small or quick it is does not count here. */
const profile = { OPT_LEVEL: "1", LTO: "off", CODEGEN_UNITS: "16", PANIC: "abort", STRIP: "debuginfo" } as const;

function compile(folder: string, rustc: Tool, crates: Tool): string | undefined {
  const cargo = { ...rustc, command: join(dirname(rustc.command), "cargo"), args: [] };
  const target = ["--features", "std", "--target", "wasm32-unknown-unknown"];
  const emit = ["--", `--emit=link=${join(folder, "guest.wasm")}`];
  return run(cargo, ["rustc", "--release", "--offline", "--locked", ...target, ...emit], folder, {
    CARGO_HOME: crates.command,
    RUSTC: rustc.command,
    // The crates are compiled once.
    CARGO_TARGET_DIR: join(cache, "conformance", id),
    CARGO_ENCODED_RUSTFLAGS: [...rustc.args, "-Clink-arg=-zstack-size=65536"].join("\u001f"),
    ...Object.fromEntries(Object.entries(profile).map(([name, value]) => [`CARGO_PROFILE_RELEASE_${name}`, value])),
  });
}

/** What it said when it failed. */
function run(tool: Tool, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): string | undefined {
  const done = spawnSync(tool.command, [...tool.args, ...args], {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    timeout: 400_000,
    maxBuffer: 1 << 26,
  });
  return done.status === 0 ? undefined : `${done.stdout}${done.stderr}`.slice(-3000);
}
