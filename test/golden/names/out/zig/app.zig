// Yours to edit: ocrekit writes this file once.
const sdk = @import("sdk");
const wit = sdk.wit;

pub const panic = wit.panic;

pub const App = struct {
    pub const names = struct {
        pub fn names(
            out: u8,
            err: sdk.test_.names.types.Int,
        ) wit.Result(sdk.test_.names.types.Switch, sdk.test_.names.types.Int).Native {
            return sdk.test_.names.names.names(out, err);
        }

        pub fn return_(class: sdk.test_.names.types.Switch, area: []const u8, size_t: u8) []const u8 {
            return sdk.test_.names.names.return_(class, area, size_t);
        }

        pub fn aB() void {
            return sdk.test_.names.names.aB();
        }
    };
};

comptime {
    sdk.exportApp(App);
}
