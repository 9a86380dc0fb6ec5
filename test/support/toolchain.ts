/** The tools that some tests need: found, or said to be missing. In CI a missing tool is a failure, elsewhere a skip with the way to get it. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findComponentizeJs } from "../../generator/src/toolchain/componentize-js.js";
import { asItIs, installedGo, newEnough, versionQuestion } from "../../generator/src/toolchain/go.js";

export type ToolId =
  | "zig"
  | "zig-next"
  | "go"
  | "asc"
  | "cargo"
  | "python"
  | "wasmtime"
  | "wit-bindgen"
  | "ldc"
  | "ruff"
  | "mypy"
  | "clang-format"
  | "componentize-js"
  | "componentize-py"
  | "rust"
  | "rust-crates"
  | "wit-bindgen-crates"
  | "wit-bindgen-go"
  | "typedoc";

export interface Tool {
  readonly id: ToolId;
  /** The program and the arguments that come before one's own: `spawnSync(command, [...args, "cc", "-c", "x.c"])`. */
  readonly command: string;
  readonly args: readonly string[];
}

/** What a test's context offers; vitest's `TestContext` has it. */
interface Skippable {
  skip(note?: string): never;
}

export const repository = fileURLToPath(new URL("../..", import.meta.url));
/** Shared by all runs in this clone; not under version control. */
export const cache = process.env["OCREKIT_CACHE"] ?? join(repository, ".cache");

/** A missing tool is a failure there. */
export const inCi = process.env["CI"] === "true" || process.env["CI"] === "1";

export const howToGet = {
  go: "sh .dev/toolchains.sh go, or a package of your system (1.24 or newer)",
  zig: "npm test gets it; or: OCREKIT_CACHE=.cache npx ocrekit doctor --install zig",
  "zig-next": "sh .dev/toolchains.sh zig-next",
  asc: "npm ci",
  cargo: "https://rustup.rs, or a package of your system",
  "wit-bindgen": "sh .dev/toolchains.sh wit-bindgen",
  wasmtime: "sh .dev/toolchains.sh wasmtime",
  ldc: "sh .dev/toolchains.sh ldc, or packages of your system: ldc and lld",
  "rust-crates": "sh .dev/toolchains.sh rust",
  "wit-bindgen-crates": "sh .dev/toolchains.sh wit-bindgen-crates",
  "wit-bindgen-go": "sh .dev/toolchains.sh wit-bindgen-go",
  rust: "sh .dev/toolchains.sh rust, then npm test; or: OCREKIT_CACHE=.cache npx ocrekit doctor --install rust",
  ruff: "sh .dev/toolchains.sh python",
  mypy: "sh .dev/toolchains.sh python",
  typedoc: "sh .dev/toolchains.sh typedoc",
  "clang-format": "sh .dev/toolchains.sh clang-format",
  "componentize-js": "sh .dev/toolchains.sh componentize-js",
  "componentize-py": "sh .dev/toolchains.sh python",
  python: "python3 3.9 or newer, a package of your system",
} as const satisfies Record<ToolId, string>;

const found = new Map<ToolId, Tool | undefined>();

/** The tool, or nothing. */
export function findTool(id: ToolId): Tool | undefined {
  if (!found.has(id)) found.set(id, look(id));
  return found.get(id);
}

/**
 * The tool; without it the test fails in CI and is skipped elsewhere.
 *
 * @example
 * it("compiles as C11", (context) => {
 *   const zig = requireTool("zig", context);
 *   spawnSync(zig.command, [...zig.args, "cc", "-std=c11", "-c", "x.c"]);
 * });
 */
export function requireTool(id: ToolId, context?: Skippable): Tool {
  const tool = findTool(id);
  if (tool !== undefined) return tool;
  const why = `${id} is missing; get it with: ${howToGet[id]}`;
  if (inCi || context === undefined) throw new Error(why);
  return context.skip(why);
}

