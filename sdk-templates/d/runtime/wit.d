/// What every module of the SDK builds on: strings, lists, options and results with the bytes of the canonical ABI, and
/// the memory that the host fills. The second half is for the SDK's own modules.
module wit;

import ldc.attributes : llvmAttr;
import wit_config : arenaBytes;

/// UTF-8, not terminated by a zero. `String.of("text")` makes one, `text[]` is what it holds.
alias String = List!char;

/// A list inside of a record, a variant or another list; parameters and results are slices.
struct List(T)
{
    T* ptr;
    size_t length;

    /// Borrows the items.
    static List of(const(T)[] items)
    {
        return List(cast(T*) items.ptr, items.length);
    }

    /// From the two numbers that the host passed.
    static List at(int ptr, int length)
    {
        return List(cast(T*) cast(size_t) ptr, cast(size_t) length);
    }

    const(T)[] opSlice() const
    {
        return ptr[0 .. length];
    }

    alias opSlice this;
}

/// A value or none.
struct Option(T)
{
    bool isSome;
    T value = void;

    static Option none()
    {
        Option made = void;
        made.isSome = false;
        return made;
    }

    /// A slice becomes a list.
    static Option some(From)(From value)
    {
        Option made = void;
        made.isSome = true;
        static if (is(From : T))
            made.value = value;
        else
            made.value = T.of(value);
        return made;
    }

    bool opCast(To : bool)() const
    {
        return isSome;
    }
}

/// What a function that can fail returns: `if (auto text = read()) use(text.value); else show(text.error);`
struct Result(Ok, Err)
{
    enum Tag : ubyte
    {
        ok,
        err,
    }

    private enum hasOk = !is(Ok == void);
    private enum hasErr = !is(Err == void);

    static if (hasOk || hasErr)
    {
        union Payload
        {
            static if (hasOk)
                Ok ok;
            static if (hasErr)
                Err err;
        }
    }

    /// Whether it went well; a result is also true or false itself.
    Tag tag;

    static if (hasOk || hasErr)
        Payload as = void;

    bool opCast(To : bool)() const
    {
        return tag == Tag.ok;
    }

    static if (hasOk)
    {
        /// In a function: `return typeof(return).ok(value);`. A slice becomes a list.
        static Result ok(From)(From value)
        {
            Result made = void;
            made.tag = Tag.ok;
            static if (is(From : Ok))
                made.as.ok = value;
            else
                made.as.ok = Ok.of(value);
            return made;
        }

        /// Traps when there is an error; a list is a slice here.
        auto value() inout
        {
            if (tag != Tag.ok)
                trap();
            static if (is(Ok == List!T, T))
                return as.ok[];
            else
                return as.ok;
        }
    }
    else
    {
        static Result ok()
        {
            Result made = void;
            made.tag = Tag.ok;
            return made;
        }

        /// Traps when there is an error.
        void value() const
        {
            if (tag != Tag.ok)
                trap();
        }
    }

    static if (hasErr)
    {
        static Result err(Err error)
        {
            Result made = void;
            made.tag = Tag.err;
            made.as.err = error;
            return made;
        }

        /// Traps when there is none.
        inout(Err) error() inout
        {
            if (tag != Tag.err)
                trap();
            return as.err;
        }
    }
    else
    {
        static Result err()
        {
            Result made = void;
            made.tag = Tag.err;
            return made;
        }
    }
}

/// `pair.items[0]` is the first.
struct Tuple(Types...)
{
    Types items;
}

/// A failed assertion, or an index out of bounds: one line in the log, where the world has one, and the end of the app.
extern (C) noreturn __assert(const(char)* message, const(char)* file, int line)
{
    static if (__traits(compiles, { static import ocre.system.log; }))
    {
        static import ocre.system.log;

        char[200] text = void;
        size_t length;

        void put(const(char)* from)
        {
            for (; *from != 0 && length < text.length - 16; from++)
                text[length++] = *from;
        }

        put(file);
        text[length++] = ':';
        uint divisor = 1;
        while (line / divisor >= 10)
            divisor *= 10;
        for (; divisor > 0; divisor /= 10)
            text[length++] = cast(char)('0' + line / divisor % 10);
        put(": ");
        put(message);
        ocre.system.log.log(ocre.system.log.Level.error, "", text.ptr[0 .. length]);
    }
    trap();
}

/// Ends the app at once.
pragma(LDC_intrinsic, "llvm.trap") noreturn trap() nothrow @nogc;

