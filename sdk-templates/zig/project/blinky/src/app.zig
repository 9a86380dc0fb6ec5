//! Blinks led0 ten times.
const sdk = @import("sdk");
const gpio = sdk.ocre.gpio.lines;
const timers = sdk.ocre.system.timers;

pub const panic = sdk.wit.panic;

const blink_timer = 1;
const half_period_ms = 100;
const changes = 20;

var led: gpio.Output = undefined;
var changed: u32 = 0;

/// What the app implements: a name space for each exported interface. What is not here is not in the module.
pub const App = struct {
    pub const lifecycle = struct {
        pub fn onStart(_: sdk.ocre.app.lifecycle.StartReason) !void {
            led = try .open("led0", .{
                .drive = .push_pull,
                .bias = .as_is,
                .active_low = false,
                .initially_active = false,
            });
            try timers.start(blink_timer, half_period_ms, half_period_ms);
        }

        pub fn onStop(_: sdk.ocre.app.lifecycle.StopReason, _: u32) void {
            led.deinit();
        }
    };

    pub const timer_handler = struct {
        pub fn onTimer(token: sdk.ocre.system.types.Token, _: u32) void {
            changed += 1;
            led.write(changed % 2 == 1) catch {};
            // Without a timer nothing can happen any more, and the host ends the app.
            if (changed == changes) timers.cancel(token) catch {};
        }
    };
};

comptime {
    sdk.exportApp(App);
}
