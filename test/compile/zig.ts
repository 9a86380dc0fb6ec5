/** Compiles generated Zig: every declaration of it, and to a wasm module; results are cached by what went in. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileSet } from "../../generator/src/emit/files.js";
import { cache, requireTool, type Tool } from "../support/toolchain.js";

/** Zig looks at what is used only, so that this uses everything. */
const everything = `const sdk = @import("sdk");

comptime {
    @setEvalBranchQuota(1_000_000);
    use(sdk);
    _ = @import("app.zig");
}

fn use(comptime T: type) void {
    for (declarations(T)) |name| {
        if (@TypeOf(@field(T, name)) != type) useValue(T, name) else switch (@typeInfo(@field(T, name))) {
            .@"struct" => if (@field(T, name) != sdk.wit) use(@field(T, name)),
            .@"enum" => for (declarations(@field(T, name))) |inner| useValue(@field(T, name), inner),
            else => {},
        }
    }
}

/// Zig 0.17 has their names alone.
fn declarations(comptime T: type) []const []const u8 {
    switch (@typeInfo(T)) {
        inline .@"struct", .@"enum" => |info| {
            if (@hasField(@TypeOf(info), "decl_names")) return info.decl_names;
            var names: [info.decls.len][]const u8 = undefined;
            for (&names, info.decls) |*name, decl| name.* = decl.name;
            const all = names;
            return &all;
        },
        else => unreachable,
    }
}

fn useValue(comptime T: type, comptime name: []const u8) void {
    const info = @typeInfo(@TypeOf(@field(T, name)));
    if (info != .@"fn" or !info.@"fn".is_generic) _ = &@field(T, name);
}
`;

/** What the compiler says about a project with its stubs; nothing when there is nothing wrong. */
export function checkAll(zig: Tool, project: FileSet): string {
  const files = [...project, { path: "everything.zig", text: everything }];
  const folder = folderFor(["check", texts(files)]);
  const log = join(folder, "messages.txt");
  if (existsSync(log)) return readFileSync(log, "utf8");
  writeAll(folder, files);
  const args = [
    "build-exe",
    ...flagsOf(files),
    "-fno-emit-bin",
    "--dep",
    "sdk",
    "-Mroot=everything.zig",
    "-Msdk=sdk.zig",
  ];
  const { messages } = run(zig, args, folder);
  writeFileSync(log, messages);
  return messages;
}

/**
 * What the compiler says about each project with its stubs, in one run of it when there is nothing to say. `flags.txt`
 * is that of the first: it is the same for all.
 */
export function checkStrict(projects: ReadonlyMap<string, FileSet>): ReadonlyMap<string, string> {
  const zig = requireTool("zig");
  const all = [...projects.values()];
  const clean = together(zig, all) === "";
  return new Map([...projects].map(([name, files]) => [name, clean ? "" : checkAll(zig, files)]));
}

/** Many projects as modules of one program; each keeps its names of exports to itself. */
function together(zig: Tool, projects: readonly FileSet[]): string {
  const folder = folderFor(["together", projects.map(texts)]);
  const log = join(folder, "messages.txt");
  if (existsSync(log)) return readFileSync(log, "utf8");
  const files = projects.flatMap((project, i) =>
    [...project, { path: "everything.zig", text: everything }].map(({ path, text }) => ({
      path: `${i}/${path}`,
      text: path.endsWith(".zig") ? withOwnExports(text, `${i}`) : text,
    })),
  );
  const main = projects.map((_, i) => `    _ = @import("p${i}");\n`).join("");
  writeAll(folder, [...files, { path: "main.zig", text: `comptime {\n${main}}\n` }]);
  const modules = projects.flatMap((_, i) => [
    ...["--dep", `sdk=sdk${i}`, `-Mp${i}=${i}/everything.zig`],
    `-Msdk${i}=${i}/sdk.zig`,
  ]);
  const deps = projects.flatMap((_, i) => ["--dep", `p${i}`]);
  const flags = flagsOf(projects[0] ?? []);
  const { messages } = run(
    zig,
    ["build-exe", ...flags, "-fno-emit-bin", ...deps, "-Mroot=main.zig", ...modules],
    folder,
  );
  writeFileSync(log, messages);
  return messages;
}

/** Two worlds may export the same name, which one program cannot. */
function withOwnExports(text: string, prefix: string): string {
  return text
    .replaceAll(/(@export\(&[\w.]+, \.\{ \.name = ")/g, `$1${prefix} `)
    .replaceAll("export fn cabi_realloc(", `export fn cabi_realloc_${prefix}(`);
}

/** Files that `zig fmt` would change. */
export function unformatted(zig: Tool, projects: ReadonlyMap<string, FileSet>): string {
  const folder = folderFor(["fmt", ...[...projects].map(([name, files]) => [name, texts(files)])]);
  const log = join(folder, "messages.txt");
  if (existsSync(log)) return readFileSync(log, "utf8");
  for (const [name, files] of projects) writeAll(join(folder, name), files);
  const { messages } = run(zig, ["fmt", "--check", "."], folder);
  writeFileSync(log, messages);
  return messages;
}

/** The module that a user gets who follows flags.txt; the app is `app.zig`. */
export function linkModule(zig: Tool, files: FileSet): { readonly wasm: Uint8Array; readonly messages: string } {
  const folder = folderFor(["link", texts(files)]);
  const wasm = join(folder, "app.wasm");
  if (!existsSync(wasm)) {
    writeAll(folder, files);
    const args = ["build-exe", ...flagsOf(files), "--dep", "sdk", "-Mroot=app.zig", "-Msdk=sdk.zig"];
    const { status, messages } = run(zig, [...args, "-femit-bin=app.wasm"], folder);
    if (status !== 0) return { wasm: new Uint8Array(), messages };
  }
  return { wasm: readFileSync(wasm), messages: "" };
}

const flagsOf = (files: FileSet): readonly string[] =>
  (files.find((f) => f.path === "flags.txt")?.text ?? "").split("\n").filter((l) => l !== "" && !l.startsWith("#"));

function run(
  zig: Tool,
  args: readonly string[],
  folder: string,
): { readonly status: number | null; readonly messages: string } {
  const done = spawnSync(zig.command, [...zig.args, ...args], {
    cwd: folder,
    encoding: "utf8",
    timeout: 240_000,
    env: { ...process.env, ZIG_GLOBAL_CACHE_DIR: join(cache, "zig") },
  });
  const messages = `${done.stdout}${done.stderr}`.trim();
  return {
    status: done.status,
    messages: done.status === 0 ? messages : `${messages}\nzig ended with ${done.status}\n`,
  };
}

const texts = (files: FileSet): readonly (readonly [string, string])[] => files.map((f) => [f.path, f.text]);

function folderFor(key: unknown): string {
  return join(cache, "compile", "zig", createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 24));
}

function writeAll(folder: string, files: FileSet): void {
  rmSync(folder, { recursive: true, force: true });
  for (const file of files) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), file.text);
  }
}
