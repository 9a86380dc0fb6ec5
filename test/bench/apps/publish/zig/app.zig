//! Publishes one message.
const sdk = @import("sdk");

pub const panic = sdk.wit.panic;

pub const App = struct {
    pub const run = struct {
        pub fn run() !void {
            try sdk.ocre.messaging.bus.publish("sensors/temp", "21.5", null);
        }
    };
};

comptime {
    sdk.exportApp(App);
}
