module app;

static import sdk, wit;
import test.memory.source : read = text;
import imports = test.memory.source;

const(char)[] get(uint len)
{
    return read(len).value;
}

struct App
{
static:
    uint first()
    {
        return cast(uint) get(1).ptr;
    }

    uint apart(uint len)
    {
        auto start = get(len);
        return cast(uint)(get(1).ptr - start.ptr);
    }

    bool again(uint len)
    {
        const mark = wit.arena.mark;
        auto start = get(len);
        wit.arena.release(mark);
        return get(len).ptr == start.ptr;
    }

    uint left()
    {
        return wit.arena.available;
    }

    uint status(uint len)
    {
        auto answer = read(len);
        if (answer)
            return 0;
        return answer.error == imports.Error.tooLarge ? 2 : 1;
    }

    uint take(const(char)[] text)
    {
        return wit.arena.available;
    }

    uint list(uint len)
    {
        return cast(uint) wit.arena.make!uint(len).length;
    }
}

alias exported = sdk.exportApp!App;
