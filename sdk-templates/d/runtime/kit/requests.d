/// Questions over topics, and callbacks for their answers: variables of the app, as timers and subscribers are. They
/// need the handlers of both, `kit.timers.fired` and `kit.topics.arrived` (in a command `ready`).
///
///     __gshared Request ask = {&answered};
///     ask.ask(Topic("plant/valve"), "open?", 1000);
module kit.requests;

import kit.log : Line;
import kit.timers : Timer;
import kit.topics : Subscriber, Topic;
static import bus = ocre.messaging.bus;
import ocre.messaging.types : Message;
import ocre.system.types : ErrorCode, Token;
static import wit;

struct Request
{
    @disable this(this);

    /// Called once with the answer, or with null when there was none in time. It may ask the next question.
    void function(ref Request request, const(Message)* reply) callback;

    private Subscriber subscriber;
    private Timer timer;
    private bool isWaiting;

    /// Publishes bytes, text or a whole number as a question; the answer may be as long as 256 bytes. `busy` while
    /// one waits.
    wit.Result!(void, ErrorCode) ask(T)(Topic topic, T question, uint timeoutMs)
    {
        static if (is(T : const(ubyte)[]))
            return send(topic, question, timeoutMs, &take!());
        else static if (is(T : const(char)[]))
            return send(topic, cast(const(ubyte)[]) question, timeoutMs, &take!());
        else
        {
            Line line;
            line.put(question);
            return send(topic, cast(const(ubyte)[]) line.text[0 .. line.length], timeoutMs, &take!());
        }
    }

    private wit.Result!(void, ErrorCode) send(Topic topic, const(ubyte)[] payload, uint timeoutMs,
            typeof(Subscriber.taking) taking)
    {
        alias Done = wit.Result!(void, ErrorCode);
        if (isWaiting)
            return Done.err(ErrorCode.busy);
        timer.callback = &late;
        auto timed = timer.after(timeoutMs);
        if (!timed)
            return timed;
        const token = subscriber.token;
        auto sent = bus.sendRequest(topic.name, payload, wit.Option!(wit.String).none, token, timeoutMs, 256);
        if (!sent)
        {
            timer.cancel();
            return sent;
        }
        subscriber.callback = &arrived;
        subscriber.taking = taking;
        subscriber.list();
        isWaiting = true;
        return sent;
    }

    private void end(const(Message)* reply)
    {
        if (!isWaiting)
            return;
        isWaiting = false;
        timer.cancel();
        callback(this, reply);
    }

    private static wit.Result!(Message, ErrorCode) take()(Token token)
    {
        return bus.takeReply(token);
    }

    private static void late(ref Timer timer)
    {
        of(&timer, Request.timer.offsetof).end(null);
    }

    private static void arrived(ref Subscriber subscriber, ref const Message message)
    {
        of(&subscriber, Request.subscriber.offsetof).end(&message);
    }

    /// The request that a member is in.
    private static ref Request of(void* member, size_t offset)
    {
        return *cast(Request*)(member - offset);
    }
}
