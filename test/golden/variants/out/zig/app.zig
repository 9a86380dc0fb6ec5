// Yours to edit: ocrekit writes this file once.
const sdk = @import("sdk");

pub const panic = sdk.wit.panic;

pub const App = struct {
    pub const variants = struct {
        pub fn store(v: sdk.test_.variants.variants.Value.Native) sdk.test_.variants.variants.Value.Native {
            return sdk.test_.variants.variants.store(v);
        }

        pub fn all(vs: []const sdk.test_.variants.variants.Value) u32 {
            return sdk.test_.variants.variants.all(vs);
        }
    };
};

comptime {
    sdk.exportApp(App);
}
