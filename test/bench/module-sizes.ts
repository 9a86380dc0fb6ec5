/** Bytes and memory of the same small apps in every language, after `wasm-opt -Oz`, beside wit-bindgen's C. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { languages } from "../../generator/src/backend/index.js";
import { buildModule } from "../conformance/build-module.js";
import { cache, findTool, repository } from "../support/toolchain.js";
import { type Memory, memoryOf } from "./memory.js";

export interface BenchApp {
  readonly name: string;
  readonly title: string;
  readonly wit: string;
  readonly world: string;
}

const here = (path: string): string => fileURLToPath(new URL(`apps/${path}`, import.meta.url));
const own = join(repository, "wit");

export const benchApps: readonly BenchApp[] = [
  { name: "empty", title: "empty command", wit: own, world: "command" },
  { name: "blinky", title: "blinky", wit: own, world: "command" },
  { name: "publish", title: "publish", wit: own, world: "command" },
  { name: "demo", title: "demo world", wit: here("demo/demo.wit"), world: "app" },
];

/** Aims for the demo world after `wasm-opt -Oz`. */
export const aims: Readonly<Record<string, number>> = {
  c: 1250,
  rust: 2800,
  cpp: 4000,
  zig: 4400,
  assemblyscript: 6000,
};

export interface ModuleSize {
  readonly app: string;
  readonly language: string;
  readonly bytes: number;
  /** Absent: no binaryen, or a module too large for it in this run. */
  readonly optimised?: number;
  /** Absent: the app is not driven. */
  readonly memory?: Memory;
}

/** What cannot be built here, by language. */
export type Missing = Map<string, string>;

export async function moduleSizes(
  missing: Missing,
  progress: (line: string) => void,
  only: readonly string[] = [],
): Promise<readonly ModuleSize[]> {
  const sizes: ModuleSize[] = [];
  for (const language of languages.filter(
    (l) => l.recipe !== undefined && (only.length === 0 || only.includes(l.id)),
  )) {
    for (const app of benchApps) {
      const path = await build(language.id, app, missing);
      if (path === undefined) continue;
      progress(`${app.name} in ${language.id}`);
      sizes.push(await measured(app, language.id, path));
    }
  }
  for (const app of benchApps) {
    const path = withWitBindgen(app, missing);
    if (path !== undefined) sizes.push(await measured(app, "wit-bindgen C", path));
  }
  return sizes;
}

async function measured(app: BenchApp, language: string, path: string): Promise<ModuleSize> {
  const bytes = new Uint8Array(readFileSync(path));
  const optimised = await withWasmOpt(bytes);
  const memory = app.name === "demo" ? await memoryOf(app.wit, language, path) : undefined;
  return {
    app: app.name,
    language,
    bytes: bytes.length,
    ...(optimised === undefined ? {} : { optimised }),
    ...(memory === undefined ? {} : { memory }),
  };
}

async function build(id: string, app: BenchApp, missing: Missing): Promise<string | undefined> {
  const language = languages.find((l) => l.id === id);
  const folder = here(`${app.name}/${id}`);
  if (missing.has(id) || !existsSync(folder)) return undefined;
  const backend = await language?.load?.();
  const recipe = await language?.recipe?.();
  if (backend === undefined || recipe === undefined || recipe.makes === "component") return undefined;
  // AssemblyScript is no TypeScript: under its own ending no tool takes it for that.
  const files = readdirSync(folder).map((name) => ({
    path: name.replace(/\.as$/, ".ts"),
    text: readFileSync(join(folder, name), "utf8"),
  }));
  const has = (name: string): boolean => backend.options.some((o) => o.name === name);
  // A command that is called once needs no memory that the host could ask for; a message of 20 kB and its echo do.
  const options = new Map([
    ...(app.world === "command" && has("realloc") ? [["realloc", "none"] as const] : []),
    ...(app.name === "demo" && has("arena-bytes") ? [["arena-bytes", "49152"] as const] : []),
  ]);
  const { wit, world } = app;
  const built = await buildModule(backend, recipe, { wit, world, shownAs: app.name, app: files, options });
  if (built.ok) return built.path;
  missing.set(built.missing ? id : `${id} ${app.name}`, built.why.slice(0, 1500));
  return undefined;
}

