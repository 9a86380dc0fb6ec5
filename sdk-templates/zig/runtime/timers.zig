//! Timers with callbacks. A timer is a variable or a field of the app, and its address is its token, so that nothing is
//! looked up and nothing allocated; it stays where it is while it runs.
//!
//!     var blink: sdk.timers.Timer = .{ .callback = toggle };
//!     try blink.every(500);
//!
//!     pub const App = struct {
//!         pub const onTimer = sdk.timers.onTimer;
//!     };

const sdk = @import("sdk.zig");
const timers = sdk.ocre.system.timers;

pub const Timer = struct {
    /// Finds what the timer is a field of by `@fieldParentPtr`.
    callback: *const fn (timer: *Timer) void,
    /// Ticks that were missed before the one that called.
    lost: u32 = 0,

    /// Calls after `period_ms`, and again after each further one.
    pub fn every(timer: *Timer, period_ms: u32) !void {
        try timers.start(timer.token(), period_ms, period_ms);
    }

    /// Calls once, after `delay_ms`.
    pub fn after(timer: *Timer, delay_ms: u32) !void {
        try timers.start(timer.token(), delay_ms, 0);
    }

    /// Does nothing when the timer does not run.
    pub fn cancel(timer: *Timer) void {
        timers.cancel(timer.token()) catch {};
    }

    /// Milliseconds until the next call; null when the timer does not run.
    pub fn remaining(timer: *Timer) ?u32 {
        return timers.remaining(timer.token()) catch null;
    }

    fn token(timer: *Timer) u32 {
        return @intCast(@intFromPtr(timer));
    }
};

/// The handler of an app whose timers are all of this kind.
pub fn onTimer(token: u32, lost: u32) void {
    const timer: *Timer = @ptrFromInt(token);
    timer.lost = lost;
    timer.callback(timer);
}
