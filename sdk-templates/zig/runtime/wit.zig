//! What every file of the SDK builds on: strings, lists, options, variants and results with the bytes of the
//! canonical ABI, and the memory that the host fills. Names that begin with a capital or are documented are for apps.

const std = @import("std");
const config = @import("config.zig");

/// UTF-8, not terminated by a zero. `.of("text")` makes one, `slice()` is what it holds.
pub const String = List(u8);

/// A list inside of a record, a variant or another list; parameters and results are slices.
pub fn List(comptime T: type) type {
    return extern struct {
        ptr: ?[*]const T = null,
        len: usize = 0,

        const Self = @This();
        /// What a function takes and returns in place of this.
        pub const Native = []const T;

        /// Borrows the items.
        pub fn of(items: Native) Self {
            return .{ .ptr = items.ptr, .len = items.len };
        }

        pub fn slice(self: Self) Native {
            return if (self.ptr) |ptr| ptr[0..self.len] else &.{};
        }

        pub const get = slice;

        /// From the two numbers that the host passed.
        pub fn at(ptr: i32, len: i32) Self {
            return .{ .ptr = @ptrFromInt(@as(u32, @bitCast(ptr))), .len = @as(u32, @bitCast(len)) };
        }
    };
}

/// An optional value inside of a record, a variant or a list; parameters and results are `?T`.
pub fn Option(comptime T: type) type {
    return extern struct {
        is_some: bool,
        value: T = undefined,

        const Self = @This();
        /// What a function takes and returns in place of this.
        pub const Native = ?NativeOf(T);
        pub const none: Self = .{ .is_some = false };

        pub fn some(value: T) Self {
            return .{ .is_some = true, .value = value };
        }

        pub fn of(value: Native) Self {
            return if (value) |v| some(wire(T, v)) else none;
        }

        pub fn get(self: Self) Native {
            return if (self.is_some) native(self.value) else null;
        }
    };
}

/// A variant inside of other types; parameters and results are the tagged union itself.
pub fn Variant(comptime Cases: type) type {
    @setEvalBranchQuota(100_000);
    var bytes: usize = 0;
    var alignment: usize = 1;
    for (std.meta.fieldNames(Cases)) |name| {
        bytes = @max(bytes, @sizeOf(@FieldType(Cases, name)));
        alignment = @max(alignment, @alignOf(@FieldType(Cases, name)));
    }
    const size = bytes;
    const aligned = alignment;
    return extern struct {
        tag: Tag,
        payload: [size]u8 align(aligned) = undefined,

        const Self = @This();
        pub const Tag = @typeInfo(Cases).@"union".tag_type.?;
        /// What a function takes and returns in place of this.
        pub const Native = Cases;

        fn Payload(comptime tag: Tag) type {
            return @FieldType(Cases, @tagName(tag));
        }

        pub fn init(comptime tag: Tag, value: Payload(tag)) Self {
            var made: Self = .{ .tag = tag };
            if (@sizeOf(Payload(tag)) > 0) @as(*Payload(tag), @ptrCast(@alignCast(&made.payload))).* = value;
            return made;
        }

        pub fn of(value: Cases) Self {
            return switch (value) {
                inline else => |payload, tag| init(tag, payload),
            };
        }

        /// For a `switch`.
        pub fn get(self: Self) Cases {
            return switch (self.tag) {
                inline else => |tag| @unionInit(Cases, @tagName(tag), self.as(tag)),
            };
        }

        /// The payload of the case that it is known to be.
        pub fn as(self: *const Self, comptime tag: Tag) Payload(tag) {
            if (@sizeOf(Payload(tag)) == 0) return undefined;
            return @as(*const Payload(tag), @ptrCast(@alignCast(&self.payload))).*;
        }
    };
}

/// A result inside of other types, and of functions whose error carries a value. What a function with an enum as
/// its error returns is an error union, see `Failure`.
pub fn Result(comptime Ok: type, comptime Err: type) type {
    return Variant(union(enum(u8)) { ok: Ok, err: Err });
}

/// The error set of an enum, or of no error value at all.
pub fn Failure(comptime Err: type) type {
    return if (Err == void) error{Failed} else Err.Error;
}

/// A result as an error union.
pub fn unwrap(comptime Ok: type, comptime Err: type, result: Result(Ok, Err)) Failure(Err)!NativeOf(Ok) {
    if (result.tag == .ok) return native(result.as(.ok));
    return if (Err == void) error.Failed else failure(Err, numberOf(result.as(.err)));
}

