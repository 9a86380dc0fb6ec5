// Yours to edit: ocrekit writes this file once.
const sdk = @import("sdk");
const wit = sdk.wit;

pub const panic = wit.panic;

pub const App = struct {
    pub const shapes = struct {
        pub fn length(l: sdk.test_.records.shapes.Line) f64 {
            return sdk.test_.records.shapes.length(l);
        }

        pub fn mirror(p: sdk.test_.records.shapes.Point) sdk.test_.records.shapes.Point {
            return sdk.test_.records.shapes.mirror(p);
        }

        pub fn outline() []const sdk.test_.records.shapes.Line {
            return sdk.test_.records.shapes.outline();
        }

        pub fn pair(p: sdk.Tuple2(u8, sdk.test_.records.shapes.Point)) sdk.Tuple2(sdk.test_.records.shapes.Point, wit.String) {
            return sdk.test_.records.shapes.pair(p);
        }
    };
};

comptime {
    sdk.exportApp(App);
}
