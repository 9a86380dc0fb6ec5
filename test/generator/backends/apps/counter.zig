const sdk = @import("sdk");
const counters = sdk.exports.test_.counter.counters;
const logs = sdk.test_.counter.logs;

pub const panic = sdk.wit.panic;

var pool: [4]App.counters.Counter = @splat(.{});

pub const App = struct {
    pub const counters = struct {
        pub const Counter = struct {
            value: u32 = 0,
            used: bool = false,

            pub fn init(start: u32) sdk.exports.test_.counter.counters.Counter {
                for (&pool) |*one| {
                    if (one.used) continue;
                    one.* = .{ .value = start, .used = true };
                    return .own(one);
                }
                @trap();
            }

            pub fn increment(self: *Counter, by: u32) u32 {
                self.value += by;
                return self.value;
            }

            pub fn label(self: *Counter) []const u8 {
                const digit = sdk.wit.arena.allocator.alloc(u8, 1) catch @trap();
                digit[0] = '0' + @as(u8, @truncate(self.value % 10));
                return digit;
            }

            pub fn join(a: sdk.exports.test_.counter.counters.Counter, b: *sdk.wit.Rep) sdk.exports.test_.counter.counters.Counter {
                defer a.deinit();
                return init(a.rep(Counter).value + b.as(Counter).value);
            }

            pub fn deinit(self: *Counter) void {
                self.used = false;
            }
        };
    };

    pub const users = struct {
        pub fn useBorrowed(s: logs.Sink) u32 {
            s.write("hello");
            return 7;
        }
    };
};

comptime {
    sdk.exportApp(App);
}
