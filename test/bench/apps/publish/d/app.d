/// Publishes one message.
module app;

import ocre.messaging.bus;
import sdk;
import wit;

struct App
{
    struct run
    {
        static Result!(void, void) run()
        {
            if (!publish("sensors/temp", cast(const(ubyte)[]) "21.5", Option!String.none))
                return typeof(return).err;
            return typeof(return).ok;
        }
    }
}

alias exported = exportApp!App;
