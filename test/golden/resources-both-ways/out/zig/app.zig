// Yours to edit: ocrekit writes this file once.
const sdk = @import("sdk");
const wit = sdk.wit;

pub const panic = wit.panic;

pub const App = struct {
    pub const stores = struct {
        pub const Item = opaque {
            pub fn init(name_: []const u8) sdk.exports.test_.both.stores.Item {
                return echo__.to(sdk.exports.test_.both.stores.Item, sdk.test_.both.stores.Item.init(name_));
            }

            pub fn name(self: *Item) []const u8 {
                return sdk.test_.both.stores.Item.name(echo__.inner(sdk.test_.both.stores.Item, self));
            }

            pub fn child(
                self: *Item,
                key: []const u8,
            ) wit.Result(sdk.exports.test_.both.stores.Item, sdk.test_.both.stores.Problem).Native {
                return echo__.to(wit.Result(sdk.exports.test_.both.stores.Item, sdk.test_.both.stores.Problem).Native, sdk.test_.both.stores.Item.child(echo__.inner(sdk.test_.both.stores.Item, self), key));
            }

            pub fn deinit(self: *Item) void {
                echo__.end(echo__.inner(sdk.test_.both.stores.Item, self));
            }
        };

        pub fn all() []const sdk.exports.test_.both.stores.Item {
            return echo__.to([]const sdk.exports.test_.both.stores.Item, sdk.test_.both.stores.all());
        }

        pub fn first(of: []const *wit.Rep) ?sdk.exports.test_.both.stores.Item {
            return echo__.to(?sdk.exports.test_.both.stores.Item, sdk.test_.both.stores.first(echo__.to([]const sdk.test_.both.stores.Item, of)));
        }
    };
};

comptime {
    sdk.exportApp(App);
}

const echo__ = struct {
    /// While a handle of the app's own is given up because the import gets the one behind it.
    var passing = false;

    fn inner(comptime Handle: type, self: *const anyopaque) Handle {
        return sdk.wit.lift(Handle, sdk.wit.core(self));
    }

    fn end(handle: anytype) void {
        if (!passing) handle.deinit();
    }

    /// The same value with the handles of the other side. Both types have the same bytes, so lists stay where they are.
    fn to(comptime To: type, from: anytype) To {
        const From = @TypeOf(from);
        if (From == To) return from;
        switch (@typeInfo(To)) {
            .@"enum" => {
                if (comptime @typeInfo(From) == .pointer) return inner(To, from);
                if (comptime @hasDecl(To, "own")) return .own(sdk.wit.lift(*anyopaque, sdk.wit.core(from)));
                const handle = inner(To, from.rep(anyopaque));
                passing = true;
                defer passing = false;
                from.deinit();
                return handle;
            },
            .optional => |info| return if (from) |some| to(info.child, some) else null,
            .pointer => |info| {
                const items: []info.child = @ptrCast(@constCast(from));
                for (items, from) |*item, old| item.* = to(info.child, old);
                return items;
            },
            .array => |info| {
                var items: To = undefined;
                for (&items, from) |*item, old| item.* = to(info.child, old);
                return items;
            },
            .@"union" => switch (from) {
                inline else => |payload, tag| return @unionInit(To, @tagName(tag), to(@FieldType(To, @tagName(tag)), payload)),
            },
            .@"struct" => {
                if (@hasDecl(To, "Native")) return .of(to(To.Native, from.get()));
                var made: To = undefined;
                inline for (comptime @import("std").meta.fieldNames(To)) |name| {
                    @field(made, name) = to(@FieldType(To, name), @field(from, name));
                }
                return made;
            },
            else => comptime unreachable,
        }
    }
};
