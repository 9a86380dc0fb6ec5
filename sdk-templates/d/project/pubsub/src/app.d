/// Publishes a counter five times, and logs each message of it that comes back.
module app;

import ocre.app.lifecycle;
import ocre.messaging.bus;
import ocre.messaging.types;
import log = ocre.system.log;
import ocre.system.timers;
import ocre.system.types;
import sdk;
import wit;

enum Token tick = 1;
enum Token counts = 2;
enum periodMs = 200;
enum messages = 5;

__gshared Subscription subscription;
__gshared uint published;
__gshared uint received;

/// What the app implements: a struct for each exported interface. What is not here is not in the module.
struct App
{
    struct lifecycle
    {
        static Result!(void, void) onStart(StartReason reason)
        {
            SubscribeOptions options = {queue: 8, maxPayload: 16};
            auto opened = Subscription.open("count", options, counts);
            if (!opened || !start(tick, periodMs, periodMs))
                return typeof(return).err;
            subscription = opened.value;
            return typeof(return).ok;
        }
    }

    struct timerHandler
    {
        static void onTimer(Token token, uint lost)
        {
            published += 1;
            const ubyte[1] text = [cast(ubyte)('0' + published)];
            publish("count", text[], Option!String.none);
            if (published == messages)
                cancel(token);
        }
    }

    struct messageHandler
    {
        static Disposition onMessage(Token token, Message message)
        {
            char[10] text = "received 0";
            if (message.payload.length == 1)
                text[$ - 1] = cast(char) message.payload[0];
            log.log(log.Level.info, "", text[]);
            received += 1;
            // Without a timer and a subscription nothing can happen any more, and the host ends the app.
            if (received == messages)
                subscription.close();
            return Disposition.accept;
        }
    }
}

alias exported = exportApp!App;
