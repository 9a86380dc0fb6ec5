//! Publishes a counter five times, and logs each message of it that comes back.
const std = @import("std");
const sdk = @import("sdk");
const topics = sdk.topics;

pub const std_options = sdk.log.options;
pub const panic = sdk.wit.panic;

const period_ms = 200;
const messages = 5;

const count: topics.Topic(u32, .number) = .{ .name = "count" };
var subscriber: topics.Subscriber = .{ .callback = hear };
var ticker: sdk.timers.Timer = .{ .callback = tick };
var published: u32 = 0;

fn tick(timer: *sdk.timers.Timer) void {
    published += 1;
    count.publish(published) catch {};
    if (published == messages) timer.cancel();
}

fn hear(from: *topics.Subscriber, message: topics.Message) topics.Disposition {
    const number = count.parse(message) catch return .reject;
    std.log.info("received {d}", .{number});
    // Without a timer and a subscription nothing can happen any more, and the host ends the app.
    if (number == messages) from.close();
    return .accept;
}

/// What the app implements; a handler that is not here is not in the module.
pub const App = struct {
    pub const onTimer = sdk.timers.onTimer;
    pub const onMessage = topics.onMessage;

    pub fn onStart(_: sdk.ocre.app.lifecycle.StartReason) !void {
        try subscriber.open(count.name, .{ .queue = 8, .max_payload = 16 });
        try ticker.every(period_ms);
    }
};

comptime {
    sdk.exportApp(App);
}
