// Yours to edit: ocrekit writes this file once.

module app;

static import sdk;

import test_variants_variants = test.variants.variants;

struct App
{
static:
    struct variants
    {
    static:
        test_variants_variants.Value store(test_variants_variants.Value v)
        {
            return test_variants_variants.store(v);
        }

        uint all(const(test_variants_variants.Value)[] vs)
        {
            return test_variants_variants.all(vs);
        }
    }
}

alias exported = sdk.exportApp!App;
