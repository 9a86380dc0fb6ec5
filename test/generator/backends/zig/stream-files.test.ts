/** `sdk.stream` over files of `ocre:storage` on the Node host: what lies on the disk before and after a run is looked at from outside. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../support/ocrekit.js";
import { runSource } from "../../../support/run-source.js";

const source = `const std = @import("std");
const sdk = @import("sdk");
const File = sdk.ocre.storage.files.File;

pub const std_options = sdk.log.options;
pub const panic = sdk.log.panic;

pub const App = struct {
    pub const run = struct {
        pub fn run() !void {
            try number();
            try copy();
            try large();
            try refused();
        }
    };
};

/// Every line with its number before it.
fn number() !void {
    const from: File = try .open("/data/lines.txt", .{ .read = true });
    defer from.deinit();
    const to: File = try .open("/data/numbered.txt", .{ .write = true, .create = true });
    defer to.deinit();
    var line_buffer: [128]u8 = undefined;
    var out_buffer: [50]u8 = undefined;
    var in = sdk.stream.reader(from, File.read, &line_buffer);
    var out = sdk.stream.writer(to, File.write, &out_buffer);
    var count: u32 = 0;
    while (try in.interface.takeDelimiter('\\n')) |line| {
        count += 1;
        try out.interface.print("{d}: {s}\\n", .{ count, line });
    }
    try out.interface.flush();
    std.log.info("{d} lines", .{count});
}

/// Bytes of any value, through buffers that are smaller than the file and than each other.
fn copy() !void {
    const from: File = try .open("/data/bytes", .{ .read = true });
    defer from.deinit();
    const to: File = try .open("/data/copy", .{ .write = true, .create = true, .truncate = true });
    defer to.deinit();
    var in_buffer: [64]u8 = undefined;
    var out_buffer: [48]u8 = undefined;
    var in = sdk.stream.reader(from, File.read, &in_buffer);
    var out = sdk.stream.writer(to, File.write, &out_buffer);
    const head = try in.interface.takeInt(u32, .little);
    try out.interface.writeInt(u32, head, .little);
    const rest = try in.interface.streamRemaining(&out.interface);
    try out.interface.flush();
    std.log.info("{d} bytes after {x}", .{ rest, head });
}

const block: [100_000]u8 = @splat('x');

/// More at once than one call may pass.
fn large() !void {
    const to: File = try .open("/data/large", .{ .write = true, .create = true });
    defer to.deinit();
    var out = sdk.stream.writer(to, File.write, &.{});
    try out.interface.writeAll(&block);
}

/// A file has the rights that it was opened with; the stream says why it stopped.
fn refused() !void {
    const reads: File = try .open("/data/lines.txt", .{ .read = true });
    defer reads.deinit();
    var out = sdk.stream.writer(reads, File.write, &.{});
    if (out.interface.writeAll("x")) |_| std.log.err("written", .{}) else |err| std.log.info("{t}: {t}", .{ err, out.err.? });

    const writes: File = try .open("/data/numbered.txt", .{ .write = true });
    defer writes.deinit();
    var buffer: [8]u8 = undefined;
    var in = sdk.stream.reader(writes, File.read, &buffer);
    if (in.interface.takeByte()) |_| std.log.err("read", .{}) else |err| std.log.info("{t}: {t}", .{ err, in.err.? });
}

comptime {
    sdk.exportApp(App);
}
`;

/** Bytes that look like chance and are the same each time. */
const bytes = Buffer.concat(Array.from({ length: 700 }, (_, i) => createHash("sha256").update(`${i}`).digest()));
/** Empty ones, short ones, and some that fill the buffer but for their end. */
const lines = Array.from({ length: 300 }, (_, i) => bytes.toString("hex", i, i + ((i * 7) % 64)).slice(i % 2));

it.for([
  ["in an arena, smaller than the files", { stack: 16_384, "arena-bytes": "4096" }],
  ["on the heap", { stack: 16_384, realloc: "heap" }],
] as const)("reads and writes files %s", { timeout: 300_000 }, ([, options], context) => {
  const state = temporaryFolder();
  const volume = join(state, "containers/app/volumes/data");
  mkdirSync(volume, { recursive: true });
  // The last line has no end.
  writeFileSync(join(volume, "lines.txt"), lines.join("\n"));
  writeFileSync(join(volume, "bytes"), bytes);
  const allow = ["storage.read(/data/**)", "storage.write(/data/**)"];
  const app = { language: "zig", path: "src/app.zig", source, world: "command", allow, options } as const;
  const ran = runSource(app, context, "--dir", state);
  expect(ran).toMatchObject({ ended: ["exited 0"], refused: [] });
  expect(readFileSync(join(volume, "numbered.txt"), "utf8")).toBe(lines.map((l, i) => `${i + 1}: ${l}\n`).join(""));
  expect(readFileSync(join(volume, "copy")).equals(bytes)).toBe(true);
  expect(readFileSync(join(volume, "large"), "utf8")).toBe("x".repeat(100_000));
  expect(ran.logs).toEqual([
    "info 300 lines",
    `info ${bytes.length - 4} bytes after ${bytes.readUInt32LE(0).toString(16)}`,
    "info WriteFailed: Denied",
    "info ReadFailed: Denied",
  ]);
});
