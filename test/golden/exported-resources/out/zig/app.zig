// Yours to edit: ocrekit writes this file once.
const sdk = @import("sdk");
const wit = sdk.wit;

pub const panic = wit.panic;

pub const App = struct {
    pub const counters = struct {
        pub const Counter = struct {
            unused_: u32 = 0,

            pub fn init(start: u32) sdk.exports.test_.counter.counters.Counter {
                _ = start;
                return wit.empty(sdk.exports.test_.counter.counters.Counter);
            }

            pub fn increment(self: *Counter, by: u32) u32 {
                _ = self;
                return by;
            }

            pub fn label(self: *Counter) []const u8 {
                _ = self;
                return wit.empty([]const u8);
            }

            pub fn join(
                a: sdk.exports.test_.counter.counters.Counter,
                b: *wit.Rep,
            ) sdk.exports.test_.counter.counters.Counter {
                _ = b;
                return a;
            }

            pub fn deinit(self: *Counter) void {
                _ = self;
            }
        };
    };

    pub const users = struct {
        pub fn useBorrowed(s: sdk.test_.counter.logs.Sink) u32 {
            _ = s;
            return wit.empty(u32);
        }
    };
};

comptime {
    sdk.exportApp(App);
}
