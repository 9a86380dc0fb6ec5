/** Bytes of small apps as their users would build them: C, beside wit-bindgen's C where it is installed, and AssemblyScript. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateFromWit } from "../../generator/src/backend/from-wit.js";
import { backend as assemblyscript } from "../../generator/src/backends/assemblyscript/backend.js";
import { backend as c } from "../../generator/src/backends/c/backend.js";
import { compile, type Runtime, runtimes } from "../compile/assemblyscript.js";
import { linkModule } from "../compile/c.js";
import { cache, findTool, repository } from "../support/toolchain.js";

/** With the exports that let a microcontroller shrink the app's memory. */
export const apps = {
  empty: { title: "empty command", aim: 130 },
  blinky: { title: "blinky", aim: 480 },
  publish: { title: "publish", aim: undefined },
} as const;
export type App = keyof typeof apps;
export const appNames: readonly App[] = ["empty", "blinky", "publish"];

export interface SizeResult {
  readonly app: string;
  readonly aim: number | undefined;
  /** `undefined`: the tool is not there. */
  readonly c: number | undefined;
  readonly witBindgen: number | undefined;
  readonly assemblyscript: Readonly<Record<Runtime, number | undefined>>;
}

const here = (name: string): string => fileURLToPath(new URL(`apps/${name}`, import.meta.url));
const wit = join(repository, "wit");
const world = "command";

export function benchSizes(): readonly SizeResult[] {
  return appNames.map((app) => ({
    app: apps[app].title,
    aim: apps[app].aim,
    c: inC(app)?.length,
    witBindgen: withWitBindgen(app),
    assemblyscript: {
      stub: inAssemblyScript(app, "stub")?.length,
      minimal: inAssemblyScript(app, "minimal")?.length,
      incremental: inAssemblyScript(app, "incremental")?.length,
    },
  }));
}

/** The module; `undefined` without the compiler. */
export function inC(app: App): Uint8Array | undefined {
  const zig = findTool("zig");
  if (zig === undefined) return undefined;
  const { files } = generateFromWit(c, { wit, world, options: new Map([["realloc", "none"]]) });
  const source = { path: "app.c", text: readFileSync(here(`${app}/c/app.c`), "utf8") };
  return built(linkModule(zig, [...files, source]));
}

export function inAssemblyScript(app: App, runtime: Runtime): Uint8Array | undefined {
  const asc = findTool("asc");
  if (asc === undefined) return undefined;
  const { files } = generateFromWit(assemblyscript, { wit, world });
  const source = { path: "app.ts", text: readFileSync(here(`${app}/assemblyscript/app.as`), "utf8") };
  return built(compile(asc, [...files, source], runtime));
}

function built({ wasm, messages }: { readonly wasm: Uint8Array; readonly messages: string }): Uint8Array {
  if (messages !== "") throw new Error(messages);
  return wasm;
}

/** Is there a `wit-bindgen` that generates C? */
export function hasWitBindgen(): boolean {
  return spawnSync("wit-bindgen", ["c", "--help"], { stdio: "ignore" }).status === 0;
}

/** The same app in wit-bindgen's C: the same compiler and flags, with the libc that its `malloc` comes from. */
function withWitBindgen(app: App): number | undefined {
  const zig = findTool("zig");
  if (zig === undefined || !hasWitBindgen()) return undefined;
  const folder = join(cache, "bench/wit-bindgen", app);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const run = (command: string, args: readonly string[]): void => {
    const done = spawnSync(command, args, { cwd: folder, encoding: "utf8", timeout: 240_000 });
    if (done.status !== 0) throw new Error(`${command} ${args.join(" ")}\n${done.stdout}${done.stderr}`);
  };
  run("wit-bindgen", ["c", wit, "--world", world, "--no-object-file", "--out-dir", "."]);
  const flags = [
    "--target=wasm32-wasi",
    "-mexec-model=reactor",
    "-mcpu=mvp",
    "-Oz",
    "-flto",
    "-Wl,--strip-all",
    "-Wl,--gc-sections",
  ];
  const shrink = ["-Wl,--export=__heap_base", "-Wl,--export=__data_end", "-Wl,-z,stack-size=1024"];
  const sources = readdirSync(folder).filter((name) => name.endsWith(".c"));
  run(zig.command, [
    ...zig.args,
    "cc",
    ...flags,
    ...shrink,
    "-I.",
    "-o",
    "app.wasm",
    ...sources,
    here(`${app}/wit-bindgen-c/guest.c`),
  ]);
  return readFileSync(join(folder, "app.wasm")).length;
}

/** Rows for people. */
export function sizeTable(results: readonly SizeResult[]): readonly (readonly string[])[] {
  const bytes = (n: number | undefined): string => (n === undefined ? "-" : String(n));
  return [
    ["bytes of wasm", "C", "aim", "wit-bindgen", ...runtimes.map((r) => `AS ${r}`)],
    ...results.map((r) => [
      r.app,
      bytes(r.c),
      r.aim === undefined ? "" : `<=${r.aim}`,
      bytes(r.witBindgen),
      ...runtimes.map((rt) => bytes(r.assemblyscript[rt])),
    ]),
  ];
}
