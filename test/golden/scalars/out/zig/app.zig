// Yours to edit: ocrekit writes this file once.
const sdk = @import("sdk");

pub const panic = sdk.wit.panic;

pub const App = struct {
    pub const numbers = struct {
        pub fn small(a: bool, b: u8, c: i8, d: u16, e: i16) i16 {
            return sdk.test_.scalars.numbers.small(a, b, c, d, e);
        }

        pub fn wide(a: u32, b: i32, c: u64, d: i64) u64 {
            return sdk.test_.scalars.numbers.wide(a, b, c, d);
        }

        pub fn real(a: f32, b: f64) f32 {
            return sdk.test_.scalars.numbers.real(a, b);
        }

        pub fn letter(a: u32) u32 {
            return sdk.test_.scalars.numbers.letter(a);
        }

        pub fn truth() bool {
            return sdk.test_.scalars.numbers.truth();
        }

        pub fn nothing() void {
            return sdk.test_.scalars.numbers.nothing();
        }
    };
};

comptime {
    sdk.exportApp(App);
}
