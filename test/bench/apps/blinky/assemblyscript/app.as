/** Blinks led0 once a second for as long as it runs. */
import { exportRun, Run } from "./exports/app/run";
import { Bias, Drive, Output, OutputOptions } from "./gpio/lines";
import { Result, Unit } from "./runtime/values";
import { waitFor } from "./system/monotonic-clock";
import { Status } from "./system/types";

class App implements Run {
  run(): Result<Unit, Unit> {
    const opened = Output.open("led0", new OutputOptions(Drive.PushPull, Bias.AsIs, false, false));
    if (opened.isErr) return Result.err<Unit, Unit>(true);
    const led = opened.value;
    while (led.toggle() == Status.Ok) waitFor(500_000_000);
    return Result.err<Unit, Unit>(true);
  }
}

exportRun(new App());
