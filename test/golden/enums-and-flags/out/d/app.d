// Yours to edit: ocrekit writes this file once.

module app;

static import sdk;

import test_choices_choices = test.choices.choices;

struct App
{
static:
    struct choices
    {
    static:
        test_choices_choices.Level next(test_choices_choices.Level l)
        {
            return test_choices_choices.next(l);
        }

        test_choices_choices.Few merge(test_choices_choices.Few x, test_choices_choices.Few y)
        {
            return test_choices_choices.merge(x, y);
        }

        test_choices_choices.Many widen(test_choices_choices.Few x)
        {
            return test_choices_choices.widen(x);
        }
    }
}

alias exported = sdk.exportApp!App;
