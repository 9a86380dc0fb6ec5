/// Answers names with addresses, over UDP.
module app;

import kit.log;
import ocre.app.lifecycle;
import names = ocre.sockets.names;
import ocre.sockets.types;
import ocre.sockets.udp;
import ocre.system.types;
import sdk;
import wit;

enum Token socketToken = 1;
/// Of questions: this and those after it.
enum Token firstQuestion = 2;
enum longestName = 64;

struct Question
{
    char[longestName] text;
    size_t length;
    SocketAddress from;

    const(char)[] name() const return
    {
        return text[0 .. length];
    }
}

__gshared UdpSocket socket;
/// A question of no length is a free place.
__gshared Question[8] questions;

/// What the app implements: a struct for each exported interface. What is not here is not in the module.
struct App
{
    struct lifecycle
    {
        static Result!(void, void) onStart(StartReason reason)
        {
            auto opened = UdpSocket.open(Option!IpAddress.some(IpAddress.ipv4(Ipv4Address(127, 0, 0, 1))), 0);
            if (!opened)
                return typeof(return).err;
            socket = opened.value;
            auto bound = socket.localAddress();
            if (!bound || !socket.watch(Readiness.readable, socketToken))
                return typeof(return).err;
            info("listens on port ", bound.value.port);
            return typeof(return).ok;
        }
    }

    struct socketHandler
    {
        static void onSocket(Token token, Readiness ready)
        {
            auto heard = socket.receive(longestName, 0);
            if (!heard || heard.value.truncated || heard.value.data.length == 0)
                return;
            foreach (i, ref place; questions)
            {
                if (place.length != 0)
                    continue;
                place.length = heard.value.data.length;
                place.text[0 .. place.length] = cast(const(char)[]) heard.value.data[];
                place.from = heard.value.source;
                auto started = names.startResolve(place.name, cast(Token)(firstQuestion + i));
                if (!started)
                    answer(place, started.error == ErrorCode.denied ? "denied" : "unknown");
                return;
            }
        }
    }

    struct nameHandler
    {
        static void onName(Token token, uint count)
        {
            auto question = &questions[token - firstQuestion];
            auto found = names.resolve(question.name, 0);
            foreach (address; found ? found.value[] : null)
            {
                if (address.tag != IpAddress.Tag.ipv4)
                    continue;
                char[15] text;
                answer(*question, written(address.as.ipv4, text));
                return;
            }
            answer(*question, "unknown");
        }
    }
}

/// Sends the answer and frees the place.
void answer(ref Question question, const(char)[] text)
{
    if (!socket.sendTo(cast(const(ubyte)[]) text, question.from))
        error("no answer to ", question.name);
    question.length = 0;
}

/// `127.0.0.1`, without an allocator.
const(char)[] written(Ipv4Address address, return ref char[15] text)
{
    size_t at;
    static foreach (i; 0 .. 4)
    {
        {
            const value = address.items[i];
            if (value >= 100)
                text[at++] = cast(char)('0' + value / 100);
            if (value >= 10)
                text[at++] = cast(char)('0' + value / 10 % 10);
            text[at++] = cast(char)('0' + value % 10);
            if (i < 3)
                text[at++] = '.';
        }
    }
    return text[0 .. at];
}

alias exported = exportApp!App;