/** As `wasm-opt -Oz`, without the proposals that small engines lack. */
async function withWasmOpt(bytes: Uint8Array): Promise<number | undefined> {
  // The library is WebAssembly itself: what takes seconds natively takes minutes there, for modules with an engine inside.
  if (bytes.length > 200_000) return undefined;
  const kept = join(cache, "bench/optimised", `${createHash("sha256").update(bytes).digest("hex").slice(0, 24)}.txt`);
  if (existsSync(kept)) return Number(readFileSync(kept, "utf8"));
  const { default: binaryen } = await import("binaryen");
  const module = binaryen.readBinary(bytes);
  const { BulkMemory, BulkMemoryOpt, SignExt, MutableGlobals, NontrappingFPToInt } = binaryen.Features;
  module.setFeatures(BulkMemory | BulkMemoryOpt | SignExt | MutableGlobals | NontrappingFPToInt);
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  module.optimize();
  const { length } = module.emitBinary();
  module.dispose();
  mkdirSync(join(cache, "bench/optimised"), { recursive: true });
  writeFileSync(kept, String(length));
  return length;
}

/** The same app in wit-bindgen's C: the same compiler and flags, with the libc that its `malloc` comes from. */
function withWitBindgen(app: BenchApp, missing: Missing): string | undefined {
  const source = here(`${app.name}/wit-bindgen-c/guest.c`);
  const tool = findTool("wit-bindgen");
  const zig = findTool("zig");
  if (tool === undefined || zig === undefined) {
    missing.set("wit-bindgen", "sh .dev/toolchains.sh wit-bindgen");
    return undefined;
  }
  const folder = join(cache, "bench/wit-bindgen", app.name);
  mkdirSync(folder, { recursive: true });
  const run = (command: string, args: readonly string[]): void => {
    const done = spawnSync(command, args, { cwd: folder, encoding: "utf8", timeout: 240_000 });
    if (done.status !== 0) throw new Error(`${command} ${args.join(" ")}\n${done.stdout}${done.stderr}`);
  };
  run(tool.command, [...tool.args, "c", app.wit, "--world", app.world, "--no-object-file", "--out-dir", "."]);
  const name = app.world;
  const flags = ["--target=wasm32-wasi", "-mexec-model=reactor", "-mcpu=mvp", "-Oz", "-flto", "-Wl,--strip-all"];
  const shrink = ["-Wl,--gc-sections", "-Wl,--export=__heap_base", "-Wl,--export=__data_end", "-Wl,-z,stack-size=4096"];
  run(zig.command, [...zig.args, "cc", ...flags, ...shrink, "-I.", "-o", "app.wasm", `${name}.c`, source]);
  return join(folder, "app.wasm");
}

/** Rows for people: bytes as built, and after `wasm-opt -Oz`. */
export function moduleTable(sizes: readonly ModuleSize[]): readonly (readonly string[])[] {
  const names = [...new Set(sizes.map((s) => s.language))];
  const reference = (app: string): number | undefined =>
    sizes.find((s) => s.app === app && s.language === "wit-bindgen C")?.optimised;
  const cell = (language: string, app: string): string => {
    const found = sizes.find((s) => s.app === app && s.language === language);
    if (found === undefined) return "-";
    return found.optimised === undefined ? String(found.bytes) : `${found.bytes} / ${found.optimised}`;
  };
  const last = (language: string): readonly string[] => {
    const demo = sizes.find((s) => s.app === "demo" && s.language === language);
    const than = reference("demo");
    const size = demo?.optimised ?? demo?.bytes;
    const aim = aims[language];
    const share = size === undefined || than === undefined ? "" : `${Math.round((100 * size) / than)} %`;
    const memory = demo?.memory;
    return [
      aim === undefined ? "" : `<=${aim}`,
      share,
      memory === undefined ? "-" : `${kib(memory.start)} -> ${kib(memory.end)}`,
    ];
  };
  return [
    ["bytes / after -Oz", ...benchApps.map((a) => a.title), "aim", "of wit-bindgen C", "RAM in KiB"],
    ...names.map((language) => [language, ...benchApps.map((a) => cell(language, a.name)), ...last(language)]),
  ];
}

const kib = (bytes: number): string => String(Math.round(bytes / 1024));
