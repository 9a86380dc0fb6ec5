/** Blinks led0 ten times. */
import { StartReason } from "../build/sdk/exports/app/lifecycle";
import { Bias, Drive, Output, OutputOptions } from "../build/sdk/gpio/lines";
import { Reactor, start } from "../build/sdk/runtime/reactor";
import "../build/sdk/runtime/timer-handler";
import { every } from "../build/sdk/runtime/timers";
import { failed, ok, Result, Unit } from "../build/sdk/runtime/values";

const halfPeriodMs: u32 = 100;
const changes: u32 = 20;

let led: Output | null = null;
let changed: u32 = 0;

class Blinky extends Reactor {
  onStart(reason: StartReason): Result<Unit, Unit> {
    const opened = Output.open("led0", new OutputOptions(Drive.PushPull, Bias.AsIs, false, false));
    if (opened.isErr) return failed();
    led = opened.value;
    every(halfPeriodMs, (timer) => {
      changed += 1;
      led!.write(changed % 2 == 1);
      // Without a timer nothing can happen any more, and the host ends the app.
      if (changed == changes) timer.cancel();
    });
    return ok();
  }
}

start(new Blinky());