/// The memory that the host fills: strings and lists of results, and of the arguments of exports. One fixed block, handed
/// out from its start, and free again as a whole when the exported function that is running returns.
struct arena
{
static:
    private __gshared align(8) ubyte[arenaBytes] block = void;
    private __gshared size_t top;

    /// What is handed out after this can be given back before the exported function returns.
    size_t mark()
    {
        return top;
    }

    void release(size_t to)
    {
        top = to;
    }

    /// Bytes that are left.
    size_t available()
    {
        return arenaBytes - top;
    }

    void reset()
    {
        top = 0;
    }

    /// Uninitialised items for what an exported function returns; valid as long as everything else in here. Traps when
    /// there is no room for them.
    T[] make(T)(size_t length)
    {
        if (length > arenaBytes / T.sizeof)
            trap();
        return (cast(T*) take(length * T.sizeof, T.alignof))[0 .. length];
    }

    private void* take(size_t length, size_t alignment)
    {
        const start = (top + alignment - 1) & ~(alignment - 1);
        if (alignment > 8 || start > arenaBytes || length > arenaBytes - start)
            trap();
        top = start + length;
        return block.ptr + start;
    }
}

/// In the module only when something that it calls or exports receives strings or lists.
template memory()
{
    @exportName("cabi_realloc")
    pragma(mangle, "cabi_realloc")
    extern (C) void* cabi_realloc(ubyte* old, size_t oldLength, size_t alignment, size_t length)
    {
        if (old !is null && oldLength > 0)
        {
            // The last block grows and shrinks where it is.
            const start = cast(size_t)(old - arena.block.ptr);
            const isLast = start + oldLength == arena.top && length <= arenaBytes - start;
            if (isLast)
                arena.top = start + length;
            if (isLast || length <= oldLength)
                return old;
        }
        auto made = cast(ubyte*) arena.take(length, alignment);
        foreach (i; 0 .. oldLength < length ? oldLength : length)
            made[i] = old[i];
        return made;
    }
}

/// What a borrowed handle of the app's own resource is: the struct that the app gave to `own`.
struct Rep
{
    @disable this();
    @disable this(this);

    ref T to(T)()
    {
        return *cast(T*)&this;
    }
}

// What follows is for the SDK's own modules.

llvmAttr importModule(string name)
{
    return llvmAttr("wasm-import-module", name);
}

llvmAttr importName(string name)
{
    return llvmAttr("wasm-import-name", name);
}

llvmAttr exportName(string name)
{
    return llvmAttr("wasm-export-name", name);
}

/// A scalar, an enum, a handle or an address as a core value.
auto core(T)(T value)
{
    static if (is(T == struct))
        return value.handle;
    else static if (is(T : const(void)*))
        return cast(int) cast(size_t) value;
    else static if (is(T == float) || is(T == double))
        return value;
    else static if (T.sizeof == 8)
        return cast(long) value;
    else
        return cast(int) value;
}

/// The reverse of `core`.
T lift(T, Core)(Core value)
{
    static if (is(T == struct))
        return T(value);
    else static if (is(T : const(void)*))
        return cast(T) cast(size_t) value;
    else static if (is(T == bool))
        return value != 0;
    else
        return cast(T) value;
}

/// A slot that two cases of a variant share.
To bits(To, From)(From value)
{
    static if (is(To == From))
        return value;
    else static if (is(From == float) && is(To == long))
        return cast(uint) bits!int(value);
    else static if (is(From == long) && is(To == float))
        return bits!float(bits!int(value));
    else static if (is(From == int) && is(To == long))
        return value;
    else static if (is(From == long) && is(To == int))
        return cast(int) value;
    else
        return *cast(To*)&value;
}

/// The value at an address; the plan knows that it is aligned.
T load(T)(const(ubyte)* base, size_t offset)
{
    return *cast(T*)(base + offset);
}

void store(T)(ubyte* base, size_t offset, T value)
{
    *cast(T*)(base + offset) = value;
}

/// A status, whose first case is `ok`, as a result.
Result!(void, Err) check(Err, Status)(Status status)
{
    const number = cast(uint) status;
    return number == 0 ? Result!(void, Err).ok() : Result!(void, Err).err(cast(Err)(number - 1));
}

Status statusOf(Status, Err)(Result!(void, Err) result)
{
    return cast(Status)(result ? 0 : cast(uint) result.error + 1);
}

/// All bytes zero: what an unwritten handler answers.
T empty(T)()
{
    T made = void;
    foreach (ref b; (cast(ubyte*)&made)[0 .. T.sizeof])
        b = 0;
    return made;
}
