/// A command that does nothing.
module app;

import sdk;
import wit;

struct App
{
    struct run
    {
        static Result!(void, void) run()
        {
            return typeof(return).ok;
        }
    }
}

alias exported = exportApp!App;
