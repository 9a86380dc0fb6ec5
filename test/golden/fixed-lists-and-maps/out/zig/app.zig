// Yours to edit: ocrekit writes this file once.
const sdk = @import("sdk");
const wit = sdk.wit;

pub const panic = wit.panic;

pub const App = struct {
    pub const fixed = struct {
        pub fn rotate(m: [9]f32) [9]f32 {
            return sdk.test_.fixed.fixed.rotate(m);
        }

        pub fn send(f: sdk.test_.fixed.fixed.Frame) u32 {
            return sdk.test_.fixed.fixed.send(f);
        }

        pub fn count(words: []const sdk.Tuple2(wit.String, u32)) []const sdk.Tuple2(wit.String, u32) {
            return sdk.test_.fixed.fixed.count(words);
        }
    };
};

comptime {
    sdk.exportApp(App);
}
