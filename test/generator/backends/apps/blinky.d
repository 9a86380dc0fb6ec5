module app;
static import sdk, wit;
import ocre.gpio.lines, ocre.system.monotonic_clock;

struct App
{
    struct run
    {
        static wit.Result!(void, void) run()
        {
            auto led = Output.open("led0", OutputOptions());
            if (!led)
                return typeof(return).err;
            scope (exit)
                led.value.close();
            foreach (i; 0 .. 10)
            {
                if (!led.value.toggle() || !waitFor(500_000_000))
                    return typeof(return).err;
            }
            return typeof(return).ok;
        }
    }
}

alias exported = sdk.exportApp!App;
