//! The arena as a fixed block and, when that is full, blocks of `std.heap.wasm_allocator`: `--realloc=heap`. They are
//! given back with the rest, so that a large message costs memory only while it is handled.

const std = @import("std");
const config = @import("config.zig");

const heap = std.heap.wasm_allocator;
/// Fewer, larger blocks: each is asked for once.
const least = 16 * 1024;

/// In front of each block of the heap: what was in use before it.
const Block = struct {
    before: ?*Block,
    bytes: []align(8) u8,
};

var first: [config.arena_bytes]u8 align(8) = undefined;
var newest: ?*Block = null;
var bytes: []align(8) u8 = &first;
var top: usize = 0;

/// What was handed out up to here stays.
pub const Mark = struct { block: ?*Block, top: usize };

pub fn mark() Mark {
    return .{ .block = newest, .top = top };
}

pub fn release(to: Mark) void {
    while (newest != to.block) {
        const block = newest.?;
        const whole = bytes;
        newest = block.before;
        bytes = block.bytes;
        heap.free(whole);
    }
    top = to.top;
}

pub fn reset() void {
    release(.{ .block = null, .top = 0 });
}

pub fn available() usize {
    return @max(least, bytes.len - top);
}

pub fn take(len: usize, alignment: usize) ?[*]u8 {
    if (alignment > 8) return null;
    if (place(len, alignment)) |found| return found;
    const header = std.mem.alignForward(usize, @sizeOf(Block), 8);
    const size = std.math.add(usize, len, header) catch return null;
    const more = heap.alignedAlloc(u8, .@"8", @max(size, least)) catch return null;
    const block: *Block = @ptrCast(more.ptr);
    block.* = .{ .before = newest, .bytes = bytes };
    newest = block;
    bytes = more;
    top = header;
    return place(len, alignment);
}

fn place(len: usize, alignment: usize) ?[*]u8 {
    const start = std.mem.alignForward(usize, top, alignment);
    if (start > bytes.len or len > bytes.len - start) return null;
    top = start + len;
    return bytes.ptr + start;
}

/// The last piece grows and shrinks where it is.
pub fn grow(ptr: [*]u8, old_len: usize, len: usize) bool {
    const start = @intFromPtr(ptr) -% @intFromPtr(bytes.ptr);
    if (start +% old_len != top or len > bytes.len - start) return len <= old_len;
    top = start + len;
    return true;
}
