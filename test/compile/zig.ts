/** Compiles generated Zig: every declaration of it, and to a wasm module; results are cached by what went in. */
import { join } from "node:path";
import type { FileSet } from "../../generator/src/emit/files.js";
import { cache, requireTool, type Tool } from "../support/toolchain.js";
import { flagsOf, keptModule, keptText, type Linked, type Ran, run, texts } from "./kept.js";

const language = "zig";

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
  // An app says there where its log goes.
  const options = project.some(({ path, text }) => path === "app.zig" && /^pub const std_options\b/m.test(text))
    ? 'pub const std_options = @import("app.zig").std_options;\n'
    : "";
  const files = [...project, { path: "everything.zig", text: everything + options }];
  const args = [
    "build-exe",
    ...flagsOf(files),
    "-fno-emit-bin",
    "--dep",
    "sdk",
    "-Mroot=everything.zig",
    "-Msdk=sdk.zig",
  ];
  return keptText(
    { language, key: ["check", zig.id, texts(files)], files },
    (folder) => start(zig, args, folder).messages,
  );
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
  const all = projects.flatMap((project, i) =>
    [...project, { path: "everything.zig", text: everything }].map(({ path, text }) => ({
      path: `${i}/${path}`,
      text: path.endsWith(".zig") ? withOwnExports(text, `${i}`) : text,
    })),
  );
  const main = projects.map((_, i) => `    _ = @import("p${i}");\n`).join("");
  const files = [...all, { path: "main.zig", text: `comptime {\n${main}}\n` }];
  const modules = projects.flatMap((_, i) => [
    ...["--dep", `sdk=sdk${i}`, `-Mp${i}=${i}/everything.zig`],
    `-Msdk${i}=${i}/sdk.zig`,
  ]);
  const deps = projects.flatMap((_, i) => ["--dep", `p${i}`]);
  const flags = flagsOf(projects[0] ?? []);
  const args = ["build-exe", ...flags, "-fno-emit-bin", ...deps, "-Mroot=main.zig", ...modules];
  const kept = { language, key: ["together", projects.map(texts)], files };
  return keptText(kept, (folder) => start(zig, args, folder).messages);
}

/** Two worlds may export the same name, which one program cannot. */
function withOwnExports(text: string, prefix: string): string {
  return text
    .replaceAll(/(@export\(&[\w.]+, \.\{ \.name = ")/g, `$1${prefix} `)
    .replaceAll("export fn cabi_realloc(", `export fn cabi_realloc_${prefix}(`);
}

/** Files that `zig fmt` of this version would change. */
export function unformatted(zig: Tool, projects: ReadonlyMap<string, FileSet>): string {
  // The runtime files are in every project.
  const first = new Map<string, string>();
  for (const [name, own] of projects)
    for (const { path, text } of own) if (path.endsWith(".zig") && !first.has(text)) first.set(text, `${name}/${path}`);
  const files = [...first].map(([text, path]) => ({ path, text }));
  return keptText(
    { language, key: ["fmt", zig.id, texts(files)], files },
    (folder) => start(zig, ["fmt", "--check", "."], folder).messages,
  );
}

/** The module that a user gets who follows flags.txt; the app is `app.zig`. */
export function linkModule(zig: Tool, files: FileSet): Linked {
  return keptModule({ language, key: ["link", texts(files)], files }, (folder) => {
    const args = ["build-exe", ...flagsOf(files), "--dep", "sdk", "-Mroot=app.zig", "-Msdk=sdk.zig"];
    const { ok, messages } = start(zig, [...args, "-femit-bin=app.wasm"], folder);
    return ok ? "" : messages;
  });
}

const start = (zig: Tool, args: readonly string[], folder: string): Ran =>
  run(zig.command, [...zig.args, ...args], folder, { ZIG_GLOBAL_CACHE_DIR: join(cache, "zig") });
