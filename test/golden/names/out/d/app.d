// Yours to edit: ocrekit writes this file once.

module app;

static import sdk;

static import wit;
import test_names_names = test.names.names;
import test_names_types = test.names.types;

struct App
{
static:
    struct names
    {
    static:
        wit.Result!(test_names_types.Switch, test_names_types.Int) names(ubyte out_, test_names_types.Int err)
        {
            return test_names_names.names(out_, err);
        }

        const(char)[] return_(test_names_types.Switch class_, const(char)[] area, ubyte sizeT)
        {
            return test_names_names.return_(class_, area, sizeT);
        }

        void aB()
        {
            test_names_names.aB();
        }
    }
}

alias exported = sdk.exportApp!App;
