/// Payloads of messages as what they mean: text, bytes, whole numbers. Subscriptions with callbacks: variables of the
/// app, whose address is the token, so that nothing is allocated.
///
///     __gshared Subscriber ear = {&heard};
///     ear.open("count");
///     static Disposition onMessage(Token token, Message message) { kit.topics.arrived(token, message); ... }
///     static void onMessages(Token token, uint count, uint lost) { kit.topics.ready(token); } // of a command
module kit.topics;

static import bus = ocre.messaging.bus;
import kit.log : Line;
import ocre.messaging.types : Message;
import ocre.system.types : ErrorCode, Token;
static import wit;

/// A topic by its name.
struct Topic
{
    string name;

    wit.Result!(void, ErrorCode) publish(const(ubyte)[] payload)
    {
        return bus.publish(name, payload, wit.Option!(wit.String).none);
    }

    wit.Result!(void, ErrorCode) publish(const(char)[] text)
    {
        return bus.publish(name, cast(const(ubyte)[]) text, wit.Option!(wit.String).some("text/plain"));
    }

    /// In decimal digits.
    wit.Result!(void, ErrorCode) publish(long number)
    {
        Line line;
        line.put(number);
        return publish(line.text[0 .. line.length]);
    }

    bool opEquals(ref const Message message) const
    {
        return message.topic[] == name;
    }
}

/// Valid as long as the message.
const(char)[] text(ref const Message message)
{
    return cast(const(char)[]) message.payload[];
}

/// Decimal digits; none when the payload is anything else, or does not fit.
wit.Option!long number(ref const Message message)
{
    alias None = wit.Option!long;
    auto digits = message.text;
    const negative = digits.length > 0 && digits[0] == '-';
    if (negative)
        digits = digits[1 .. $];
    if (digits.length == 0)
        return None.none;
    long value;
    foreach (c; digits)
    {
        if (c < '0' || c > '9' || value < (long.min + (c - '0')) / 10)
            return None.none;
        value = value * 10 - (c - '0');
    }
    if (!negative && value == long.min)
        return None.none;
    return None.some(negative ? value : -value);
}

/// Answers a message whose sender waits for it; `notFound` when nobody does.
wit.Result!(void, ErrorCode) reply(ref const Message message, const(ubyte)[] payload)
{
    if (message.ticket == 0)
        return wit.Result!(void, ErrorCode).err(ErrorCode.notFound);
    return bus.reply(message.ticket, payload, wit.Option!(wit.String).none);
}

wit.Result!(void, ErrorCode) reply(ref const Message message, const(char)[] text)
{
    return reply(message, cast(const(ubyte)[]) text);
}

/// In decimal digits.
wit.Result!(void, ErrorCode) reply(ref const Message message, long number)
{
    Line line;
    line.put(number);
    return reply(message, line.text[0 .. line.length]);
}

/// A subscription and what it calls; it stays where it is while it is open.
struct Subscriber
{
    @disable this(this);

    /// Called with each message; what is in it is valid until the function returns.
    void function(ref Subscriber subscriber, ref const Message message) callback;

    private Subscriber* next;
    private bool isListed;
    private bool isOpen;
    private bus.Subscription handle;

    /// Up to 8 messages of 256 bytes wait, longer ones count as dropped.
    wit.Result!(void, ErrorCode) open(const(char)[] filter)
    {
        bus.SubscribeOptions options = {queue: 8, maxPayload: 256};
        return open(filter, options);
    }

    /// The same with options of one's own.
    wit.Result!(void, ErrorCode) open(const(char)[] filter, bus.SubscribeOptions options)
    {
        alias Done = wit.Result!(void, ErrorCode);
        close();
        auto opened = bus.Subscription.open(filter, options, token);
        if (!opened)
            return Done.err(opened.error);
        handle = opened.value;
        isOpen = true;
        list();
        return Done.ok;
    }

    /// Does nothing when it is not open.
    void close()
    {
        if (!isOpen)
            return;
        isOpen = false;
        handle.close();
    }

    package Token token()
    {
        return cast(Token) cast(size_t)&this;
    }

    /// What a message is taken from in a command; of a request it is set.
    package wit.Result!(Message, ErrorCode) function(Token token) taking;

    /// Known from now on; that it is not open any more says `isOpen`.
    package void list()
    {
        if (isListed)
            return;
        isListed = true;
        next = first;
        first = &this;
    }
}

private __gshared Subscriber* first;

private Subscriber* find(Token token)
{
    auto subscriber = first;
    while (subscriber !is null && subscriber.token != token)
        subscriber = subscriber.next;
    return subscriber;
}

/// For the handler `onMessage` of a reactor: whether the message was for a subscriber or a request, which was called.
bool arrived(Token token, ref const Message message)
{
    auto subscriber = find(token);
    if (subscriber is null)
        return false;
    subscriber.callback(*subscriber, message);
    return true;
}

/// For the handler `onMessages` of a command: takes what waits for a subscriber or a request, and calls it. A template,
/// because it brings the memory for messages along.
bool ready()(Token token)
{
    auto subscriber = find(token);
    if (subscriber is null)
        return false;
    while (subscriber.isOpen || subscriber.taking !is null)
    {
        const mark = wit.arena.mark;
        scope (exit)
            wit.arena.release(mark);
        auto taken = subscriber.isOpen ? subscriber.handle.receive(0) : subscriber.taking(token);
        if (!taken)
            break;
        const message = taken.value;
        subscriber.callback(*subscriber, message);
    }
    return true;
}
