/// Blinks led0 ten times.
module app;

import ocre.app.lifecycle;
import ocre.gpio.lines;
import ocre.system.timers;
import ocre.system.types;
import sdk;
import wit;

enum Token blinkTimer = 1;
enum halfPeriodMs = 100;
enum changes = 20;

__gshared Output led;
__gshared uint changed;

/// What the app implements: a struct for each exported interface. What is not here is not in the module.
struct App
{
    struct lifecycle
    {
        static Result!(void, void) onStart(StartReason reason)
        {
            auto opened = Output.open("led0", OutputOptions());
            if (!opened || !start(blinkTimer, halfPeriodMs, halfPeriodMs))
                return typeof(return).err;
            led = opened.value;
            return typeof(return).ok;
        }
    }

    struct timerHandler
    {
        static void onTimer(Token token, uint lost)
        {
            changed += 1;
            led.write(changed % 2 == 1);
            // Without a timer nothing can happen any more, and the host ends the app.
            if (changed == changes)
                cancel(token);
        }
    }
}

alias exported = exportApp!App;
