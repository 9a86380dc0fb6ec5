//! Blinks led0 once a second for as long as it runs.
const sdk = @import("sdk");
const ocre = sdk.ocre;

pub const panic = sdk.wit.panic;

pub const App = struct {
    pub const run = struct {
        pub fn run() !void {
            const led = try ocre.gpio.lines.Output.open("led0", .{
                .drive = .push_pull,
                .bias = .as_is,
                .active_low = false,
                .initially_active = false,
            });
            while (true) {
                try led.toggle();
                try ocre.system.monotonic_clock.waitFor(500_000_000);
            }
        }
    };
};

comptime {
    sdk.exportApp(App);
}
