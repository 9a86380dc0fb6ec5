//! The demo world in Zig.
const std = @import("std");
const sdk = @import("sdk");
const host = sdk.bench.demo.host;

pub const panic = sdk.wit.panic;

pub const App = struct {
    pub const guest = struct {
        pub fn run() !void {
            host.log(.info, "hello \u{2713}");
            {
                const pin = try host.Pin.open(0, 13);
                defer pin.deinit();
                try pin.write(true);
            }
            if (host.Pin.open(9, 9)) |pin| pin.deinit() else |err| if (err == error.NotPermitted) {
                host.log(.warn, "pin 9:9 denied");
            }
            const config = try host.readFile("config.txt");
            try host.publish("demo/hello", "text/plain", config);
        }

        pub fn onMessage(topic: []const u8, payload: []const u8) void {
            const text = std.mem.concat(sdk.wit.arena.allocator, u8, &.{ "echo/", topic }) catch return;
            host.publish(text, "application/octet-stream", payload) catch {};
        }

        pub fn onTimer(id: u32) void {
            var text: [24]u8 = undefined;
            host.log(.debug, std.fmt.bufPrint(&text, "timer {d}", .{id}) catch return);
        }
    };
};

comptime {
    sdk.exportApp(App);
}
