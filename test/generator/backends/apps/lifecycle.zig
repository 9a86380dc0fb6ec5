const sdk = @import("sdk");
pub const panic = sdk.wit.panic;
pub const App = struct {
    pub const lifecycle = struct {
        pub fn onStart(_: sdk.ocre.app.lifecycle.StartReason) !void {}
        pub fn onStop(_: sdk.ocre.app.lifecycle.StopReason, _: u32) void {}
    };
};
comptime {
    sdk.exportApp(App);
}
