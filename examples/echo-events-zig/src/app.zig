//! Sends back what its clients send, by events alone.
const std = @import("std");
const sdk = @import("sdk");
const tcp = sdk.ocre.sockets.tcp;
const Readiness = sdk.ocre.sockets.types.Readiness;

pub const std_options = sdk.log.options;
pub const panic = sdk.log.panic;

const Client = struct {
    connection: ?tcp.Connection = null,
    buffer: [512]u8 = undefined,
    /// What the other end has not taken yet.
    pending: []const u8 = &.{},

    fn welcome(client: *Client, connection: tcp.Connection) void {
        client.* = .{ .connection = connection };
        client.expect(.{ .readable = true });
        std.log.info("client {d} is here", .{client.number()});
    }

    /// One step: what is pending goes out before more comes in.
    fn serve(client: *Client) !void {
        const connection = client.connection orelse return;
        if (client.pending.len == 0) {
            const bytes = try connection.receive(client.buffer.len, 0);
            if (bytes.len == 0) return error.Closed;
            @memcpy(client.buffer[0..bytes.len], bytes);
            client.pending = client.buffer[0..bytes.len];
        }
        const sent = try connection.send(client.pending, 0);
        client.pending = client.pending[sent..];
        client.expect(if (client.pending.len == 0) .{ .readable = true } else .{ .writable = true });
    }

    fn expect(client: *Client, interest: Readiness) void {
        const connection = client.connection orelse return;
        connection.watch(interest, @intCast(@intFromPtr(client))) catch client.leave();
    }

    fn leave(client: *Client) void {
        std.log.info("client {d} is gone", .{client.number()});
        if (client.connection) |connection| connection.deinit();
        client.connection = null;
    }

    fn number(client: *const Client) usize {
        return client - &clients[0] + 1;
    }
};

/// No address of a client.
const listener_token = 1;

var listener: tcp.Listener = undefined;
var clients: [4]Client = @splat(.{});

fn accept() !void {
    const connection = try listener.accept(0);
    for (&clients) |*client| {
        if (client.connection == null) return client.welcome(connection);
    }
    std.log.warn("no room for one more", .{});
    connection.deinit();
}

pub const App = struct {
    pub fn onStart(_: sdk.ocre.app.lifecycle.StartReason) !void {
        listener = try .open(.{ .ipv4 = .{ .@"0" = 127, .@"1" = 0, .@"2" = 0, .@"3" = 1 } }, 0, clients.len);
        try listener.watch(true, listener_token);
        std.log.info("listens on port {d}", .{(try listener.localAddress()).port});
    }

    pub fn onSocket(token: u32, _: Readiness) void {
        if (token == listener_token) return accept() catch {};
        const client: *Client = @ptrFromInt(token);
        client.serve() catch |err| switch (err) {
            // The event was for something that is over.
            error.WouldBlock => {},
            else => client.leave(),
        };
    }
};

comptime {
    sdk.exportApp(App);
}
