/// Blinks led0 ten times.
module app;

import kit.timers;
import ocre.app.lifecycle;
import ocre.gpio.lines;
import ocre.system.types;
import sdk;
import wit;

enum halfPeriodMs = 100;
enum changes = 20;

__gshared Output led;
__gshared Timer blink = {&change};
__gshared uint changed;

void change(ref Timer timer)
{
    changed += 1;
    led.write(changed % 2 == 1);
    // Without a timer nothing can happen any more, and the host ends the app.
    if (changed == changes)
        timer.cancel();
}

/// What the app implements: a struct for each exported interface. What is not here is not in the module.
struct App
{
    struct lifecycle
    {
        static Result!(void, void) onStart(StartReason reason)
        {
            auto opened = Output.open("led0", OutputOptions());
            if (!opened || !blink.every(halfPeriodMs))
                return typeof(return).err;
            led = opened.value;
            return typeof(return).ok;
        }
    }

    struct timerHandler
    {
        static void onTimer(Token token, uint lost)
        {
            fired(token);
        }
    }
}

alias exported = exportApp!App;
