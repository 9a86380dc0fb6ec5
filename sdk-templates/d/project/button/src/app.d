/// Each press of the button toggles led0, and the log says so.
module app;

import kit.log;
import ocre.app.lifecycle;
import ocre.gpio.lines;
import ocre.system.types;
import sdk;
import wit;

enum Token buttonToken = 1;
enum debounceUs = 20_000;

__gshared Input button;
__gshared Output led;
__gshared bool isOn;

/// What the app implements: a struct for each exported interface. What is not here is not in the module.
struct App
{
    struct lifecycle
    {
        static Result!(void, void) onStart(StartReason reason)
        {
            InputOptions options = {debounceUs: debounceUs};
            auto output = Output.open("led0", OutputOptions());
            auto input = Input.open("button", options);
            if (!output || !input)
                return typeof(return).err;
            led = output.value;
            button = input.value;
            return button.watch(Edges.rising, buttonToken) ? typeof(return).ok : typeof(return).err;
        }
    }

    struct lineHandler
    {
        static void onLine(Token token, uint data, uint lost, Mark time)
        {
            isOn = !isOn;
            led.write(isOn);
            info("led0 ", isOn ? "on" : "off");
        }
    }
}

alias exported = exportApp!App;
