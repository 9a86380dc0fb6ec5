//! Shows the settings of rooms whenever one of them changes.
const std = @import("std");
const sdk = @import("sdk");
const permissions = sdk.ocre.system.permissions;
const Store = sdk.ocre.storage.kv.Store;

pub const std_options = sdk.log.options;
pub const panic = sdk.log.panic;

const rooms = [_][]const u8{ "room/attic", "room/cellar" };
var store: Store = undefined;

pub const App = struct {
    pub fn onStart(_: sdk.ocre.app.lifecycle.StartReason) !void {
        store = try .open("settings");
        try store.watch("room/", 1);
        const own = [_]sdk.wit.String{ .of("settings"), .of("room/attic") };
        if (!permissions.check("kv.write", &own)) std.log.info("the settings are not mine to change", .{});
    }

    pub fn onStoreChange(_: u32, _: u32) void {
        for (rooms) |room| {
            const entry = store.get(room, 16) catch |err| return std.log.err("{s}: {s}", .{ room, @errorName(err) });
            if (entry) |found| std.log.info("{s} is {s}", .{ room, found.value.slice() });
        }
    }
};

comptime {
    sdk.exportApp(App);
}
