// Yours to edit: ocrekit writes this file once.
const sdk = @import("sdk");
const wit = sdk.wit;

pub const panic = wit.panic;

pub const App = struct {
    pub const text = struct {
        pub fn greet(name: []const u8) []const u8 {
            return sdk.test_.sequences.text.greet(name);
        }

        pub fn checksum(data: []const u8) u32 {
            return sdk.test_.sequences.text.checksum(data);
        }

        pub fn words(line: []const u8) []const wit.String {
            return sdk.test_.sequences.text.words(line);
        }

        pub fn sort(values: []const f64) []const f64 {
            return sdk.test_.sequences.text.sort(values);
        }

        pub fn nested(rows: []const wit.List(u16)) []const wit.List(u16) {
            return sdk.test_.sequences.text.nested(rows);
        }
    };
};

comptime {
    sdk.exportApp(App);
}
