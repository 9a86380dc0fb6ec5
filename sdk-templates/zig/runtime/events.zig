//! The event loop of a command: it calls the handlers that a reactor exports, as far as `App` has them.
//!
//!     pub const App = struct {
//!         pub const onTimer = sdk.timers.onTimer;
//!
//!         pub const run = struct {
//!             pub fn run() !void {
//!                 try blink.every(500);
//!                 sdk.events.run(App);
//!             }
//!         };
//!     };

const std = @import("std");
const sdk = @import("sdk.zig");
const wit = @import("wit.zig");
const events = sdk.ocre.system.events;

pub const Event = events.Event;

var ending = false;

/// Waits for events and dispatches them, until a handler calls `end` or the container is stopped.
pub fn run(comptime App: type) void {
    ending = false;
    while (!ending) {
        // Once stop was asked for, the queue runs empty and nothing waits any more.
        const event = events.wait(std.math.maxInt(u32)) orelse {
            if (stopping) return;
            continue;
        };
        dispatch(App, event);
    }
}

var stopping = false;

/// `run` returns after the handler that is running.
pub fn end() void {
    ending = true;
}

/// Calls the handler of `App` that an event is for; without one the event is ignored.
pub fn dispatch(comptime App: type, event: Event) void {
    switch (event.kind) {
        .timer => call(App, "timer_handler", "onTimer", .{ event.token, event.lost }),
        .line => call(App, "line_handler", "onLine", .{ event.token, event.data, event.lost, event.time }),
        .socket => call(App, "socket_handler", "onSocket", .{ event.token, event.data }),
        .name => call(App, "name_handler", "onName", .{ event.token, event.data }),
        .store => call(App, "store_handler", "onStoreChange", .{ event.token, event.lost }),
        .sensor => call(App, "sensor_handler", "onSample", .{ event.token, event.lost }),
        .config => call(App, "config_handler", "onConfig", .{event.token}),
        .message => {
            const Handlers = find(App, "message_handler", "onMessage");
            if (Handlers != void and @hasDecl(sdk, "topics")) sdk.topics.receive(event.token, Handlers.onMessage);
        },
        .stop => {
            stopping = true;
            call(App, "lifecycle", "onStop", .{ event.data, graceOf(event) });
        },
        .other => {},
    }
}

/// Milliseconds until the host ends the container.
fn graceOf(event: Event) u32 {
    if (!@hasDecl(sdk.ocre.system, "monotonic_clock")) return 0;
    const left = event.time -| sdk.ocre.system.monotonic_clock.now();
    return @intCast(@min(left / 1_000_000, std.math.maxInt(u32)));
}

/// Handlers are in a name space for each interface, or in the app itself.
fn find(comptime App: type, comptime space: []const u8, comptime name: []const u8) type {
    if (@hasDecl(App, space) and @hasDecl(@field(App, space), name)) return @field(App, space);
    return if (@hasDecl(App, name)) App else void;
}

fn call(comptime App: type, comptime space: []const u8, comptime name: []const u8, args: anytype) void {
    const Handlers = find(App, space, name);
    if (Handlers == void) return;
    const handler = @field(Handlers, name);
    // The numbers of the event as the handler's enums and flags.
    var given: std.meta.ArgsTuple(@TypeOf(handler)) = undefined;
    inline for (&given, args) |*to, from| to.* = if (@TypeOf(to.*) == u64) from else wit.lift(@TypeOf(to.*), @as(i32, @bitCast(from)));
    _ = @call(.auto, handler, given);
}
