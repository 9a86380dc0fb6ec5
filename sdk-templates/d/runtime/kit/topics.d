/// Payloads of messages as what they mean: text, bytes, whole numbers.
module kit.topics;

static import bus = ocre.messaging.bus;
import kit.log : Line;
import ocre.messaging.types : Message;
import ocre.system.types : ErrorCode;
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
