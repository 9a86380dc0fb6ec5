//! Zig's own log and panics as log lines of the container. In the app's main file:
//!
//!     pub const std_options = sdk.log.options;
//!     pub const panic = sdk.log.panic;
//!
//! From then on `std.log.info("{d} degrees", .{degrees})` is a line, the scope of `std.log.scoped` its target, and
//! `@panic("why")` a line and a trap.

const std = @import("std");
const sdk = @import("sdk.zig");
const log = sdk.ocre.system.log;

/// The host cuts what is longer.
const longest = 256;

pub const options: std.Options = .{ .logFn = logFn, .log_level = .debug };

pub fn logFn(
    comptime level: std.log.Level,
    comptime scope: @TypeOf(.default),
    comptime format: []const u8,
    args: anytype,
) void {
    const to: log.Level = switch (level) {
        .err => .error_,
        .warn => .warn,
        .info => .info,
        .debug => .debug,
    };
    // What nobody keeps is not formatted.
    if (sdk.wit.core(to) < sdk.wit.core(log.threshold())) return;
    var buffer: [longest]u8 = undefined;
    var out: std.Io.Writer = .fixed(&buffer);
    out.print(format, args) catch {};
    log.log(to, if (scope == .default) "" else @tagName(scope), whole(out.buffered()));
}

/// A character that did not fit goes; bytes that are no text at all become question marks.
fn whole(text: []u8) []const u8 {
    var end = text.len;
    if (end == longest) {
        while (end > longest - 4 and text[end - 1] & 0xC0 == 0x80) end -= 1;
        if (text[end - 1] >= 0xC0) end -= 1 else end = text.len;
    }
    if (std.unicode.utf8ValidateSlice(text[0..end])) return text[0..end];
    for (text) |*byte| {
        if (byte.* >= 0x80) byte.* = '?';
    }
    return text;
}

/// A line with the message, then a trap.
pub const panic = std.debug.FullPanic(report);

fn report(message: []const u8, _: ?usize) noreturn {
    log.log(.error_, "panic", message);
    @trap();
}

/// As `std.debug.assert`, but in every mode, and with a line that says what was expected.
pub fn assert(holds: bool, comptime message: []const u8) void {
    if (!holds) report("assertion failed: " ++ message, null);
}
