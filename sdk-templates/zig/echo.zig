//! What an echo adds to its `app.zig` when the app has resources of its own: each stands for the imported handle of the
//! same resource, whose number is its address, so that nothing is allocated.

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
