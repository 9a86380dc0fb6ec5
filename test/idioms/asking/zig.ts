/** The questions in Zig. */
import type { Asking } from "./asking.js";

const body = `const std = @import("std");
const sdk = @import("sdk");
const topics = sdk.topics;

pub const std_options = sdk.log.options;
pub const panic = sdk.log.panic;

comptime {
    sdk.exportApp(App);
}

const doubled: topics.Topic(i32, .number) = .{ .name = "test/double" };
const quiet: topics.Topic([]const u8, .text) = .{ .name = "test/quiet" };

var answering: topics.Subscriber = .{ .callback = answer };
var hearing: topics.Subscriber = .{ .callback = hear };
var first: sdk.requests.Request = .{ .callback = loud };
var second: sdk.requests.Request = .{ .callback = silence };

fn answer(_: *topics.Subscriber, message: topics.Message) topics.Disposition {
    const number = doubled.parse(message) catch return .reject;
    doubled.reply(message, 2 * number) catch return .retry;
    return .accept;
}

fn hear(_: *topics.Subscriber, message: topics.Message) topics.Disposition {
    std.log.info("heard {s}", .{message.payload.slice()});
    return .accept;
}

fn loud(_: *sdk.requests.Request, reply: ?topics.Message) void {
    if (reply) |message| std.log.info("answer {!d}", .{doubled.parse(message)});
    second.ask(quiet, "anybody?", 50) catch std.log.err("not asked", .{});
}

fn silence(_: *sdk.requests.Request, reply: ?topics.Message) void {
    std.log.info("{s}", .{if (reply == null) "no answer" else "an answer"});
    finish();
}

fn begin() !void {
    try answering.open("test/double", .{});
    try hearing.open("test/quiet", .{});
    try first.ask(doubled, 21, 1000);
}
`;

export const zig: Asking = {
  path: "src/app.zig",
  options: { stack: 8192 },
  command: `${body}
fn finish() void {
    sdk.events.end();
}

pub const App = struct {
    pub const onTimer = sdk.timers.onTimer;
    pub const onMessage = topics.onMessage;

    pub const run = struct {
        pub fn run() !void {
            try begin();
            sdk.events.run(App);
        }
    };
};
`,
  reactor: `${body}
fn finish() void {}

pub const App = struct {
    pub const onTimer = sdk.timers.onTimer;
    pub const onMessage = topics.onMessage;

    pub fn onStart(_: sdk.ocre.app.lifecycle.StartReason) !void {
        try begin();
    }
};
`,
};
