// Yours to edit: ocrekit writes this file once.

module app;

static import sdk;

import test_spilled_spilled = test.spilled.spilled;

struct App
{
static:
    struct spilled
    {
    static:
        const(char)[] many(
            const(char)[] a,
            const(char)[] b,
            const(char)[] c,
            const(char)[] d,
            const(char)[] e,
            const(char)[] f,
            const(char)[] g,
            const(char)[] h,
            ubyte i,
            ulong j,
        )
        {
            return test_spilled_spilled.many(a, b, c, d, e, f, g, h, i, j);
        }
    }
}

alias exported = sdk.exportApp!App;
