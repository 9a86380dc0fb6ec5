module app;

static import sdk, wit;
import exports.test.counter.counters : CounterHandle = Counter;
import test.counter.logs;

__gshared App.counters.Counter[4] pool;

struct App
{
    struct counters
    {
        struct Counter
        {
            uint value;
            bool used;

            static CounterHandle make(uint start)
            {
                foreach (ref one; pool)
                {
                    if (one.used)
                        continue;
                    one = Counter(start, true);
                    return CounterHandle.own(&one);
                }
                wit.trap();
            }

            uint increment(uint by)
            {
                value += by;
                return value;
            }

            const(char)[] label()
            {
                auto digit = wit.arena.make!char(1);
                digit[0] = cast(char)('0' + value % 10);
                return digit;
            }

            static CounterHandle join(CounterHandle a, wit.Rep* b)
            {
                scope (exit)
                    a.close();
                return make(a.rep!Counter().value + b.to!Counter.value);
            }

            void close()
            {
                used = false;
            }
        }
    }

    struct users
    {
        static uint useBorrowed(Sink s)
        {
            s.write("hello");
            return 7;
        }
    }
}

alias exported = sdk.exportApp!App;
