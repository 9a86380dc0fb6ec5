//! Topics whose payloads have a type, and subscriptions with callbacks.
//!
//!     const temperature: sdk.topics.Topic(Reading, .json) = .{ .name = "plant/temperature" };
//!     try temperature.publish(.{ .celsius = 21.5 });
//!
//!     var readings: sdk.topics.Subscriber = .{ .callback = onReading };
//!     try readings.open("plant/temperature", .{});
//!
//!     fn onReading(_: *sdk.topics.Subscriber, message: Message) Disposition {
//!         const reading = temperature.parse(message) catch return .reject;
//!
//!     pub const App = struct {
//!         pub const onMessage = sdk.topics.onMessage;
//!     };

const std = @import("std");
const sdk = @import("sdk.zig");
const wit = @import("wit.zig");
const bus = sdk.ocre.messaging.bus;
const types = sdk.ocre.messaging.types;

pub const Message = types.Message;
pub const Disposition = types.Disposition;

pub const Codec = enum {
    /// As they are.
    bytes,
    /// UTF-8.
    text,
    /// Decimal digits, as people and other programs read them.
    number,
    /// Anything that `std.json` writes and reads.
    json,
};

/// A topic whose payloads are values of `T`.
pub fn Topic(comptime T: type, comptime codec: Codec) type {
    return struct {
        name: []const u8,

        pub const Value = T;

        pub fn publish(topic: @This(), value: T) !void {
            try encode(value, bus.publish, .{topic.name});
        }

        /// Answers a message whose sender waits for it; `error.NotFound` when nobody does.
        pub fn reply(_: @This(), message: Message, value: T) !void {
            if (message.ticket == 0) return error.NotFound;
            try encode(value, bus.reply, .{message.ticket});
        }

        /// Calls a function with what comes before, the payload and its content type.
        pub fn encode(value: T, comptime function: anytype, before: anytype) !void {
            switch (codec) {
                .bytes => try @call(.auto, function, before ++ .{ value, null }),
                .text => try @call(.auto, function, before ++ .{ value, "text/plain" }),
                .number => {
                    var digits: [64]u8 = undefined;
                    const text = try std.fmt.bufPrint(&digits, "{d}", .{value});
                    try @call(.auto, function, before ++ .{ text, "text/plain" });
                },
                .json => {
                    const mark = wit.arena.mark();
                    defer wit.arena.release(mark);
                    var text: std.Io.Writer.Allocating = .init(wit.arena.allocator);
                    try std.json.Stringify.value(value, .{}, &text.writer);
                    try @call(.auto, function, before ++ .{ text.written(), "application/json" });
                },
            }
        }

        /// The value of a message; slices in it are valid as long as the message is.
        pub fn parse(_: @This(), message: Message) !T {
            const payload = message.payload.slice();
            return switch (codec) {
                .bytes => payload,
                .text => if (std.unicode.utf8ValidateSlice(payload)) payload else error.InvalidUtf8,
                .number => if (@typeInfo(T) == .float) std.fmt.parseFloat(T, payload) else std.fmt.parseInt(T, payload, 10),
                .json => std.json.parseFromSliceLeaky(T, wit.arena.allocator, payload, .{ .ignore_unknown_fields = true }),
            };
        }
    };
}

pub const Options = struct {
    qos: types.Qos = .at_most_once,
    /// Messages that the host may hold: 1 to 64.
    queue: u32 = 16,
    overflow: bus.Overflow = .drop_oldest,
    /// The arena must have room for it and 640 bytes more.
    max_payload: u32 = 1024,
    retained: bus.Retained = .send,
    no_local: bool = false,
    /// Share the messages with the other members of this group.
    group: ?[]const u8 = null,
};

/// A subscription and what it calls. A variable or a field of the app; its address is its token, so it stays where it is
/// while it is open.
pub const Subscriber = struct {
    callback: *const fn (subscriber: *Subscriber, message: Message) Disposition,
    handle: ?bus.Subscription = null,
    /// What `receive` takes from when there is no handle: a request has its reply there.
    take: ?*const fn (token: u32) sdk.ocre.system.types.ErrorCode.Error!Message = null,

    pub fn open(subscriber: *Subscriber, filter: []const u8, options: Options) !void {
        subscriber.close();
        subscriber.handle = try .open(filter, .{
            .qos = options.qos,
            .queue = options.queue,
            .overflow = options.overflow,
            .max_payload = options.max_payload,
            .retained = options.retained,
            .no_local = options.no_local,
            .group = .of(options.group),
        }, @intCast(@intFromPtr(subscriber)));
    }

    /// Does nothing when it is not open.
    pub fn close(subscriber: *Subscriber) void {
        if (subscriber.handle) |handle| handle.deinit();
        subscriber.handle = null;
    }
};

/// The handler of an app whose subscriptions are all of this kind.
pub fn onMessage(token: u32, message: Message) Disposition {
    const subscriber: *Subscriber = @ptrFromInt(token);
    return subscriber.callback(subscriber, message);
}

/// In a command: takes what waits for subscription `token`, calls `handler` with it, and says what became of it.
pub fn receive(token: u32, comptime handler: fn (u32, Message) Disposition) void {
    const subscriber: *Subscriber = @ptrFromInt(token);
    while (true) {
        const mark = wit.arena.mark();
        defer wit.arena.release(mark);
        const handle = subscriber.handle orelse {
            const take = subscriber.take orelse return;
            _ = handler(token, take(token) catch return);
            continue;
        };
        const message = handle.receive(0) catch return;
        const disposition = handler(token, message);
        // The handler may have closed the subscription.
        if (subscriber.handle != null) handle.settle(disposition) catch {};
    }
}
