/// Publishes a counter five times, and logs each message of it that comes back.
module app;

import kit.log;
import kit.timers;
import kit.topics;
import ocre.app.lifecycle;
import ocre.messaging.types;
import ocre.system.types;
import sdk;
import wit;

enum periodMs = 200;
enum messages = 5;

__gshared Topic count = {"count"};
__gshared Subscriber ear = {&hear};
__gshared Timer ticker = {&tick};
__gshared uint published;

void tick(ref Timer timer)
{
    published += 1;
    count.publish(published);
    if (published == messages)
        timer.cancel();
}

void hear(ref Subscriber subscriber, ref const Message message)
{
    auto number = message.number;
    if (!number)
        return;
    info("received ", number.value);
    // Without a timer and a subscription nothing can happen any more, and the host ends the app.
    if (number.value == messages)
        subscriber.close();
}

/// What the app implements: a struct for each exported interface. What is not here is not in the module.
struct App
{
    struct lifecycle
    {
        static Result!(void, void) onStart(StartReason reason)
        {
            return ear.open(count.name) && ticker.every(periodMs) ? typeof(return).ok : typeof(return).err;
        }
    }

    struct timerHandler
    {
        static void onTimer(Token token, uint lost)
        {
            fired(token);
        }
    }

    struct messageHandler
    {
        static Disposition onMessage(Token token, Message message)
        {
            return arrived(token, message) ? Disposition.accept : Disposition.reject;
        }
    }
}

alias exported = exportApp!App;
