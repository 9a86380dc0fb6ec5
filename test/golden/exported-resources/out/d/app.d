// Yours to edit: ocrekit writes this file once.

module app;

static import sdk;

static import wit;
import exports_test_counter_counters = exports.test.counter.counters;
import test_counter_logs = test.counter.logs;

struct App
{
static:
    struct counters
    {
    static:
        struct Counter
        {
            uint unused_;

            static exports_test_counter_counters.Counter make(uint start)
            {
                return wit.empty!(exports_test_counter_counters.Counter)();
            }

            uint increment(uint by)
            {
                return by;
            }

            const(char)[] label()
            {
                return wit.empty!(const(char)[])();
            }

            static exports_test_counter_counters.Counter join(exports_test_counter_counters.Counter a, wit.Rep* b)
            {
                return a;
            }

            void close()
            {
            }
        }
    }

    struct users
    {
    static:
        uint useBorrowed(test_counter_logs.Sink s)
        {
            return wit.empty!(uint)();
        }
    }
}

alias exported = sdk.exportApp!App;
