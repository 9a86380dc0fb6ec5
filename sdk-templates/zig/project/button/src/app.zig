//! Each press of the button toggles led0, and the log says so.
const std = @import("std");
const sdk = @import("sdk");
const gpio = sdk.ocre.gpio.lines;

pub const std_options = sdk.log.options;
pub const panic = sdk.wit.panic;

const button_token = 1;
const debounce_us = 20_000;

var button: gpio.Input = undefined;
var led: gpio.Output = undefined;
var is_on = false;

/// What the app implements; a handler that is not here is not in the module.
pub const App = struct {
    pub fn onStart(_: sdk.ocre.app.lifecycle.StartReason) !void {
        led = try .open("led0", .{
            .drive = .push_pull,
            .bias = .as_is,
            .active_low = false,
            .initially_active = false,
        });
        button = try .open("button", .{ .bias = .as_is, .active_low = false, .debounce_us = debounce_us });
        try button.watch(.{ .rising = true }, button_token);
    }

    pub fn onLine(_: u32, _: u32, _: u32, _: u64) void {
        is_on = !is_on;
        led.write(is_on) catch {};
        std.log.info("led0 {s}", .{if (is_on) "on" else "off"});
    }
};

comptime {
    sdk.exportApp(App);
}
