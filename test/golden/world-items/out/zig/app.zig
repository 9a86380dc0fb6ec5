// Yours to edit: ocrekit writes this file once.
const sdk = @import("sdk");
const wit = sdk.wit;

pub const panic = wit.panic;

pub const App = struct {
    pub const control = struct {
        pub fn stop() void {}
    };

    pub fn configure(s: sdk.world.Settings) wit.Result(void, wit.String).Native {
        _ = s;
        return wit.empty(wit.Result(void, wit.String).Native);
    }
};

comptime {
    sdk.exportApp(App);
}
