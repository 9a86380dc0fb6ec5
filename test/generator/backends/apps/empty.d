module app;
static import sdk, wit;
import ocre.gpio.lines, ocre.system.monotonic_clock;

struct App
{
    struct run
    {
        static wit.Result!(void, void) run()
        {
            return typeof(return).ok;
        }
    }
}

alias exported = sdk.exportApp!App;
