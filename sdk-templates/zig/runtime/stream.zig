//! `std.Io` over handles: what has a function that reads, or one that writes, is a reader or a writer of Zig.
//!
//!     var buffer: [128]u8 = undefined;
//!     var out = sdk.stream.writer(file, files.File.write, &buffer);
//!     try out.interface.print("{d} degrees\n", .{degrees});
//!     try out.interface.flush();

const std = @import("std");
const wit = @import("wit.zig");

/// So many bytes one call passes: a host takes 64 KiB of all that belongs to it.
const most_at_once = 16 * 1024;

/// `read` is a function of the handle and a largest length that returns the bytes; none are the end.
pub fn reader(handle: anytype, comptime read: anytype, buffer: []u8) Reader(@TypeOf(handle), read) {
    const Made = Reader(@TypeOf(handle), read);
    return .{
        .handle = handle,
        .interface = .{ .vtable = &.{ .stream = Made.stream }, .buffer = buffer, .seek = 0, .end = 0 },
    };
}

/// `write` is a function of the handle and bytes that writes all of them, or returns how many it wrote.
pub fn writer(handle: anytype, comptime write: anytype, buffer: []u8) Writer(@TypeOf(handle), write) {
    const Made = Writer(@TypeOf(handle), write);
    return .{ .handle = handle, .interface = .{ .vtable = &.{ .drain = Made.drain }, .buffer = buffer } };
}

pub fn Reader(comptime Handle: type, comptime read: anytype) type {
    return struct {
        handle: Handle,
        interface: std.Io.Reader,
        /// Why the last call failed, when it said `error.ReadFailed`.
        err: ?ErrorOf(read) = null,

        fn stream(interface: *std.Io.Reader, to: *std.Io.Writer, limit: std.Io.Limit) std.Io.Reader.StreamError!usize {
            const self: *@This() = @fieldParentPtr("interface", interface);
            // What was read lies in the arena only until it is copied.
            const mark = wit.arena.mark();
            defer wit.arena.release(mark);
            const most = limit.minInt(@min(wit.arena.available(), most_at_once));
            if (most == 0) return if (limit.minInt(1) == 0) 0 else error.ReadFailed;
            const bytes = read(self.handle, @intCast(most)) catch |err| {
                self.err = err;
                return error.ReadFailed;
            };
            if (bytes.len == 0) return error.EndOfStream;
            try to.writeAll(bytes);
            return bytes.len;
        }
    };
}

pub fn Writer(comptime Handle: type, comptime write: anytype) type {
    return struct {
        handle: Handle,
        interface: std.Io.Writer,
        /// Why the last call failed, when it said `error.WriteFailed`.
        err: ?ErrorOf(write) = null,

        fn drain(interface: *std.Io.Writer, data: []const []const u8, splat: usize) std.Io.Writer.Error!usize {
            const self: *@This() = @fieldParentPtr("interface", interface);
            try self.all(interface.buffered());
            interface.end = 0;
            var count: usize = 0;
            for (data, 1..) |bytes, i| {
                for (0..if (i == data.len) splat else 1) |_| {
                    try self.all(bytes);
                    count += bytes.len;
                }
            }
            return count;
        }

        fn all(self: *@This(), bytes: []const u8) std.Io.Writer.Error!void {
            var rest = bytes;
            while (rest.len > 0) {
                const piece = rest[0..@min(rest.len, most_at_once)];
                const written = write(self.handle, piece) catch |err| {
                    self.err = err;
                    return error.WriteFailed;
                };
                const done = if (@TypeOf(written) == void) piece.len else written;
                if (done == 0) return error.WriteFailed;
                rest = rest[done..];
            }
        }
    };
}

fn ErrorOf(comptime function: anytype) type {
    return @typeInfo(@typeInfo(@TypeOf(function)).@"fn".return_type.?).error_union.error_set;
}
