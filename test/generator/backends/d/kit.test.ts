/** The layer for people: timers with callbacks, log lines of values, typed topics, the loop of a command, assertions as log lines. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ocrekit, temporaryFolder } from "../../../support/ocrekit.js";
import { requireTool } from "../../../support/toolchain.js";

function app(folder: string, world: string, text: string): void {
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "src/app.d"), text);
  const requires = ["messaging.publish(count)", "messaging.subscribe(count)"];
  writeFileSync(
    join(folder, "ocre.json"),
    JSON.stringify({
      name: "kit",
      version: "0.1.0",
      world: `ocre:app/${world}`,
      module: "build/app.wasm",
      build: { lang: "d", sources: ["src/app.d"] },
      requires,
    }),
  );
}

function logs(folder: string, ...args: readonly string[]) {
  const built = ocrekit(["build", folder]);
  expect({ status: built.status, output: built.status === 0 ? "" : built.stdout + built.stderr }).toEqual({
    status: 0,
    output: "",
  });
  const { status, stdout } = ocrekit(["run", folder, "--allow-all", "--virtual-time", "--json", ...args]);
  const events: readonly { readonly event: string; readonly level?: string; readonly message?: string }[] = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
  return { status, logs: events.filter((e) => e.event === "log").map((e) => `${e.level} ${e.message}`) };
}

it("a reactor with timers, topics and values in its log", { timeout: 120_000 }, (context) => {
  requireTool("ldc", context);
  const folder = temporaryFolder();
  app(
    folder,
    "reactor",
    `module app;
import kit.log, kit.timers, kit.topics;
import ocre.app.lifecycle, ocre.messaging.bus, ocre.messaging.types, ocre.system.types;
import sdk, wit;

__gshared Timer tick = {&onTick};
__gshared Timer once = {&onOnce};
__gshared Topic count = {"count"};
__gshared Subscription subscription;
__gshared long ticks = -2;

void onTick(ref Timer timer)
{
    count.publish(ticks);
    if (++ticks == 1)
        timer.cancel();
}

void onOnce(ref Timer timer)
{
    info("once ", true, ' ', ErrorCode.notFound, ' ', long.min, ' ', 18_446_744_073_709_551_615UL);
}

struct App
{
    struct lifecycle
    {
        static Result!(void, void) onStart(StartReason reason)
        {
            SubscribeOptions options = {queue: 8, maxPayload: 32};
            auto opened = Subscription.open("count", options, 7);
            if (!opened || !tick.every(100) || !once.after(50))
                return typeof(return).err;
            subscription = opened.value;
            return typeof(return).ok;
        }
    }

    struct timerHandler
    {
        static void onTimer(Token token, uint lost)
        {
            if (!fired(token))
                warn("whose timer is ", token, "?");
        }
    }

    struct messageHandler
    {
        static Disposition onMessage(Token token, Message message)
        {
            auto value = message.number;
            info(message.text, " is ", value.isSome ? value.value : 99);
            if (message.text == "0")
                subscription.close();
            return count == message ? Disposition.accept : Disposition.reject;
        }
    }
}

alias exported = exportApp!App;
`,
  );
  const { status, logs: said } = logs(folder, "--for", "2s");
  expect(said).toEqual([
    "info once true notFound -9223372036854775808 18446744073709551615",
    "info -2 is -2",
    "info -1 is -1",
    "info 0 is 0",
  ]);
  expect(status).toBe(0);
});

it("a command that waits in a loop, and whose wrong index is a log line and a trap", {
  timeout: 120_000,
}, (context) => {
  requireTool("ldc", context);
  const folder = temporaryFolder();
  app(
    folder,
    "command",
    `module app;
import kit.log, kit.loop, kit.timers;
import ocre.system.types;
import sdk, wit;

__gshared Timer tick = {&onTick};
__gshared uint ticks;

void onTick(ref Timer timer)
{
    info("tick ", ++ticks);
}

struct Handlers
{
    struct timerHandler
    {
        static void onTimer(Token token, uint lost)
        {
            fired(token);
        }
    }
}

struct App
{
    struct run
    {
        static Result!(void, void) run()
        {
            tick.every(10);
            foreach (i; 0 .. 3)
                dispatch!Handlers(100);
            tick.cancel();
            if (!dispatch!Handlers(100))
                info("nothing more");
            int[4] few;
            few[ticks + 1] = 1;
            return few[0] == 0 ? typeof(return).ok : typeof(return).err;
        }
    }
}

alias exported = exportApp!App;
`,
  );
  const { status, logs: said } = logs(folder);
  expect(said.slice(0, 4)).toEqual(["info tick 1", "info tick 2", "info tick 3", "info nothing more"]);
  expect(said[4]).toMatch(/^error src\/app\.d:\d+: .*bounds/);
  expect(status).toBe(12);
});
