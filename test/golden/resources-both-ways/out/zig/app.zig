// Yours to edit: ocrekit writes this file once.
const sdk = @import("sdk");
const wit = sdk.wit;

pub const panic = wit.panic;

pub const App = struct {
    pub const stores = struct {
        pub const Item = struct {
            unused: u32 = 0,

            pub fn init(name_: []const u8) sdk.exports.test_.both.stores.Item {
                _ = name_;
                return wit.empty(sdk.exports.test_.both.stores.Item);
            }

            pub fn name(self: *Item) []const u8 {
                _ = self;
                return wit.empty([]const u8);
            }

            pub fn child(
                self: *Item,
                key: []const u8,
            ) wit.Result(sdk.exports.test_.both.stores.Item, sdk.test_.both.stores.Problem).Native {
                _ = self;
                _ = key;
                return wit.empty(wit.Result(sdk.exports.test_.both.stores.Item, sdk.test_.both.stores.Problem).Native);
            }

            pub fn deinit(self: *Item) void {
                _ = self;
            }
        };

        pub fn all() []const sdk.exports.test_.both.stores.Item {
            return wit.empty([]const sdk.exports.test_.both.stores.Item);
        }

        pub fn first(of: []const *wit.Rep) ?sdk.exports.test_.both.stores.Item {
            _ = of;
            return wit.empty(?sdk.exports.test_.both.stores.Item);
        }
    };
};

comptime {
    sdk.exportApp(App);
}
