/// Runs once: publishes a message, says so, and ends.
module app;

import ocre.messaging.bus;
import log = ocre.system.log;
import sdk;
import wit;

/// What the app implements: a struct for each exported interface. What is not here is not in the module.
struct App
{
    struct run
    {
        static Result!(void, void) run()
        {
            if (!publish("hello", cast(const(ubyte)[]) "hello", Option!String.none))
            {
                log.log(log.Level.info, "", "refused");
                return typeof(return).err;
            }
            log.log(log.Level.info, "", "published");
            return typeof(return).ok;
        }
    }
}

alias exported = exportApp!App;
