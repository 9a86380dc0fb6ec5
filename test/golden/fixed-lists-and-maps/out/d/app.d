// Yours to edit: ocrekit writes this file once.

module app;

static import sdk;

static import wit;
import test_fixed_fixed = test.fixed.fixed;

struct App
{
static:
    struct fixed
    {
    static:
        float[9] rotate(float[9] m)
        {
            return test_fixed_fixed.rotate(m);
        }

        uint send(test_fixed_fixed.Frame f)
        {
            return test_fixed_fixed.send(f);
        }

        const(wit.Tuple!(wit.String, uint))[] count(const(wit.Tuple!(wit.String, uint))[] words)
        {
            return test_fixed_fixed.count(words);
        }
    }
}

alias exported = sdk.exportApp!App;
