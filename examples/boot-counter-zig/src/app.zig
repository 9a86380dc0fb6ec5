//! Counts how often it was started.
const std = @import("std");
const sdk = @import("sdk");
const Store = sdk.ocre.storage.kv.Store;

pub const std_options = sdk.log.options;
pub const panic = sdk.log.panic;

pub const App = struct {
    pub const run = struct {
        pub fn run() !void {
            const store: Store = try .open("default");
            defer store.deinit();
            const boots = try store.increment("boots", 1);
            if (boots == 1) std.log.info("first start", .{}) else std.log.info("start {d}", .{boots});
        }
    };
};

comptime {
    sdk.exportApp(App);
}
