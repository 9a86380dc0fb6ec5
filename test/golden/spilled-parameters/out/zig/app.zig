// Yours to edit: ocrekit writes this file once.
const sdk = @import("sdk");

pub const panic = sdk.wit.panic;

pub const App = struct {
    pub const spilled = struct {
        pub fn many(
            a: []const u8,
            b: []const u8,
            c: []const u8,
            d: []const u8,
            e: []const u8,
            f: []const u8,
            g: []const u8,
            h: []const u8,
            i: u8,
            j: u64,
        ) []const u8 {
            return sdk.test_.spilled.spilled.many(a, b, c, d, e, f, g, h, i, j);
        }
    };
};

comptime {
    sdk.exportApp(App);
}
