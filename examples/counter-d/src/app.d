/// Counts presses of a button in the container's store, where they outlive it.
module app;

import ocre.app.lifecycle;
import ocre.gpio.lines;
import ocre.storage.kv;
import log = ocre.system.log;
import ocre.system.types;
import sdk;
import wit;

enum Token buttonToken = 1;
enum debounceUs = 20_000;

__gshared Input button;
__gshared Store store;

/// What the app implements: a struct for each exported interface. What is not here is not in the module.
struct App
{
    struct lifecycle
    {
        static Result!(void, void) onStart(StartReason reason)
        {
            InputOptions options = {debounceUs: debounceUs};
            auto line = Input.open("button", options);
            auto opened = Store.open("default");
            if (!line || !opened)
                return typeof(return).err;
            button = line.value;
            store = opened.value;
            return button.watch(Edges.rising, buttonToken) ? typeof(return).ok : typeof(return).err;
        }
    }

    struct lineHandler
    {
        static void onLine(Token token, uint data, uint lost, Mark time)
        {
            auto count = store.increment("presses", 1 + lost);
            if (count)
                say(count.value);
            else
                log.log(log.Level.error, "", "the count could not be kept");
        }
    }
}

/// Without an allocator: the digits are written from the last to the first.
void say(long count)
{
    char[28] text = "press 0000000000000000000000";
    enum first = "press ".length;
    size_t at = text.length;
    do
    {
        text[--at] = cast(char)('0' + count % 10);
        count /= 10;
    }
    while (count > 0);
    text[at - first .. at] = "press ";
    log.log(log.Level.info, "", text[at - first .. $]);
}

alias exported = exportApp!App;