/// A status, whose first case is `ok`, as an error union.
pub fn check(comptime Err: type, status: anytype) Err.Error!void {
    const number = numberOf(status);
    if (number != 0) return failure(Err, number - 1);
}

fn failure(comptime Err: type, number: anytype) Err.Error {
    const names = comptime fieldNames(Err);
    const errors = comptime blk: {
        var all: [names.len]Err.Error = undefined;
        for (names, 0..) |name, i| all[i] = Err.errorOf(@field(Err, name));
        const made = all;
        break :blk made;
    };
    return errors[number];
}

/// The case of an error; its number plus one is that of the status.
fn caseOf(comptime Err: type, err: Err.Error) Err {
    inline for (comptime fieldNames(Err)) |name| {
        const case = @field(Err, name);
        if (err == comptime Err.errorOf(case)) return case;
    }
    unreachable;
}

fn fieldNames(comptime T: type) []const []const u8 {
    return std.meta.fieldNames(T);
}

/// What an exported function answered, as the plan's value: an error union with the errors of `Err`, any error whose
/// name is the answer when `Err` is a string, or the tagged union itself.
pub fn answer(comptime Ok: type, comptime Err: type, value: anytype) Result(Ok, Err) {
    if (@typeInfo(@TypeOf(value)) != .error_union) return wire(Result(Ok, Err), value);
    if (value) |ok| {
        return .init(.ok, wire(Ok, ok));
    } else |err| {
        if (Err == void) return .init(.err, {});
        if (Err == String) return .init(.err, .of(@errorName(err)));
        return .init(.err, caseOf(Err, err));
    }
}

/// What an exported function answered, as a status.
pub fn statusOf(comptime Status: type, comptime Err: type, value: Err.Error!void) Status {
    if (value) {
        return caseAt(Status, 0);
    } else |err| {
        return caseAt(Status, numberOf(caseOf(Err, err)) + 1);
    }
}

/// How a value of a type is passed to and returned from functions.
pub fn NativeOf(comptime T: type) type {
    return if (converts(T)) T.Native else T;
}

pub fn native(value: anytype) NativeOf(@TypeOf(value)) {
    return if (comptime converts(@TypeOf(value))) value.get() else value;
}

pub fn wire(comptime T: type, value: anytype) T {
    if (@TypeOf(value) == T) return value;
    return if (comptime converts(T)) T.of(value) else value;
}

fn converts(comptime T: type) bool {
    return @typeInfo(T) == .@"struct" and @hasDecl(T, "Native");
}

/// A native scalar, enum, flags, handle or address as a core value.
pub fn core(value: anytype) Core(@TypeOf(value)) {
    const T = @TypeOf(value);
    return switch (@typeInfo(T)) {
        .bool => @intFromBool(value),
        .float => value,
        .int => |int| if (int.bits == 64) @bitCast(value) else if (int.bits == 32) @bitCast(value) else value,
        .@"enum" => core(numberOf(value)),
        .@"struct" => |info| core(@as(info.backing_integer.?, @bitCast(value))),
        .pointer, .optional => core(@as(u32, @intCast(@intFromPtr(value)))),
        else => @compileError("no core value: " ++ @typeName(T)),
    };
}

fn Core(comptime T: type) type {
    return switch (@typeInfo(T)) {
        .float => T,
        .int => |int| if (int.bits == 64) i64 else i32,
        else => i32,
    };
}

/// The reverse of `core`.
pub fn lift(comptime T: type, value: anytype) T {
    return switch (@typeInfo(T)) {
        .bool => value != 0,
        .float => value,
        .int => |int| if (@bitSizeOf(@TypeOf(value)) == int.bits) @bitCast(value) else if (int.signedness == .signed)
            @truncate(value)
        else
            @truncate(@as(u32, @bitCast(value))),
        .@"enum" => |info| caseAt(T, lift(info.tag_type, value)),
        .@"struct" => |info| @bitCast(lift(info.backing_integer.?, value)),
        .pointer => @ptrFromInt(@as(u32, @bitCast(value))),
        else => @compileError("no core value: " ++ @typeName(T)),
    };
}

/// The number of a case or a handle. The builtin for it has one name in Zig 0.16 and another in 0.17.
fn numberOf(value: anytype) Number(@TypeOf(value)) {
    const both: Numbered(@TypeOf(value)) = .{ .case = value };
    return both.number;
}

/// The reverse of `numberOf`.
fn caseAt(comptime T: type, number: Number(T)) T {
    if (std.debug.runtime_safety) return std.enums.fromInt(T, number) orelse @panic("no such case");
    const both: Numbered(T) = .{ .number = number };
    return both.case;
}

