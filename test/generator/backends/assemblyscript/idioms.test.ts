/** The layer above the bindings: console, failures, timers and topics with callbacks, the loop of a command. */
import { describe, expect, it } from "vitest";
import { runSource } from "../../../support/run-source.js";

const run = (
  world: "command" | "reactor",
  source: string,
  context: Parameters<typeof runSource>[1],
  ...args: readonly string[]
) => runSource({ language: "assemblyscript", path: "src/app.ts", world, source }, context, ...args);

const command = (imports: string, body: string): string => `
import { Run, exportRun } from "../build/sdk/exports/app/run";
import { Result, Unit, ok } from "../build/sdk/runtime/values";
${imports}
class App implements Run {
  run(): Result<Unit, Unit> {
    ${body}
    return ok();
  }
}
exportRun(new App());
`;

describe("console and failures", () => {
  it("are lines of the log", { timeout: 300_000 }, (context) => {
    const source = command(
      `import { console } from "../build/sdk/runtime/console";
import { Level } from "../build/sdk/system/log";
import "../build/sdk/runtime/failures";`,
      `console.log("grüße");
    console.debug("small");
    console.error("large");
    console.assert(1 > 2, "one is more");
    if (!console.keeps(Level.Trace)) console.warn("no traces");
    trace("numbers", 2, 1, 2.5);`,
    );
    const ran = run("command", source, context, "--log-level", "debug");
    expect(ran.ended).toEqual(["exited 0"]);
    expect(ran.logs).toEqual([
      "info grüße",
      "debug small",
      "error large",
      "error assertion failed: one is more",
      "warn no traces",
    ]);
    expect(run("command", source, context, "--log-level", "trace").logs).toContain("trace numbers 1.0 2.5");
  });
});

const busy = `
import { Disposition, Message } from "../build/sdk/messaging/types";
import { console } from "../build/sdk/runtime/console";
import { Timer, after, every } from "../build/sdk/runtime/timers";
import { Subscriber, Topic, numberOf, subscribe, textOf } from "../build/sdk/runtime/topics";

const numbers = new Topic("test/number");
const texts = new Topic("test/text");
const end = new Topic("test/end");

class Station extends Timer {
  ticks: i32 = 0;
  fire(): void {
    this.ticks += 1;
    console.log("tick " + this.ticks.toString() + (this.isRunning ? " runs" : ""));
    if (this.ticks < 3) return;
    this.cancel();
    console.log("remaining " + this.remaining.toString());
    after(50, (timer) => {
      console.log(timer.isRunning ? "again" : "once");
      numbers.publishInteger(-7);
      numbers.publishNumber(21.5);
      numbers.publishText("many");
      texts.publishText("grüße");
      end.publish(new Uint8Array(0));
    });
  }
}

class Ear extends Subscriber {
  hear(message: Message): Disposition {
    if (message.topic == "test/number") console.log(numberOf(message).toString());
    else if (message.topic == "test/text") console.log(textOf(message));
    else {
      this.close();
      done();
    }
    return Disposition.Accept;
  }
}

const station = new Station();
const ear = new Ear();

function begin(): void {
  ear.open("test/#");
  station.every(100);
}
`;

const heard = ["tick 1 runs", "tick 2 runs", "tick 3 runs", "remaining 0", "once", "-7.0", "21.5", "NaN", "grüße"].map(
  (line) => `info ${line}`,
);

describe("timers and topics", () => {
  it("call back in a command, by its loop", { timeout: 300_000 }, (context) => {
    const source = command(
      `${busy}
import { Handlers, end as endLoop, loop } from "../build/sdk/runtime/events";
function done(): void {
  endLoop();
}`,
      `begin();
    loop(new Handlers());
    console.log("ends");
    subscribe("test/word", (subscriber, message) => {
      console.log(textOf(message));
      subscriber.close();
      endLoop();
      return Disposition.Accept;
    });
    new Topic("test/word").publishText("again");
    loop(new Handlers());`,
    );
    const ran = run("command", source, context);
    expect(ran.logs).toEqual([...heard, "info ends", "info again"]);
    expect(ran.ended).toEqual(["exited 0"]);
  });

  it("call back in a reactor, which exports what it imports", { timeout: 300_000 }, (context) => {
    const source = `${busy}
import "../build/sdk/runtime/timer-handler";
import "../build/sdk/runtime/message-handler";
import { Reactor, start } from "../build/sdk/runtime/reactor";
import { StartReason } from "../build/sdk/exports/app/lifecycle";
import { Result, Unit, ok } from "../build/sdk/runtime/values";
function done(): void {}
class App extends Reactor {
  onStart(reason: StartReason): Result<Unit, Unit> {
    begin();
    return ok();
  }
}
start(new App());
`;
    const ran = run("reactor", source, context);
    expect(ran.logs).toEqual(heard);
    expect(ran.ended).toEqual(["stopped"]);
  });

  it("a command hears that it is stopped", { timeout: 300_000 }, (context) => {
    const source = command(
      `import { console } from "../build/sdk/runtime/console";
import { Handlers, loop } from "../build/sdk/runtime/events";
import { now } from "../build/sdk/system/monotonic-clock";
class Mine extends Handlers {
  onStop(reason: u32, deadline: u64): void {
    console.log(deadline > now() ? "stop, soon" : "stop, now");
  }
}`,
      "loop(new Mine());",
    );
    expect(run("command", source, context, "--for", "1s").logs).toEqual(["info stop, soon"]);
  });
});
