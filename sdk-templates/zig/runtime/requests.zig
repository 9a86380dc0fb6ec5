//! Questions over topics, and callbacks for their answers. A request is a variable or a field of the app, as a timer is; it
//! stays where it is while it waits, and needs the handlers of timers and topics.
//!
//!     var ask: sdk.requests.Request = .{ .callback = onAnswer };
//!     try ask.ask(valve, "open?", 1000);
//!
//!     fn onAnswer(_: *sdk.requests.Request, reply: ?sdk.topics.Message) void {
//!         const message = reply orelse return; // none in time

const sdk = @import("sdk.zig");
const timers = @import("timers.zig");
const topics = @import("topics.zig");
const bus = sdk.ocre.messaging.bus;

pub const Request = struct {
    /// Called once: with the answer, or with null when there was none in time. It may ask the next question.
    callback: *const fn (request: *Request, reply: ?topics.Message) void,
    /// Longest payload of an answer; the arena must have room for it and 640 bytes more.
    max_reply: u32 = 1024,
    waiting: bool = false,
    subscriber: topics.Subscriber = .{ .callback = arrived, .take = bus.takeReply },
    timer: timers.Timer = .{ .callback = late },

    /// Publishes a value of a topic as a question; `error.Busy` while one waits.
    pub fn ask(request: *Request, topic: anytype, value: @TypeOf(topic).Value, timeout_ms: u32) !void {
        if (request.waiting) return error.Busy;
        try request.timer.after(timeout_ms);
        errdefer request.timer.cancel();
        try @TypeOf(topic).encode(value, send, .{ request, topic.name, timeout_ms });
        request.waiting = true;
    }

    /// Its callback is not called any more.
    pub fn cancel(request: *Request) void {
        if (!request.waiting) return;
        request.waiting = false;
        request.timer.cancel();
    }

    fn send(request: *Request, name: []const u8, timeout_ms: u32, payload: []const u8, content_type: ?[]const u8) !void {
        const token: u32 = @intCast(@intFromPtr(&request.subscriber));
        try bus.sendRequest(name, payload, content_type, token, timeout_ms, request.max_reply);
    }

    fn end(request: *Request, reply: ?topics.Message) void {
        if (!request.waiting) return;
        request.cancel();
        request.callback(request, reply);
    }

    fn arrived(subscriber: *topics.Subscriber, message: topics.Message) topics.Disposition {
        const request: *Request = @fieldParentPtr("subscriber", subscriber);
        request.end(message);
        return .accept;
    }

    fn late(timer: *timers.Timer) void {
        const request: *Request = @fieldParentPtr("timer", timer);
        request.end(null);
    }
};
