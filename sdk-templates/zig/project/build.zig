//! For editors, and for 'zig build'; 'ocrekit build' writes build/sdk, and compiles src/app.zig without this file.
const std = @import("std");

pub fn build(b: *std.Build) void {
    const target = b.resolveTargetQuery(.{
        .cpu_arch = .wasm32,
        .os_tag = .freestanding,
        .cpu_model = .{ .explicit = &std.Target.wasm.cpu.mvp },
        .cpu_features_add = std.Target.wasm.featureSet(&.{
            .bulk_memory,
            .mutable_globals,
            .nontrapping_fptoint,
            .sign_ext,
        }),
    });
    const app = b.createModule(.{
        .root_source_file = b.path("src/app.zig"),
        .target = target,
        .optimize = .ReleaseSmall,
        .strip = true,
    });
    app.export_symbol_names = &.{ "__heap_base", "__data_end" };
    app.addAnonymousImport("sdk", .{ .root_source_file = b.path("build/sdk/sdk.zig") });

    const module = b.addExecutable(.{ .name = "app", .root_module = app });
    module.entry = .disabled;
    module.rdynamic = true;
    module.stack_size = stackSize(b.allocator);
    b.installArtifact(module);
}

/// What ocre.json asks for, or else what the flags of the SDK say.
fn stackSize(allocator: std.mem.Allocator) u64 {
    const Manifest = struct { build: struct { options: struct { stack: u64 = 4096 } = .{} } };
    const text = @embedFile("ocre.json");
    const manifest = std.json.parseFromSliceLeaky(Manifest, allocator, text, .{ .ignore_unknown_fields = true }) catch
        @panic("ocre.json is no manifest of an app");
    return manifest.build.options.stack;
}
