// Yours to edit: ocrekit writes this file once.
const sdk = @import("sdk");
const wit = sdk.wit;

pub const panic = wit.panic;

pub const App = struct {
    pub const outcomes = struct {
        pub fn find(key: []const u8) ?[]const u8 {
            return sdk.test_.outcomes.outcomes.find(key);
        }

        pub fn parse(text: ?[]const u8) sdk.test_.outcomes.outcomes.Problem.Error!u32 {
            return sdk.test_.outcomes.outcomes.parse(text);
        }

        pub fn run() error{Failed}!void {
            return sdk.test_.outcomes.outcomes.run();
        }

        pub fn check(n: u32) wit.Result(void, wit.String).Native {
            return sdk.test_.outcomes.outcomes.check(n);
        }

        pub fn explain(n: u32) wit.Result(sdk.test_.outcomes.outcomes.Detail, sdk.test_.outcomes.outcomes.Detail).Native {
            return sdk.test_.outcomes.outcomes.explain(n);
        }

        pub fn twice(n: ??u8) ??u8 {
            return sdk.test_.outcomes.outcomes.twice(n);
        }

        pub fn each(ns: []const wit.Result(u8, sdk.test_.outcomes.outcomes.Problem)) error{Failed}![]const u8 {
            return sdk.test_.outcomes.outcomes.each(ns);
        }
    };
};

comptime {
    sdk.exportApp(App);
}
