/** Blinks led0 ten times. */
import {
  Lifecycle,
  StartReason,
  StopReason,
  exportLifecycle,
} from "../build/sdk/exports/app/lifecycle";
import { TimerHandler, exportTimerHandler } from "../build/sdk/exports/system/timer-handler";
import { Bias, Drive, Output, OutputOptions } from "../build/sdk/gpio/lines";
import { Result, Unit } from "../build/sdk/runtime/values";
import { cancel, start } from "../build/sdk/system/timers";
import { Status, Token } from "../build/sdk/system/types";

const blinkTimer: Token = 1;
const halfPeriodMs: u32 = 100;
const changes: u32 = 20;

let led: Output | null = null;
let changed: u32 = 0;

class Blinky implements Lifecycle, TimerHandler {
  onStart(reason: StartReason): Result<Unit, Unit> {
    const opened = Output.open("led0", new OutputOptions(Drive.PushPull, Bias.AsIs, false, false));
    if (opened.isErr) return Result.err<Unit, Unit>(true);
    led = opened.value;
    if (start(blinkTimer, halfPeriodMs, halfPeriodMs) != Status.Ok)
      return Result.err<Unit, Unit>(true);
    return Result.ok<Unit, Unit>(true);
  }

  onTimer(token: Token, lost: u32): void {
    changed += 1;
    const output = led;
    if (output !== null) output.write(changed % 2 == 1);
    // Without a timer nothing can happen any more, and the host ends the app.
    if (changed == changes) cancel(token);
  }

  onStop(reason: StopReason, graceMs: u32): void {}
}

const app = new Blinky();
exportLifecycle(app);
exportTimerHandler(app);
