//! Blinks led0 ten times.
const sdk = @import("sdk");
const gpio = sdk.ocre.gpio.lines;

pub const panic = sdk.wit.panic;

const half_period_ms = 100;
const changes = 20;

var led: gpio.Output = undefined;
var blink: sdk.timers.Timer = .{ .callback = change };
var changed: u32 = 0;

fn change(timer: *sdk.timers.Timer) void {
    changed += 1;
    led.write(changed % 2 == 1) catch {};
    // Without a timer nothing can happen any more, and the host ends the app.
    if (changed == changes) timer.cancel();
}

/// What the app implements; a handler that is not here is not in the module.
pub const App = struct {
    pub const onTimer = sdk.timers.onTimer;

    pub fn onStart(_: sdk.ocre.app.lifecycle.StartReason) !void {
        led = try .open("led0", .{
            .drive = .push_pull,
            .bias = .as_is,
            .active_low = false,
            .initially_active = false,
        });
        try blink.every(half_period_ms);
    }
};

comptime {
    sdk.exportApp(App);
}
