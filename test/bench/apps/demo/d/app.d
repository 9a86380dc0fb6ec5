/// The demo world in D.
module app;

import bench.demo.host;
import sdk;
import wit;

struct App
{
    struct guest
    {
    static:
        Result!(void, String) run()
        {
            log(Level.info, "hello \u2713");
            if (auto pin = Pin.open(0, 13))
            {
                pin.as.ok.write(true);
                pin.as.ok.close();
            }
            auto denied = Pin.open(9, 9);
            if (!denied && denied.as.err == ErrorCode.notPermitted)
                log(Level.warn, "pin 9:9 denied");
            auto config = readFile("config.txt");
            if (!config)
                return typeof(return).err(String.of("no config"));
            publish("demo/hello", "text/plain", config.as.ok);
            return typeof(return).ok;
        }

        void onMessage(const(char)[] topic, const(ubyte)[] payload)
        {
            char[128] text = "echo/";
            if (topic.length > text.length - 5)
                return;
            text[5 .. 5 + topic.length] = topic[];
            publish(text[0 .. 5 + topic.length], "application/octet-stream", payload);
        }

        void onTimer(uint id)
        {
            char[7] text = "timer 0";
            text[6] = cast(char)('0' + id % 10);
            log(Level.debug_, text[]);
        }
    }
}

alias exported = exportApp!App;
