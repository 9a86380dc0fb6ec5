/** The layer above the bindings: Zig's own log, timers with callbacks, topics with types, the loop of a command. */
import { describe, expect, it } from "vitest";
import { runSource, type SourceApp } from "../../../support/run-source.js";

function run(
  app: Pick<SourceApp, "world" | "source" | "options">,
  context: Parameters<typeof runSource>[1],
  ...args: readonly string[]
) {
  return runSource({ ...app, language: "zig", path: "src/app.zig", source: `${head}${app.source}` }, context, ...args);
}

const head = `const std = @import("std");
const sdk = @import("sdk");

pub const std_options = sdk.log.options;
pub const panic = sdk.log.panic;

comptime {
    sdk.exportApp(App);
}

`;

describe("std.log", () => {
  it("are lines with the scope as their target, cut between characters", { timeout: 300_000 }, (context) => {
    const source = `pub const App = struct {
    pub const run = struct {
        pub fn run() !void {
            std.log.info("{d} degrees", .{21});
            std.log.scoped(.pump).warn("{s}", .{"slow"});
            std.log.err("{s}", .{"x" ++ "\\u{fc}" ** 200});
            std.log.debug("{s}", .{"bytes \\xff"});
        }
    };
};
`;
    const ran = run({ world: "command", source, options: { stack: 8192 } }, context, "--log-level", "debug");
    expect(ran.ended).toEqual(["exited 0"]);
    expect(ran.logs).toEqual(["info 21 degrees", "warn slow", `error x${"ü".repeat(127)}`, "debug bytes ?"]);
  });
});

const busy = `const Reading = struct { n: u32, celsius: f64, unit: []const u8 = "C" };

const readings: sdk.topics.Topic(Reading, .json) = .{ .name = "test/reading" };
const numbers: sdk.topics.Topic(i32, .number) = .{ .name = "test/number" };
const texts: sdk.topics.Topic([]const u8, .text) = .{ .name = "test/text" };

const Station = struct {
    timer: sdk.timers.Timer = .{ .callback = tick },
    ticks: u32 = 0,

    fn tick(timer: *sdk.timers.Timer) void {
        const self: *Station = @fieldParentPtr("timer", timer);
        self.ticks += 1;
        std.log.info("tick {d}", .{self.ticks});
        if (self.ticks < 3) return;
        timer.cancel();
        std.log.info("remaining {?d}", .{timer.remaining()});
        send() catch |err| std.log.err("{t}", .{err});
    }
};

fn send() !void {
    try readings.publish(.{ .n = 1, .celsius = 21.5 });
    try numbers.publish(-7);
    try texts.publish("gr\\u{fc}\\u{df}e");
    try sdk.ocre.messaging.bus.publish("test/reading", "{}", null);
    try sdk.ocre.messaging.bus.publish("test/end", "", null);
}

fn hear(from: *sdk.topics.Subscriber, message: sdk.topics.Message) sdk.topics.Disposition {
    const topic = message.topic.slice();
    if (std.mem.eql(u8, topic, "test/reading")) {
        const reading = readings.parse(message) catch |err| {
            std.log.warn("{t}", .{err});
            return .reject;
        };
        std.log.info("{d} {d} {s}", .{ reading.n, reading.celsius, reading.unit });
    } else if (std.mem.eql(u8, topic, "test/number")) {
        std.log.info("{!d}", .{numbers.parse(message)});
    } else if (std.mem.eql(u8, topic, "test/text")) {
        std.log.info("{!s}", .{texts.parse(message)});
    } else {
        from.close();
        done();
    }
    return .accept;
}

var station: Station = .{};
var subscriber: sdk.topics.Subscriber = .{ .callback = hear };

fn begin() !void {
    try subscriber.open("test/#", .{});
    try station.timer.every(100);
}
`;

const heard = [
  "info tick 1",
  "info tick 2",
  "info tick 3",
  "info remaining null",
  "info 1 21.5 C",
  "info -7",
  "info grüße",
  "warn MissingField",
];

describe("timers and topics", () => {
  it("call back in a command, by its loop", { timeout: 300_000 }, (context) => {
    const source = `${busy}
fn done() void {
    sdk.events.end();
}

pub const App = struct {
    pub const onTimer = sdk.timers.onTimer;
    pub const message_handler = sdk.topics;

    pub const run = struct {
        pub fn run() !void {
            try begin();
            sdk.events.run(App);
            std.log.info("ends", .{});
        }
    };
};
`;
    const ran = run({ world: "command", source, options: { stack: 32768 } }, context);
    expect(ran.logs).toEqual([...heard, "info ends"]);
    expect(ran.ended).toEqual(["exited 0"]);
  });

  it("call back in a reactor, which has the handlers that it names", { timeout: 300_000 }, (context) => {
    const source = `${busy}
fn done() void {}

pub const App = struct {
    pub const onTimer = sdk.timers.onTimer;
    pub const onMessage = sdk.topics.onMessage;

    pub fn onStart(_: sdk.ocre.app.lifecycle.StartReason) !void {
        try begin();
    }
};
`;
    const ran = run({ world: "reactor", source, options: { stack: 32768, realloc: "heap" } }, context);
    expect(ran.logs).toEqual(heard);
    expect(ran.ended).toEqual(["stopped"]);
  });

  it("a command hears that it is stopped, and until when", { timeout: 300_000 }, (context) => {
    const source = `pub const App = struct {
    pub fn onStop(_: u32, grace_ms: u32) void {
        std.log.info("stop, {s}", .{if (grace_ms > 0) "soon" else "now"});
    }

    pub const run = struct {
        pub fn run() !void {
            sdk.events.run(App);
            std.log.info("ends", .{});
        }
    };
};
`;
    const ran = run({ world: "command", source, options: { stack: 8192 } }, context, "--for", "1s");
    expect(ran.logs).toEqual(["info stop, soon", "info ends"]);
  });
});

it.for([
  ["an index", `std.log.info("{d}", .{items[number]});`, "index out of bounds: index 77, len 3"],
  [
    "a case that an enum lacks",
    'std.log.info("{t}", .{sdk.wit.lift(sdk.ocre.system.log.Level, number)});',
    "no such case",
  ],
] as const)(
  "with --optimize=safe what Zig checks is a line and a trap too: %s",
  {
    timeout: 300_000,
  },
  ([, statement, line], context) => {
    const source = `var items = [_]u8{ 1, 2, 3 };
var number: u32 = 77;

pub const App = struct {
    pub const run = struct {
        pub fn run() !void {
            items[0] = 4;
            ${statement}
        }
    };
};
`;
    const ran = run({ world: "command", source, options: { optimize: "safe", stack: 8192 } }, context);
    expect(ran.logs).toEqual([`error ${line}`]);
    expect(ran.ended).toEqual(["trap"]);
  },
);