fn Numbered(comptime T: type) type {
    return packed union { case: T, number: Number(T) };
}

fn Number(comptime T: type) type {
    return @typeInfo(T).@"enum".tag_type;
}

/// The address of a list's items, which may be any number when there are none.
pub fn firstItem(address: i32) [*]u8 {
    return @ptrFromInt(@max(1, @as(u32, @bitCast(address))));
}

/// A slot that two cases of a variant share.
pub fn bits(comptime To: type, value: anytype) To {
    const From = @TypeOf(value);
    if (From == To) return value;
    if (From == f32 and To == i64) return @as(u32, @bitCast(value));
    if (From == i64 and To == f32) return @bitCast(bits(i32, value));
    if (From == i32 and To == i64) return value;
    if (From == i64 and To == i32) return @truncate(value);
    return @bitCast(value);
}

/// The value at an address; the plan knows that it is aligned.
pub fn load(comptime T: type, base: [*]const u8, offset: usize) T {
    return @as(*const T, @ptrCast(@alignCast(base + offset))).*;
}

pub fn store(comptime T: type, base: [*]u8, offset: usize, value: T) void {
    @as(*T, @ptrCast(@alignCast(base + offset))).* = value;
}

/// Zeros, empty lists, null: what an unwritten handler answers.
pub fn empty(comptime T: type) T {
    return switch (@typeInfo(T)) {
        .pointer => |info| if (info.size == .slice) &.{} else undefined,
        .optional => null,
        .@"union" => @unionInit(T, firstName(T), empty(@FieldType(T, firstName(T)))),
        .error_union => |info| empty(info.payload),
        .void => {},
        else => std.mem.zeroes(T),
    };
}

fn firstName(comptime T: type) []const u8 {
    return std.meta.fieldNames(T)[0];
}

/// Ends the program at once and takes no space: `pub const panic = sdk.wit.panic;` in the app's main file. The one of
/// `sdk.log` writes the message first.
pub const panic = std.debug.FullPanic(trapped);

fn trapped(_: []const u8, _: ?usize) noreturn {
    @trap();
}

/// The memory that the host fills: strings and lists of results, and of the arguments of exports. It is handed out from
/// its start, and free again as a whole when the exported function that is running returns.
pub const arena = struct {
    const blocks = if (config.grows) @import("heap.zig") else @import("block.zig");

    /// A place in it: what is handed out after this can be given back before the exported function returns.
    pub const Mark = blocks.Mark;
    pub const mark = blocks.mark;
    pub const release = blocks.release;
    pub const reset = blocks.reset;
    /// Bytes that may be asked for at once.
    pub const available = blocks.available;

    /// Whether an answer of this size can be asked for.
    pub fn fits(len: u64) bool {
        return config.grows or len <= available();
    }

    /// For what an exported function returns; valid as long as everything else in here.
    pub const allocator: std.mem.Allocator = .{
        .ptr = undefined,
        .vtable = &.{
            .alloc = allocate,
            .resize = resize,
            .remap = remap,
            .free = std.mem.Allocator.noFree,
        },
    };

    fn allocate(_: *anyopaque, len: usize, alignment: std.mem.Alignment, _: usize) ?[*]u8 {
        return blocks.take(len, alignment.toByteUnits());
    }

    fn resize(_: *anyopaque, old: []u8, _: std.mem.Alignment, len: usize, _: usize) bool {
        return blocks.grow(old.ptr, old.len, len);
    }

    fn remap(_: *anyopaque, old: []u8, _: std.mem.Alignment, len: usize, _: usize) ?[*]u8 {
        return if (blocks.grow(old.ptr, old.len, len)) old.ptr else null;
    }
};

/// In the module only when something that it calls or exports receives strings or lists.
pub const memory = struct {
    export fn cabi_realloc(old: ?[*]u8, old_len: usize, alignment: usize, len: usize) ?[*]u8 {
        if (old) |from| {
            if (old_len > 0 and arena.blocks.grow(from, old_len, len)) return from;
        }
        const made = arena.blocks.take(len, alignment) orelse @trap();
        if (old) |from| @memcpy(made[0..@min(old_len, len)], from[0..@min(old_len, len)]);
        return made;
    }
};

/// What a borrowed handle of the app's own resource is: the struct that the app gave to `own`.
pub const Rep = opaque {
    pub fn as(self: *Rep, comptime T: type) *T {
        return @ptrCast(@alignCast(self));
    }
};
