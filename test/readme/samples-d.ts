/** The blocks of the page of the D SDK. */
import type { Sample } from "./sample-model.js";

const page = { page: "sdk-templates/d/README.md", language: "d", path: "src/app.d", world: "reactor" } as const;

export const d: readonly Sample[] = [
  {
    ...page,
    begins: "module app;",
    allow: ["gpio.write(led0)"],
    does: { lines: ["0 led0 0", ...Array.from({ length: 40 }, (_, i) => `${(i + 1) * 500} led0 ${(i + 1) % 2}`)] },
  },
  {
    ...page,
    begins: '__gshared Topic doubled = {"double"};',
    app: (code) => `module app;

import kit.log, kit.requests, kit.timers, kit.topics;
import ocre.app.lifecycle, ocre.messaging.types, ocre.system.types;
import sdk, wit;

${code}
struct App
{
    struct lifecycle
    {
        static Result!(void, void) onStart(StartReason reason)
        {
            if (!answering.open("double") || !asking.ask(doubled, 21, 1000))
                return typeof(return).err;
            return typeof(return).ok;
        }
    }

    struct timerHandler
    {
        static void onTimer(Token token, uint lost)
        {
            kit.timers.fired(token);
        }
    }

    struct messageHandler
    {
        static Disposition onMessage(Token token, Message message)
        {
            return kit.topics.arrived(token, message) ? Disposition.accept : Disposition.reject;
        }
    }
}

alias exported = exportApp!App;
`,
    allow: ["messaging.request(double)", "messaging.subscribe(double)"],
    does: { logs: ["info 21 doubled is 42"], ended: ["stopped"] },
  },
];
