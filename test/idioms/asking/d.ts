/** The questions in D. */
import type { Asking } from "./asking.js";

const body = `module app;

import kit.log, kit.requests, kit.timers, kit.topics;
import ocre.messaging.types, ocre.system.types;
import sdk, wit;

__gshared Topic doubled = {"test/double"};
__gshared Topic quiet = {"test/quiet"};
__gshared Subscriber answering = {&answer};
__gshared Subscriber hearing = {&hear};
__gshared Request first = {&loud};
__gshared Request second = {&silence};

void answer(ref Subscriber subscriber, ref const Message message)
{
    auto number = message.number;
    if (number)
        message.reply(2 * number.value);
}

void hear(ref Subscriber subscriber, ref const Message message)
{
    info("heard ", message.text);
}

void loud(ref Request request, const(Message)* reply)
{
    if (reply !is null)
        info("answer ", (*reply).number.value);
    if (!second.ask(quiet, "anybody?", 50))
        error("not asked");
}

void silence(ref Request request, const(Message)* reply)
{
    info(reply is null ? "no answer" : "an answer");
    finish();
}

bool begin()
{
    return answering.open("test/double") && hearing.open("test/quiet") && first.ask(doubled, 21, 1000);
}

struct Handlers
{
    struct timerHandler
    {
        static void onTimer(Token token, uint lost)
        {
            kit.timers.fired(token);
        }
    }

    struct messageHandler
    {
        static void onMessages(Token token, uint count, uint lost)
        {
            kit.topics.ready(token);
        }
    }
}
`;

export const d: Asking = {
  path: "src/app.d",
  command: `${body}
import kit.loop;

__gshared bool ended;

void finish()
{
    ended = true;
}

struct App
{
    struct run
    {
        static Result!(void, void) run()
        {
            if (!begin())
                return typeof(return).err;
            while (!ended && dispatch!Handlers(5000))
            {
            }
            return typeof(return).ok;
        }
    }
}

alias exported = exportApp!App;
`,
  reactor: `${body}
import ocre.app.lifecycle;

void finish()
{
}

struct App
{
    struct lifecycle
    {
        static Result!(void, void) onStart(StartReason reason)
        {
            return begin() ? typeof(return).ok : typeof(return).err;
        }
    }

    alias timerHandler = Handlers.timerHandler;

    struct messageHandler
    {
        static Disposition onMessage(Token token, Message message)
        {
            kit.topics.arrived(token, message);
            return Disposition.accept;
        }
    }
}

alias exported = exportApp!App;
`,
};