function look(id: ToolId): Tool | undefined {
  switch (id) {
    case "zig": {
      // The package's own `bin/zig` is a Node script; the binary behind it starts 40 ms sooner.
      const name = process.platform === "win32" ? "zig.exe" : "zig";
      const binary = join(
        cache,
        "toolchains/zigc/node_modules/@zigc",
        `${process.platform}-${process.arch}`,
        "bin",
        name,
      );
      return existsSync(binary) ? { id, command: binary, args: [] } : undefined;
    }
    case "zig-next": {
      // The version after the one that `ocrekit build` has.
      const program = join(cache, "toolchains/zig-0.17.0/ziglang/zig");
      return existsSync(program) ? { id, command: program, args: [] } : undefined;
    }
    case "asc": {
      const script = join(repository, "node_modules/assemblyscript/bin/asc.js");
      return existsSync(script) ? { id, command: process.execPath, args: [script] } : undefined;
    }
    case "go":
      return goThatIsNew();
    case "cargo":
      return firstThatRuns(id, ["cargo"]);
    case "wasmtime": {
      // Python in a virtual environment that has the package.
      const python = join(cache, "toolchains/wasmtime-50.0.1/bin/python");
      return existsSync(python) ? { id, command: python, args: [] } : undefined;
    }
    case "rust-crates":
      // The packages which the SDK may depend on.
      return cratesOf(id, ".dev/toolchains/rust-crates.toml", "rust-crates.toml");
    case "wit-bindgen-crates":
      return cratesOf(id, "test/bench/wit-bindgen-rust/Cargo.lock", "wit-bindgen.lock");
    case "wit-bindgen-go": {
      // The Go module of that name, as a folder.
      const module = join(cache, "toolchains/wit-bindgen-go");
      return existsSync(join(module, "go.mod")) ? { id, command: module, args: [] } : undefined;
    }
    case "rust":
      return rustWithLibrary();
    case "ruff": {
      const program = join(cache, "toolchains/ruff-0.17.5/bin/ruff");
      return existsSync(program) ? { id, command: program, args: [] } : undefined;
    }
    case "mypy": {
      // Python in a virtual environment that has the package.
      const python = join(cache, "toolchains/mypy-2.4.1/bin/python");
      return existsSync(python) ? { id, command: python, args: [] } : undefined;
    }
    case "clang-format": {
      // The program itself; what pip puts into `bin` is a script that starts Python first.
      const packages = join(cache, "toolchains/clang-format-19.1.7/lib");
      const [python = ""] = existsSync(packages) ? readdirSync(packages) : [];
      const program = join(packages, python, "site-packages/clang_format/data/bin/clang-format");
      return existsSync(program) ? { id, command: program, args: [] } : undefined;
    }
    case "componentize-js": {
      const js = findComponentizeJs({ OCREKIT_CACHE: cache }, repository);
      return js === undefined ? undefined : { id, command: js.command, args: js.args };
    }
    case "componentize-py": {
      const program = join(cache, "toolchains/componentize-py-0.25.1/bin/componentize-py");
      return existsSync(program) ? { id, command: program, args: [] } : undefined;
    }
    case "typedoc": {
      const script = join(cache, "toolchains/typedoc-0.28.20/node_modules/typedoc/bin/typedoc");
      return existsSync(script) ? { id, command: process.execPath, args: [script] } : undefined;
    }
    case "ldc":
      return firstThatRuns(id, ["ldc2"]);
    case "wit-bindgen": {
      const standIn = join(cache, "wit-bindgen/debug/wit-bindgen");
      return (
        firstThatRuns(id, ["wit-bindgen"]) ?? (existsSync(standIn) ? { id, command: standIn, args: [] } : undefined)
      );
    }
    case "python":
      return firstThatRuns(id, ["python3", "python"]);
  }
}

/** As `ocrekit build` finds it. A GOROOT of another Go would lead ours astray, in whatever starts it. */
function goThatIsNew(): Tool | undefined {
  const said = spawnSync("go", [...versionQuestion], {
    encoding: "utf8",
    env: { ...process.env, ...asItIs },
    timeout: 20_000,
  });
  if (said.status === 0 && newEnough(said.stdout) !== undefined) return { id: "go", command: "go", args: [] };
  const ours = installedGo({ OCREKIT_CACHE: cache });
  if (ours === undefined) return undefined;
  delete process.env["GOROOT"];
  return { id: "go", command: ours.command, args: ours.args };
}

/** A home of cargo's with the crates of this list, of which it keeps a copy. */
function cratesOf(id: ToolId, list: string, copy: string): Tool | undefined {
  const home = join(cache, "toolchains/cargo");
  const [wanted, there] = [join(repository, list), join(home, copy)].map((path) =>
    existsSync(path) ? readFileSync(path, "utf8") : undefined,
  );
  return wanted !== undefined && wanted === there ? { id, command: home, args: [] } : undefined;
}

/** The compiler for which a library was built, with its library and linker as arguments. */
function rustWithLibrary(): Tool | undefined {
  const folder = join(cache, "toolchains");
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    const sysroot = join(folder, name);
    const note = join(sysroot, "made-by.json");
    if (!name.startsWith("rust-") || !existsSync(note)) continue;
    const { rustc, version, linker } = JSON.parse(readFileSync(note, "utf8"));
    const said = spawnSync(rustc, ["--version"], { encoding: "utf8", timeout: 20_000 });
    if (said.status === 0 && said.stdout.includes(` ${version} `))
      return { id: "rust", command: rustc, args: [`--sysroot=${sysroot}`, `-Clinker=${linker}`] };
  }
  return undefined;
}

function firstThatRuns(id: ToolId, commands: readonly string[], args = ["--version"]): Tool | undefined {
  const command = commands.find((name) => spawnSync(name, args, { stdio: "ignore", timeout: 20_000 }).status === 0);
  return command === undefined ? undefined : { id, command, args: [] };
}
