const std = @import("std");
const sdk = @import("sdk");
const arena = sdk.wit.arena;
const source = sdk.test_.memory.source;

pub const panic = sdk.wit.panic;

fn text(len: u32) []const u8 {
    return source.text(len) catch @trap();
}

pub const App = struct {
    pub fn first() u32 {
        return @intFromPtr(text(1).ptr);
    }
    pub fn apart(len: u32) u32 {
        const start = text(len);
        return text(1).ptr - start.ptr;
    }
    pub fn again(len: u32) bool {
        const mark = arena.mark();
        const start = text(len);
        arena.release(mark);
        return text(len).ptr == start.ptr;
    }
    pub fn left() u32 {
        return arena.available();
    }
    pub fn status(len: u32) u32 {
        _ = source.text(len) catch |err| return if (err == error.TooLarge) 2 else 1;
        return 0;
    }
    pub fn take(_: []const u8) u32 {
        return arena.available();
    }
    pub fn list(len: u32) u32 {
        var all: std.ArrayList(u32) = .empty;
        for (0..len) |i| all.append(arena.allocator, i) catch return 0;
        return arena.available();
    }
};

comptime {
    sdk.exportApp(App);
}
