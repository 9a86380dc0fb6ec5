//! Runs once: publishes a message, says so, and ends.
const std = @import("std");
const sdk = @import("sdk");

pub const std_options = sdk.log.options;
pub const panic = sdk.wit.panic;

const hello: sdk.topics.Topic([]const u8, .text) = .{ .name = "hello" };

/// What the app implements: a name space for each exported interface. What is not here is not in the module.
pub const App = struct {
    pub const run = struct {
        pub fn run() !void {
            hello.publish("hello") catch |err| {
                std.log.err("refused: {t}", .{err});
                return err;
            };
            std.log.info("published", .{});
        }
    };
};

comptime {
    sdk.exportApp(App);
}
