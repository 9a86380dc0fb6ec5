// Yours to edit: ocrekit writes this file once.

module app;

static import sdk;

import test_scalars_numbers = test.scalars.numbers;

struct App
{
static:
    struct numbers
    {
    static:
        short small(bool a, ubyte b, byte c, ushort d, short e)
        {
            return test_scalars_numbers.small(a, b, c, d, e);
        }

        ulong wide(uint a, int b, ulong c, long d)
        {
            return test_scalars_numbers.wide(a, b, c, d);
        }

        float real_(float a, double b)
        {
            return test_scalars_numbers.real_(a, b);
        }

        dchar letter(dchar a)
        {
            return test_scalars_numbers.letter(a);
        }

        bool truth()
        {
            return test_scalars_numbers.truth();
        }

        void nothing()
        {
            test_scalars_numbers.nothing();
        }
    }
}

alias exported = sdk.exportApp!App;
