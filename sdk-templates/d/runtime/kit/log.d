/// Lines in the host's log, of any values: `info("press ", count, isOn ? " on" : " off");`
module kit.log;

static import log = ocre.system.log;

void debug_(Args...)(Args args)
{
    write(log.Level.debug_, args);
}

void info(Args...)(Args args)
{
    write(log.Level.info, args);
}

void warn(Args...)(Args args)
{
    write(log.Level.warn, args);
}

void error(Args...)(Args args)
{
    write(log.Level.error, args);
}

/// Text, whole numbers, booleans and cases of enums one after the other; the host cuts lines at 256 bytes.
void write(Args...)(log.Level level, Args args)
{
    Line line;
    foreach (ref arg; args)
        line.put(arg);
    log.log(level, "", line.text[0 .. line.length]);
}

/// A line that is being written.
struct Line
{
    char[256] text = void;
    size_t length;

    void put(T)(T value)
    {
        static if (is(T : const(char)[]))
        {
            foreach (c; value)
                putChar(c);
        }
        else static if (is(T : const(char)*))
        {
            for (auto c = value; *c != 0; c++)
                putChar(*c);
        }
        else static if (is(T == bool))
            put(value ? "true" : "false");
        else static if (is(T == char))
            putChar(value);
        else static if (is(T == enum))
        {
            switch (value)
            {
                static foreach (name; __traits(allMembers, T))
                {
            case __traits(getMember, T, name):
                    return put(name);
                }
            default:
                put(cast(ulong) value);
            }
        }
        else static if (is(T : long) || is(T : ulong))
            putNumber(value < 0, value < 0 ? -cast(ulong) value : cast(ulong) value);
        else
            static assert(false, "no text of a " ~ T.stringof);
    }

    private void putChar(char c)
    {
        if (length < text.length)
            text[length++] = c;
    }

    private void putNumber(bool negative, ulong value)
    {
        ulong divisor = 1;
        while (value / divisor >= 10)
            divisor *= 10;
        if (negative)
            putChar('-');
        for (; divisor > 0; divisor /= 10)
            putChar(cast(char)('0' + value / divisor % 10));
    }
}
