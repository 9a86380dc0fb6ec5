// Yours to edit: ocrekit writes this file once.
const sdk = @import("sdk");

pub const panic = sdk.wit.panic;

pub const App = struct {
    pub const choices = struct {
        pub fn next(l: sdk.test_.choices.choices.Level) sdk.test_.choices.choices.Level {
            return sdk.test_.choices.choices.next(l);
        }

        pub fn merge(x: sdk.test_.choices.choices.Few, y: sdk.test_.choices.choices.Few) sdk.test_.choices.choices.Few {
            return sdk.test_.choices.choices.merge(x, y);
        }

        pub fn widen(x: sdk.test_.choices.choices.Few) sdk.test_.choices.choices.Many {
            return sdk.test_.choices.choices.widen(x);
        }
    };
};

comptime {
    sdk.exportApp(App);
}
