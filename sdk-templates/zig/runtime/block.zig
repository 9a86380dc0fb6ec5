//! The arena as one fixed block, without `memory.grow`: `--realloc=arena`.

const config = @import("config.zig");

var top: usize = 0;
var block: [config.arena_bytes]u8 align(8) = undefined;

/// What was handed out up to here stays.
pub const Mark = struct { top: usize };

pub fn mark() Mark {
    return .{ .top = top };
}

pub fn release(to: Mark) void {
    top = to.top;
}

pub fn reset() void {
    top = 0;
}

pub fn available() usize {
    return config.arena_bytes - top;
}

pub fn take(len: usize, alignment: usize) ?[*]u8 {
    if (alignment > 8) return null;
    const start = (top + alignment - 1) & ~(alignment - 1);
    if (start > config.arena_bytes or len > config.arena_bytes - start) return null;
    top = start + len;
    return @as([*]u8, &block) + start;
}

/// The last piece grows and shrinks where it is.
pub fn grow(ptr: [*]u8, old_len: usize, len: usize) bool {
    const start = @intFromPtr(ptr) -% @intFromPtr(&block);
    if (start +% old_len != top or len > config.arena_bytes - start) return len <= old_len;
    top = start + len;
    return true;
}
