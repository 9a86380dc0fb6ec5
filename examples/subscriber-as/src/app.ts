/** Logs each temperature that somebody publishes. */
import { StartReason } from "../build/sdk/exports/app/lifecycle";
import { Disposition, Message } from "../build/sdk/messaging/types";
import { console } from "../build/sdk/runtime/console";
import { memberNumber } from "../build/sdk/runtime/json";
import "../build/sdk/runtime/message-handler";
import { Reactor, start } from "../build/sdk/runtime/reactor";
import { Subscriber, subscribe, textOf } from "../build/sdk/runtime/topics";
import { failed, ok, Result, Unit } from "../build/sdk/runtime/values";

function hear(subscriber: Subscriber, message: Message): Disposition {
  const text = textOf(message);
  const n = memberNumber(text, "n");
  const celsius = memberNumber(text, "celsius");
  if (isNaN(n) || isNaN(celsius)) {
    console.warn(`no reading from ${message.sender}: ${text}`);
    return Disposition.Reject;
  }
  console.log(`reading ${<i32>n}: ${celsius} degrees from ${message.sender}`);
  return Disposition.Accept;
}

class App extends Reactor {
  onStart(reason: StartReason): Result<Unit, Unit> {
    return subscribe("plant/temperature", hear).isOpen ? ok() : failed();
  }
}

start(new App());
