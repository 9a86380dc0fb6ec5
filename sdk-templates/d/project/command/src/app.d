/// Runs once: publishes a message, says so, and ends.
module app;

import kit.log;
import kit.topics;
import sdk;
import wit;

__gshared Topic hello = {"hello"};

/// What the app implements: a struct for each exported interface. What is not here is not in the module.
struct App
{
    struct run
    {
        static Result!(void, void) run()
        {
            auto sent = hello.publish("hello");
            if (!sent)
            {
                error("refused: ", sent.error);
                return typeof(return).err;
            }
            info("published");
            return typeof(return).ok;
        }
    }
}

alias exported = exportApp!App;
