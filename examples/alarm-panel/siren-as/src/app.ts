/** Sounds the siren, half a second on and half a second off, from "on" to "off" on the topic alarm/siren. */
import { StartReason } from "../build/sdk/exports/app/lifecycle";
import { Bias, Drive, Output, OutputOptions } from "../build/sdk/gpio/lines";
import { Disposition, Message } from "../build/sdk/messaging/types";
import "../build/sdk/runtime/message-handler";
import { Reactor, start } from "../build/sdk/runtime/reactor";
import "../build/sdk/runtime/timer-handler";
import { every, Timer } from "../build/sdk/runtime/timers";
import { Subscriber, subscribe, textOf } from "../build/sdk/runtime/topics";
import { failed, ok, Result, Unit } from "../build/sdk/runtime/values";

const halfPeriodMs: u32 = 500;

let siren: Output | null = null;
let sounding: Timer | null = null;
let isActive = false;

function set(active: bool): void {
  isActive = active;
  const output = siren;
  if (output !== null) output.write(active);
}

function stop(): void {
  const timer = sounding;
  if (timer !== null) timer.cancel();
  sounding = null;
  set(false);
}

function hear(subscriber: Subscriber, message: Message): Disposition {
  stop();
  if (textOf(message) == "on") {
    set(true);
    sounding = every(halfPeriodMs, (timer: Timer) => set(!isActive));
  }
  return Disposition.Accept;
}

class App extends Reactor {
  onStart(reason: StartReason): Result<Unit, Unit> {
    const opened = Output.open("siren", new OutputOptions(Drive.PushPull, Bias.AsIs, false, false));
    if (opened.isErr) return failed();
    siren = opened.value;
    return subscribe("alarm/siren", hear).isOpen ? ok() : failed();
  }
}

start(new App());
