/** Publishes a counter five times, and logs each message of it that comes back. */
import { StartReason } from "../build/sdk/exports/app/lifecycle";
import { Disposition, Message } from "../build/sdk/messaging/types";
import { console } from "../build/sdk/runtime/console";
import "../build/sdk/runtime/message-handler";
import { Reactor, start } from "../build/sdk/runtime/reactor";
import "../build/sdk/runtime/timer-handler";
import { Timer, every } from "../build/sdk/runtime/timers";
import { Subscriber, Topic, subscribe, textOf } from "../build/sdk/runtime/topics";
import { Result, Unit, failed, ok } from "../build/sdk/runtime/values";

const periodMs: u32 = 200;
const messages: u32 = 5;

const count = new Topic("count");
let published: u32 = 0;
let received: u32 = 0;

function tick(timer: Timer): void {
  published += 1;
  count.publishInteger(published);
  if (published == messages) timer.cancel();
}

function hear(subscriber: Subscriber, message: Message): Disposition {
  console.log(`received ${textOf(message)}`);
  received += 1;
  // Without a timer and a subscription nothing can happen any more, and the host ends the app.
  if (received == messages) subscriber.close();
  return Disposition.Accept;
}

class App extends Reactor {
  onStart(reason: StartReason): Result<Unit, Unit> {
    if (!subscribe(count.name, hear).isOpen) return failed();
    return every(periodMs, tick).isRunning ? ok() : failed();
  }
}

start(new App());
