const sdk = @import("sdk");
pub const panic = sdk.wit.panic;
pub const App = struct {
    pub const run = struct {
        pub fn run() !void {}
    };
};
comptime {
    sdk.exportApp(App);
}
