// Yours to edit: ocrekit writes this file once.

module app;

static import sdk;

static import wit;
import test_outcomes_outcomes = test.outcomes.outcomes;

struct App
{
static:
    struct outcomes
    {
    static:
        wit.Option!(wit.String) find(const(char)[] key)
        {
            return test_outcomes_outcomes.find(key);
        }

        wit.Result!(uint, test_outcomes_outcomes.Problem) parse(wit.Option!(wit.String) text)
        {
            return test_outcomes_outcomes.parse(text);
        }

        wit.Result!(void, void) run()
        {
            return test_outcomes_outcomes.run();
        }

        wit.Result!(void, wit.String) check(uint n)
        {
            return test_outcomes_outcomes.check(n);
        }

        wit.Result!(test_outcomes_outcomes.Detail, test_outcomes_outcomes.Detail) explain(uint n)
        {
            return test_outcomes_outcomes.explain(n);
        }

        wit.Option!(wit.Option!(ubyte)) twice(wit.Option!(wit.Option!(ubyte)) n)
        {
            return test_outcomes_outcomes.twice(n);
        }

        wit.Result!(wit.String, void) each(const(wit.Result!(ubyte, test_outcomes_outcomes.Problem))[] ns)
        {
            return test_outcomes_outcomes.each(ns);
        }
    }
}

alias exported = sdk.exportApp!App;
