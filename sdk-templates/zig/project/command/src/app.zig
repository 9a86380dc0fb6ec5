//! Runs once: publishes a message, says so, and ends.
const sdk = @import("sdk");
const bus = sdk.ocre.messaging.bus;
const log = sdk.ocre.system.log;

pub const panic = sdk.wit.panic;

/// What the app implements: a name space for each exported interface. What is not here is not in the module.
pub const App = struct {
    pub const run = struct {
        pub fn run() !void {
            bus.publish("hello", "hello", null) catch |err| {
                log.log(.info, "", @errorName(err));
                return err;
            };
            log.log(.info, "", "published");
        }
    };
};

comptime {
    sdk.exportApp(App);
}
