const sdk = @import("sdk");
pub const panic = sdk.wit.panic;
pub const App = struct {
    pub const run = struct {
        pub fn run() !void {
            const led = try sdk.ocre.gpio.lines.Output.open("led0", .{ .drive = .push_pull, .bias = .as_is, .active_low = false, .initially_active = false });
            defer led.deinit();
            for (0..10) |_| {
                try led.toggle();
                try sdk.ocre.system.monotonic_clock.waitFor(500_000_000);
            }
        }
    };
};
comptime {
    sdk.exportApp(App);
}
