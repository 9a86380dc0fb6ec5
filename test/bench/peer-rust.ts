/** The apps in wit-bindgen's Rust: the same compiler and flags as ours, with three allocators. */
import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateFromWit } from "../../generator/src/backend/from-wit.js";
import { readFlags } from "../../generator/src/backend/recipe.js";
import { backend } from "../../generator/src/backends/rust/backend.js";
import { removeCustomSections } from "../../generator/src/wasm/index.js";
import { cache, repository, type Tool } from "../support/toolchain.js";
import { type BenchApp, sourcesOf } from "./apps.js";
import type { Guest } from "./guests.js";
import { kept } from "./kept.js";
import { partsOf, run, textsBelow, toolsFor } from "./wit-bindgen.js";

interface Kind {
  readonly title: string;
  /** A feature of the package. */
  readonly feature: "std" | "dlmalloc" | "ours";
  /** As our recipe has it, with and without the standard library. */
  readonly stack: number;
  readonly counts: boolean;
}

const package_ = fileURLToPath(new URL("wit-bindgen-rust", import.meta.url));
const allocator = join(repository, "sdk-templates/rust/runtime/src/allocator.rs");

export const witBindgenRust: readonly Guest[] = [
  // As its users write it.
  guest({ title: "wit-bindgen Rust", feature: "std", stack: 32_768, counts: true }),
  // Without the standard library, but with its allocator.
  guest({ title: "wit-bindgen Rust no_std", feature: "dlmalloc", stack: 8192, counts: true }),
  // Its bindings alone: nobody has this outside of the bench.
  guest({ title: "wit-bindgen Rust, our allocator", feature: "ours", stack: 8192, counts: false }),
];

function guest(kind: Kind): Guest {
  return {
    title: kind.title,
    language: "rust",
    peer: { counts: kind.counts },
    async build(app) {
      const tools = toolsFor(["wit-bindgen", "rust", "wit-bindgen-crates"]);
      if ("ok" in tools) return tools;
      const [generator, rustc, crates] = tools;
      if (generator === undefined || rustc === undefined || crates === undefined)
        throw new Error("three tools were asked for");
      const versions = [run(generator, ["--version"], { folder: "." }), run(rustc, ["-vV"], { folder: "." })];
      const flags = flagsFor(app, kind);
      const sources = [...textsBelow(package_), readFileSync(allocator, "utf8"), ...partsOf(app, "wit-bindgen-rust")];
      const path = await kept(
        "wit-bindgen-rust",
        "app.wasm",
        [kind.feature, ...versions, ...flags, ...sources],
        (at) => {
          compile(at, app, kind, { generator, rustc, crates, flags });
        },
      );
      return { ok: true, path, makes: "core" };
    },
  };
}

interface Tools {
  readonly generator: Tool;
  readonly rustc: Tool;
  readonly crates: Tool;
  readonly flags: readonly string[];
}

function compile(folder: string, app: BenchApp, kind: Kind, { generator, rustc, crates, flags }: Tools): void {
  cpSync(package_, folder, { recursive: true });
  mkdirSync(join(folder, "bindings"));
  run(generator, ["rust", app.wit, "--world", app.world, "--generate-all", "--out-dir", "bindings"], { folder });
  renameSync(join(folder, "bindings", `${app.world}.rs`), join(folder, "src/bindings.rs"));
  cpSync(join(sourcesOf(app, "wit-bindgen-rust"), "app.rs"), join(folder, "src/app.rs"));
  cpSync(allocator, join(folder, "src/allocator.rs"));
  const cargo = { ...crates, command: join(dirname(rustc.command), "cargo") };
  const features = ["--features", kind.feature, "--target", "wasm32-unknown-unknown"];
  const output = join(folder, "guest.wasm");
  run(cargo, ["rustc", "--release", "--offline", "--locked", ...features, "--", `--emit=link=${output}`], {
    folder,
    env: {
      CARGO_HOME: crates.command,
      RUSTC: rustc.command,
      // The crates are compiled once.
      CARGO_TARGET_DIR: join(cache, "bench/wit-bindgen-rust/target"),
      CARGO_ENCODED_RUSTFLAGS: [...rustc.args, ...flags].join("\u001f"),
    },
  });
  // The type of the component, which a device does not get.
  const module = removeCustomSections(new Uint8Array(readFileSync(output)), () => true);
  writeFileSync(join(folder, "app.wasm"), module);
}

/** Those of our SDK which Cargo's profile does not have. */
function flagsFor(app: BenchApp, { stack }: Kind): readonly string[] {
  const sdk = generateFromWit(backend, { wit: app.wit, world: app.world }).files;
  const flags = readFlags({ sdk }).filter((flag) => /^-C(target|llvm)/.test(flag));
  return [...flags, `-Clink-arg=-zstack-size=${stack}`];
}
