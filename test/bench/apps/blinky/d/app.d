/// Blinks led0 once a second for as long as it runs.
module app;

import ocre.gpio.lines;
import ocre.system.monotonic_clock;
import sdk;
import wit;

struct App
{
    struct run
    {
        static Result!(void, void) run()
        {
            auto led = Output.open("led0", OutputOptions.init);
            if (!led)
                return typeof(return).err;
            while (led.as.ok.toggle())
                waitFor(500_000_000);
            return typeof(return).err;
        }
    }
}

alias exported = exportApp!App;
